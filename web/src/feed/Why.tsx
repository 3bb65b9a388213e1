import { useQuery } from '@tanstack/react-query'
import {
  ChevronDown,
  CircleHelp,
  EyeOff,
  MessageSquareText,
  Rss,
  Settings2,
  SlidersHorizontal,
  Telescope,
  UserMinus,
  VolumeX,
} from 'lucide-react'
import { useId, useState } from 'react'
import { Link } from 'react-router'

import { Button, ButtonLink, IconButton } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { toast, toastError } from '@/kit/toasts'

import {
  follow,
  mute,
  rulesQuery,
  unmute,
  useReload,
  type Item,
  type PostItem,
  type Reason,
  type Rule,
} from './api'
import css from './Feed.module.css'
import { anchorOf } from './rules'
import { useRuleWords } from './useRuleWords'

export interface WhyProps {
  item: Item
  onLess: () => void
}

/** The reasons for which something is here, with their shares out of its score, and what changes each. */
export function Why({ item, onLess }: WhyProps) {
  const { t } = useTranslation('feed')
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const first = item.reasons[0]
  return (
    <div className={css.why}>
      <div className={css.row}>
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
        {item.kind !== 'post' && (
          <IconButton
            size="s"
            icon={EyeOff}
            label={
              item.kind === 'made' ? t('made.less') : t('why.lessOf', { name: item.item.source })
            }
            onClick={onLess}
          />
        )}
      </div>
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
        {item.kind === 'post' && <Changes item={item} onLess={onLess} />}
        {item.kind === 'made' && (
          <div className={css.changes}>
            <Button size="s" icon={EyeOff} onClick={onLess}>
              {t('made.less')}
            </Button>
            <ButtonLink size="s" icon={Settings2} to="/feed/how">
              {t('made.switchOff')}
            </ButtonLink>
          </div>
        )}
        {item.kind === 'source' && (
          <div className={css.changes}>
            <Button size="s" icon={EyeOff} onClick={onLess}>
              {t('why.lessOf', { name: item.item.source })}
            </Button>
            <ButtonLink size="s" icon={Rss} to="/followed">
              {t('sources.choose')}
            </ButtonLink>
            <Ways reasons={item.reasons} />
          </div>
        )}
      </div>
    </div>
  )
}

function Words({ reason, item }: { reason: Reason; item: Item }) {
  const { t } = useTranslation('feed')
  if (item.kind === 'made') return t(`made.why.${item.made.kind}`)
  const name = item.kind === 'post' ? item.post.author.name : item.item.source
  if (reason.cause === 'followed' || reason.cause === 'source') return t('why.followed', { name })
  if (reason.cause === 'wished') return <Wished reason={reason} />
  return t(`why.${reason.cause}`)
}

/** The rule by its own words; one that is over says so. */
function Wished({ reason }: { reason: Reason }) {
  const { t } = useTranslation('feed')
  const write = useRuleWords()
  const rule = useRuleOf(reason)
  if (rule === undefined) return t('why.wished')
  if (rule === null) return t('why.wishedOver')
  const { amount, what } = write(rule)
  return t('why.wishedBy', { rule: `${amount} ${what}` })
}

/** The rule that a reason names: null when it is over, undefined when none is named or known yet. */
function useRuleOf({ rule: id }: Reason): Rule | null | undefined {
  // The page has them already, to be steered by: a reason asks nothing more of the server.
  const rules = useQuery({ ...rulesQuery, enabled: id !== null, refetchOnMount: false })
  if (id === null || rules.data === undefined) return undefined
  return rules.data.find((rule) => rule.id === id) ?? null
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
function Changes({ item, onLess }: { item: PostItem; onLess: () => void }) {
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
      <Ways reasons={item.reasons} />
    </div>
  )
}

const WEIGHED: readonly Reason['cause'][] = [
  'similar',
  'alike',
  'next',
  'trending',
  'fresh',
  'rest',
]

/** Where each reason that isn't about somebody can be changed: what was said, how wide it is, what counts. */
function Ways({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation('feed')
  const causes = reasons.map(({ cause }) => cause)
  const wished = reasons.find(({ cause }) => cause === 'wished')
  return (
    <>
      {wished !== undefined && <WayToRule reason={wished} />}
      {causes.includes('exploring') && (
        <ButtonLink size="s" icon={Telescope} to="/feed/bubble">
          {t('why.changeWidth')}
        </ButtonLink>
      )}
      {causes.some((cause) => WEIGHED.includes(cause)) && (
        <ButtonLink size="s" icon={SlidersHorizontal} to="/feed/how">
          {t('why.changeWeights')}
        </ButtonLink>
      )}
    </>
  )
}

/** Leads to the rule where it stands among all; to none that is over. */
function WayToRule({ reason }: { reason: Reason }) {
  const { t } = useTranslation('feed')
  const rule = useRuleOf(reason)
  if (rule === null) return null
  return (
    <ButtonLink
      size="s"
      icon={MessageSquareText}
      to={rule === undefined ? '/feed#rules' : `/feed#${anchorOf(rule)}`}
    >
      {t('why.changeRules')}
    </ButtonLink>
  )
}
