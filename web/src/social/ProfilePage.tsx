import { useQuery } from '@tanstack/react-query'
import { ImagePlus } from 'lucide-react'
import { useRef, useState } from 'react'

import { api } from '@/api/client'
import { Button, ButtonLink } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { toast, toastError } from '@/kit/toasts'

import { block, blockedQuery, profileQuery, sendPicture, useReload, type Profile } from './api'
import { Lists } from './Lists'
import { Mutes } from './Mutes'
import { Portrait } from './Portrait'
import { ProfileForm } from './ProfileForm'
import css from './Social.module.css'
import { SocialPage } from './SocialPage'

/** How the person shows themselves, and whom they blocked. */
export default function ProfilePage() {
  const { t } = useTranslation('social')
  const { data: own } = useQuery(profileQuery)
  return (
    <SocialPage title={t('profile.title')} lead={t('profile.lead')}>
      {own?.profile && (
        <>
          <Card
            title={t('tabs.me')}
            actions={
              <ButtonLink size="s" to={`/people/of/${own.id}`}>
                {t('profile.see')}
              </ButtonLink>
            }
          >
            <ProfileForm profile={own.profile} />
          </Card>
          <Picture person={own.id} profile={own.profile} />
          <Lists />
          <Mutes />
          <BlockedPeople />
        </>
      )}
    </SocialPage>
  )
}

function Picture({ person, profile }: { person: string; profile: Profile }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const input = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)

  async function act(deed: () => Promise<unknown>) {
    setBusy(true)
    setError(null)
    try {
      await deed()
      await reload()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Card title={t('profile.picture')} hint={t('profile.pictureHint')}>
      <div className={css.picture}>
        <Portrait of={{ id: person, ...profile }} isLarge />
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          aria-label={t('profile.picture')}
          onChange={({ target }) => {
            const file = target.files?.[0]
            target.value = ''
            if (file) void act(() => sendPicture(file))
          }}
        />
        <Button icon={ImagePlus} isBusy={isBusy} onClick={() => input.current?.click()}>
          {t('profile.choose')}
        </Button>
        {profile.picture_id !== null && (
          <Button
            kind="quiet"
            onClick={() => void act(() => api.DELETE('/api/social/profile/picture'))}
          >
            {t('profile.remove')}
          </Button>
        )}
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </Card>
  )
}

function BlockedPeople() {
  const { t } = useTranslation('social')
  const reload = useReload()
  const { data: blocked } = useQuery(blockedQuery)
  if (!blocked?.length) return null
  return (
    <Card title={t('profile.blocked')} hint={t('profile.blockedHint')}>
      <Rows label={t('profile.blocked')}>
        {blocked.map(({ id, name, handle }) => (
          <Row
            key={id}
            title={name}
            hint={`@${handle}`}
            actions={
              <Button
                size="s"
                aria-label={t('profile.unblockNamed', { name })}
                onClick={() => {
                  block(id, false)
                    .then(reload)
                    .then(() => toast({ title: t('profile.unblocked', { name }) }), toastError)
                }}
              >
                {t('profile.unblock')}
              </Button>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}
