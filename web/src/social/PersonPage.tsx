import { useQuery } from '@tanstack/react-query'
import { Ban, Ellipsis, Flag, ListChecks, UserMinus, UserX, VolumeX } from 'lucide-react'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'

import { asProblem } from '@/api/problem'
import { ButtonLink, IconButton } from '@/kit/Button'
import { Badge } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Menu, MenuItem } from '@/kit/Menu'
import { toast, toastError } from '@/kit/toasts'

import { answer, block, mute, personQuery, profileQuery, useReload, type Person } from './api'
import { FollowButton } from './FollowButton'
import { PutOnLists } from './Lists'
import { Portrait } from './Portrait'
import { Posts } from './Posts'
import { ReportDialog } from './ReportDialog'
import css from './Social.module.css'
import { SocialPage } from './SocialPage'

/** Somebody's page: who they are and what they post, as far as it is for the reader. */
export default function PersonPage() {
  const { t } = useTranslation('social')
  const { person = '' } = useParams()
  const found = useQuery(personQuery(person))
  const isGone = found.error !== null && asProblem(found.error).status === 404
  return (
    <SocialPage title={found.data?.person.name ?? t('tabs.label')} isBare>
      {isGone ? (
        <EmptyState
          icon={UserX}
          title={t('person.goneTitle')}
          actions={<ButtonLink to="/people/all">{t('person.back')}</ButtonLink>}
        >
          {t('person.goneWords')}
        </EmptyState>
      ) : (
        <Loaded query={found}>
          {({ person: shown, ...facts }) => (
            <>
              <Head person={shown} {...facts} />
              <Posts
                which={{ of: 'person', person }}
                empty={<p className={css.note}>{t('person.nothingWords')}</p>}
              />
            </>
          )}
        </Loaded>
      )}
    </SocialPage>
  )
}

interface HeadProps {
  person: Person
  followers: number
  followed: number
  labels: string[]
}

function Head({ person, followers, followed, labels }: HeadProps) {
  const { t } = useTranslation('social')
  const own = useQuery(profileQuery)
  return (
    <section className={css.person} aria-label={person.name}>
      <Portrait of={person} isLarge />
      <div className={css.personWords}>
        <p className={css.personName} dir="auto">
          {person.name}
        </p>
        <p className={css.facts}>
          <span>@{person.handle}</span>
          {person.is_private && <Badge>{t('person.private')}</Badge>}
          {person.theirs === 'follows' && <Badge tone="accent">{t('person.followsYou')}</Badge>}
          {labels.map((label) => (
            <Badge key={label} tone="mark" icon={Flag}>
              {label}
            </Badge>
          ))}
        </p>
        {person.bio !== '' && (
          <p className={css.text} dir="auto">
            {person.bio}
          </p>
        )}
        <p className={css.facts}>
          <span>{t('person.followers', { count: followers })}</span>
          <span>{t('person.followed', { count: followed })}</span>
        </p>
      </div>
      <div className={css.personDeeds}>
        {own.data?.id === person.id ? (
          <ButtonLink size="s" to="/people/me">
            {t('person.edit')}
          </ButtonLink>
        ) : (
          <Deeds person={person} />
        )}
      </div>
    </section>
  )
}

function Deeds({ person }: { person: Person }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const navigate = useNavigate()
  const [isBlocking, setBlocking] = useState(false)
  const [isListing, setListing] = useState(false)
  const [isReporting, setReporting] = useState(false)
  const { name } = person
  return (
    <>
      <FollowButton person={person} />
      <Menu trigger={<IconButton icon={Ellipsis} label={t('person.more', { name })} />}>
        <MenuItem icon={ListChecks} onSelect={() => setListing(true)}>
          {t('lists.put')}
        </MenuItem>
        <MenuItem
          icon={VolumeX}
          onSelect={() => {
            mute({ kind: 'person', person_id: person.id })
              .then(reload)
              .then(() => toast({ title: t('mutes.done') }), toastError)
          }}
        >
          {t('mutes.mutePerson', { name })}
        </MenuItem>
        {person.theirs === 'follows' && (
          <MenuItem
            icon={UserMinus}
            onSelect={() => {
              answer(person.id, false).then(reload).catch(toastError)
            }}
          >
            {t('person.removeFollower')}
          </MenuItem>
        )}
        <MenuItem icon={Flag} onSelect={() => setReporting(true)}>
          {t('report.person')}
        </MenuItem>
        <MenuItem icon={Ban} isDangerous onSelect={() => setBlocking(true)}>
          {t('person.block')}
        </MenuItem>
      </Menu>
      {isListing && <PutOnLists person={person} onClose={() => setListing(false)} />}
      {isReporting && (
        <ReportDialog
          what={{ kind: 'person', id: person.id }}
          onClose={() => setReporting(false)}
        />
      )}
      <ConfirmDialog
        isOpen={isBlocking}
        onClose={() => setBlocking(false)}
        title={t('person.blockTitle', { name })}
        action={t('person.block')}
        onConfirm={async () => {
          await block(person.id, true)
          await navigate('/people/all')
          await reload()
          toast({ title: t('person.blocked', { name }) })
        }}
      >
        <p>{t('person.blockWords', { name })}</p>
      </ConfirmDialog>
    </>
  )
}
