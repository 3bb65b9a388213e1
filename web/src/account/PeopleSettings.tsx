import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Mail, UserPlus } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { usePerson } from '@/api/session'
import { Button } from '@/kit/Button'
import { Avatar, Badge, Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { CopyField } from '@/kit/CopyField'
import { Dialog } from '@/kit/Dialog'
import { Field, TextArea, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Time } from '@/kit/Time'
import { toast } from '@/kit/toasts'

const KEY = ['invitations']

interface MadeInvitation {
  url?: string | null
  expires_at: string
}

function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const [made, setMade] = useState<MadeInvitation | null>(null)
  if (made)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={t('people.ready')}
        footer={
          <Button kind="primary" onClick={onClose}>
            {t('people.done')}
          </Button>
        }
      >
        <CopyField label={t('people.link')} text={made.url ?? ''} />
        <p>
          {t('people.readyHint')} <Time at={made.expires_at} as="dateTime" />.
        </p>
      </Dialog>
    )
  return (
    <Dialog isOpen onClose={onClose} title={t('people.inviteTitle')}>
      <p>{t('people.inviteHint')}</p>
      <Form
        onSubmit={async (value) => {
          const body = { email: value('email') || null, note: value('note') || null }
          setMade(await call(api.POST('/api/invitations', { body })))
          await queries.invalidateQueries({ queryKey: KEY })
        }}
        actions={<SubmitButton>{t('people.make')}</SubmitButton>}
      >
        <Field
          name="email"
          label={t('people.inviteEmail')}
          hint={t('people.inviteEmailHint')}
          isOptional
        >
          <TextInput type="email" autoComplete="off" data-autofocus="" />
        </Field>
        <Field name="note" label={t('people.inviteNote')} isOptional>
          <TextArea maxLength={500} rows={2} />
        </Field>
      </Form>
    </Dialog>
  )
}

function Invitations() {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const [withdrawing, setWithdrawing] = useState<string | null>(null)
  const invitations = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(api.GET('/api/invitations', { signal })),
  })
  return (
    <Card title={t('people.invitations')}>
      <Loaded
        query={invitations}
        isEmpty={(list) => list.length === 0}
        empty={<p>{t('people.noInvitations')}</p>}
      >
        {(list) => (
          <Rows label={t('people.invitations')}>
            {list.map(({ id, email, note, expires_at: expiresAt }) => {
              const name = email ?? t('people.anyone')
              return (
                <Row
                  key={id}
                  start={<Mail size="1.25rem" aria-hidden />}
                  title={name}
                  hint={
                    <>
                      {t('people.until')} <Time at={expiresAt} as="dateTime" />
                    </>
                  }
                  actions={
                    <Button
                      size="s"
                      aria-label={t('people.withdrawNamed', { name })}
                      onClick={() => setWithdrawing(id)}
                    >
                      {t('people.withdraw')}
                    </Button>
                  }
                >
                  {note}
                </Row>
              )
            })}
          </Rows>
        )}
      </Loaded>
      <ConfirmDialog
        isOpen={withdrawing !== null}
        onClose={() => setWithdrawing(null)}
        title={t('people.withdrawTitle')}
        action={t('people.withdraw')}
        onConfirm={async () => {
          if (withdrawing === null) return
          await api.DELETE('/api/invitations/{invitation_id}', {
            params: { path: { invitation_id: withdrawing } },
          })
          await queries.invalidateQueries({ queryKey: KEY })
          toast({ title: t('people.withdrawn') })
        }}
      >
        <p>{t('people.withdrawText')}</p>
      </ConfirmDialog>
    </Card>
  )
}

/** Who is here and who is invited; for the operator. */
export default function PeopleSettings() {
  const { t } = useTranslation('account')
  const me = usePerson()
  const [isInviting, setInviting] = useState(false)
  const people = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => call(api.GET('/api/people', { signal })),
  })
  return (
    <>
      <Card
        title={t('people.title')}
        hint={t('people.hint')}
        actions={
          <Button kind="primary" icon={UserPlus} onClick={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        }
      >
        <Loaded query={people}>
          {(list) => (
            <Rows label={t('people.title')}>
              {list.map((person) => (
                <Row
                  key={person.id}
                  start={<Avatar name={person.display_name} />}
                  title={
                    <>
                      {person.display_name}
                      {person.id === me.id && <Badge tone="mark">{t('people.you')}</Badge>}
                      {person.role === 'operator' && (
                        <Badge tone="accent">{t('people.operator')}</Badge>
                      )}
                    </>
                  }
                  hint={
                    <>
                      {person.email} · {t('people.since')} <Time at={person.created_at} as="date" />
                    </>
                  }
                />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      <Invitations />
      {isInviting && <Invite onClose={() => setInviting(false)} />}
    </>
  )
}
