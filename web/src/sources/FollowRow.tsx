import {
  AtSign,
  Cloud,
  Folder,
  MonitorPlay,
  Pause,
  Play,
  Podcast,
  RefreshCw,
  Rss,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'

import { Badge, type BadgeProps } from '@/kit/Card'
import { Button, IconButton } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Row } from '@/kit/List'
import { useFormat } from '@/kit/locale'
import { Time } from '@/kit/Time'
import { toast, toastError } from '@/kit/toasts'

import css from './Bring.module.css'
import {
  bringBack,
  checkNow,
  pause,
  remove,
  standingOf,
  useReload,
  type Follow,
  type Standing,
} from './followed'
import { FolderDialog } from './FolderDialog'

const ICONS = {
  feed: Rss,
  podcast: Podcast,
  youtube: MonitorPlay,
  mastodon: AtSign,
  bluesky: Cloud,
} as const

const TONES: Record<Standing, NonNullable<BadgeProps['tone']>> = {
  paused: 'plain',
  new: 'calm',
  good: 'good',
  failing: 'mark',
  dead: 'bad',
  gone: 'bad',
}

/** Something that is followed: how it stands, and what can be done. */
export function FollowRow({ follow, folders }: { follow: Follow; folders: readonly string[] }) {
  const { t } = useTranslation('sources')
  const reload = useReload()
  const [isBusy, setBusy] = useState(false)
  const [isMoved, setMoved] = useState(false)
  const { title: name, page, trouble, kind } = follow
  const standing = standingOf(follow)
  const Icon = ICONS[kind]

  const act = (deed: Promise<unknown>) => {
    setBusy(true)
    deed
      .then(reload)
      .catch(toastError)
      .finally(() => setBusy(false))
  }

  async function takeOut() {
    await remove(follow)
    await reload()
    toast({
      title: t('followed.removed', { name }),
      action: {
        label: t('followed.undo'),
        onClick: () => void bringBack(follow).then(reload).catch(toastError),
      },
    })
  }

  return (
    <Row
      start={<Icon className={css.rowIcon} aria-hidden />}
      title={
        <>
          <span dir="auto">
            {page === '' ? (
              name
            ) : (
              <a href={page} target="_blank" rel="noopener noreferrer">
                {name}
              </a>
            )}
          </span>
          <Badge tone={TONES[standing]}>{t(`followed.state.${standing}`)}</Badge>
        </>
      }
      hint={<Facts follow={follow} standing={standing} />}
      actions={
        <>
          {trouble !== null && standing !== 'paused' && (
            <Button
              size="s"
              icon={RefreshCw}
              isBusy={isBusy}
              aria-label={t('followed.tryNamed', { name })}
              onClick={() => act(checkNow(follow))}
            >
              {t('followed.try')}
            </Button>
          )}
          <IconButton
            size="s"
            icon={standing === 'paused' ? Play : Pause}
            label={t(standing === 'paused' ? 'followed.resume' : 'followed.pause', { name })}
            onClick={() => act(pause(follow, standing !== 'paused'))}
          />
          <IconButton
            size="s"
            icon={Folder}
            label={t('followed.folder', { name })}
            onClick={() => setMoved(true)}
          />
          <IconButton
            size="s"
            icon={Trash2}
            label={t('followed.remove', { name })}
            onClick={() => void takeOut().catch(toastError)}
          />
        </>
      }
    >
      {isMoved && (
        <FolderDialog follow={follow} folders={folders} onClose={() => setMoved(false)} />
      )}
      {trouble !== null && (
        <p className={css.trouble}>
          {t(`followed.trouble.${trouble}`, { status: follow.status ?? '' })}
        </p>
      )}
    </Row>
  )
}

/** What it is, how much there is of it, when it was read and when it will be. */
function Facts({ follow, standing }: { follow: Follow; standing: Standing }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const { kind, items, fetched_at: fetchedAt, next_at: nextAt } = follow
  const isAsked = standing !== 'paused' && standing !== 'gone' && standing !== 'new'
  return (
    <span className={css.facts}>
      <span>{t(`followed.kind.${kind}`)}</span>
      <span>{t('followed.items', { count: items, shown: format.number(items) })}</span>
      {fetchedAt !== null && (
        <span>
          {t('followed.read')} <Time at={fetchedAt} as="relative" />
        </span>
      )}
      {isAsked && (
        <span>
          {t('followed.next')} <Time at={nextAt} as="relative" />
        </span>
      )}
    </span>
  )
}
