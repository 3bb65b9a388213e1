import { ChevronDown, CircleHelp, EyeOff, UserMinus, VolumeX } from 'lucide-react'
import { useId, useState } from 'react'
import { Link } from 'react-router'

import { Button } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { toast, toastError } from '@/kit/toasts'

import { follow, mute, unmute, useReload, type Item, type Reason } from './api'
import css from './Feed.module.css'

export interface WhyProps {
  item: Item
  onLess: () => void
}

/** The reasons for which a post is here, with their shares out of its score, and what changes each. */
export function Why({ item, onLess }: WhyProps) {
  const { t } = useTranslation('feed')
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const first = item.reasons[0]
  return (
    <div className={css.why}>
      <button
        type="button"
        className={css.ask}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <CircleHelp aria-hidden />
        <span>{first === undefined ? t('why.open') : <Words reason={first} item={item} />}</span>
        <ChevronDown aria-hidden className={cx(css.turn, isOpen && css.turned)} />
      </button>
      <div id={id} hidden={!isOpen} className={css.reasons}>
        <ul role="list" aria-label={t('why.shares')}>
          {item.reasons.map((reason) => (
            <li key={reason.cause} className={css.reason}>
              <span className={css.share}>{t('why.share', { share: reason.share })}</span>
              <div>
                <Words reason={reason} item={item} />
                <Because reason={reason} />
              </div>
            </li>
          ))}
        </ul>
        <Changes item={item} onLess={onLess} />
      </div>
    </div>
  )
}

function Words({ reason, item }: { reason: Reason; item: Item }) {
  const { t } = useTranslation('feed')
  return reason.cause === 'followed'
    ? t('why.followed', { name: item.post.author.name })
    : t(`why.${reason.cause}`)
}

function Because({ reason: { because } }: { reason: Reason }) {
  const { t } = useTranslation('feed')
  if (because === null) return null
  const { name, excerpt } = because
  return (
    <p className={css.because}>
      <Link to={`/people/of/${because.author_id}/${because.id}`} dir="auto">
        {t('why.because', { name, excerpt })}
      </Link>
    </p>
  )
}

/** What a person can do about the reasons, each with a way back. */
function Changes({ item, onLess }: WhyProps) {
  const { t } = useTranslation('feed')
  const reload = useReload()
  const { id, name } = item.post.author
  const isFollowed = item.reasons.some(({ cause }) => cause === 'followed')
  const act = (deed: Promise<unknown>) => deed.then(reload).catch(toastError)

  async function muteThem() {
    const mutes = await mute(id)
    await reload()
    const muted = mutes.find(({ kind, what }) => kind === 'person' && what === name)
    const onClick = () => {
      if (muted !== undefined) void act(unmute(muted.id))
    }
    toast({ title: t('why.muted', { name }), action: { label: t('why.undo'), onClick } })
  }

  async function unfollow() {
    await follow(id, false)
    await reload()
    const onClick = () => void act(follow(id, true))
    toast({ title: t('why.unfollowed', { name }), action: { label: t('why.undo'), onClick } })
  }

  return (
    <div className={css.changes}>
      <Button size="s" icon={EyeOff} onClick={onLess}>
        {t('why.less')}
      </Button>
      {isFollowed && (
        <Button size="s" icon={UserMinus} onClick={() => void unfollow().catch(toastError)}>
          {t('why.unfollow', { name })}
        </Button>
      )}
      <Button size="s" icon={VolumeX} onClick={() => void muteThem().catch(toastError)}>
        {t('why.mute', { name })}
      </Button>
    </div>
  )
}
