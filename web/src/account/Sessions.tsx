import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Laptop, LogOut, Smartphone } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Time } from '@/kit/Time'
import { toast } from '@/kit/toasts'

import { readDevice } from './device'

const KEY = ['sessions']

function useDeviceName(): (userAgent: string) => string {
  const { t } = useTranslation('account')
  return (userAgent) => {
    const { browser, system } = readDevice(userAgent)
    if (browser !== undefined && system !== undefined) return t('sessions.on', { browser, system })
    return browser ?? system ?? t('sessions.unknown')
  }
}

/** Where the person is signed in, and the way to end it. */
export function Sessions() {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const nameOf = useDeviceName()
  const [isAsking, setAsking] = useState(false)
  const sessions = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(api.GET('/api/sessions', { signal })),
  })
  const done = async () => {
    await queries.invalidateQueries({ queryKey: KEY })
    toast({ title: t('sessions.ended') })
  }
  const end = useMutation({
    mutationFn: (id: string) =>
      api.DELETE('/api/sessions/{session_id}', { params: { path: { session_id: id } } }),
    onSuccess: done,
  })
  return (
    <Card title={t('sessions.title')} hint={t('sessions.hint')}>
      <Loaded query={sessions}>
        {(list) => (
          <>
            <Rows label={t('sessions.title')}>
              {list.map((session) => {
                const name = nameOf(session.user_agent)
                const isPhone = /Mobi|Android|iPhone/.test(session.user_agent)
                const Icon = isPhone ? Smartphone : Laptop
                return (
                  <Row
                    key={session.id}
                    start={<Icon size="1.25rem" aria-hidden />}
                    title={
                      <>
                        {name}
                        {session.is_current && <Badge tone="mark">{t('sessions.current')}</Badge>}
                      </>
                    }
                    hint={
                      <>
                        {t('sessions.seen')} <Time at={session.last_seen_at} as="relative" />,{' '}
                        {t('sessions.since')} <Time at={session.created_at} as="date" />
                      </>
                    }
                    actions={
                      !session.is_current && (
                        <Button
                          size="s"
                          aria-label={t('sessions.signOutNamed', { name })}
                          isBusy={end.isPending && end.variables === session.id}
                          onClick={() => end.mutate(session.id)}
                        >
                          {t('sessions.signOut')}
                        </Button>
                      )
                    }
                  />
                )
              })}
            </Rows>
            {list.length > 1 && (
              <div>
                <Button icon={LogOut} kind="dangerQuiet" onClick={() => setAsking(true)}>
                  {t('sessions.everywhere')}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('sessions.everywhereTitle')}
        action={t('sessions.everywhere')}
        onConfirm={async () => {
          await api.DELETE('/api/sessions')
          await done()
        }}
      >
        <p>{t('sessions.everywhereText')}</p>
      </ConfirmDialog>
    </Card>
  )
}
