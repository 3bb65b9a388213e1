import {
  CalendarRange,
  Check,
  CircleHelp,
  EllipsisVertical,
  Hand,
  Lock,
  Merge,
  Pencil,
  Quote,
  SlidersHorizontal,
  ThumbsDown,
  Trash2,
} from 'lucide-react'
import { useId } from 'react'

import { Button, IconButton } from '@/kit/Button'
import { Badge } from '@/kit/Card'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { Menu, MenuItem, MenuLine } from '@/kit/Menu'

import { BeliefEdit, BeliefMerge, BeliefSpan, BeliefUses } from './BeliefPanels'
import css from './Beliefs.module.css'
import { deeds, ME, sureness, useDeed, useForget, type Belief } from './beliefs'
import { BeliefWhy } from './BeliefWhy'

export type Panel = 'why' | 'edit' | 'span' | 'uses' | 'merge'

export interface BeliefRowProps {
  belief: Belief
  /** What it could be merged with. */
  others: readonly Belief[]
  onOpen: (event: string) => void
  /** What is open of it; kept by the list, since a belief that is read anew may move to another group. */
  panel: Panel | null
  onPanel: (panel: Panel | null) => void
}

/** One belief: what it says, how sure, since when, and what can be done about it. */
export function BeliefRow({ belief, others, onOpen, panel, onPanel }: BeliefRowProps) {
  const { t } = useTranslation('events')
  const whyId = useId()
  const close = () => onPanel(null)
  if (panel === 'edit')
    return (
      <li className={css.belief}>
        <BeliefEdit belief={belief} onDone={close} />
      </li>
    )
  const isWhy = panel === 'why'
  return (
    <li className={cx(css.belief, belief.state !== 'held' && css.past)}>
      <div className={css.top}>
        <div className={css.words}>
          <p className={css.statement}>{belief.statement}</p>
          <Signs belief={belief} />
        </div>
        <div className={css.deeds}>
          <IconButton icon={Pencil} label={t('beliefs.edit')} onClick={() => onPanel('edit')} />
          <Deeds belief={belief} onPanel={onPanel} />
        </div>
      </div>
      <div className={css.foot}>
        <Sure belief={belief} />
        <Span belief={belief} />
        <Button
          size="s"
          kind="quiet"
          icon={Quote}
          aria-expanded={isWhy}
          aria-controls={whyId}
          onClick={() => onPanel(isWhy ? null : 'why')}
        >
          {t('beliefs.why')}
        </Button>
      </div>
      <div id={whyId}>{isWhy && <BeliefWhy belief={belief} onOpen={onOpen} />}</div>
      {panel === 'span' && <BeliefSpan belief={belief} onDone={close} />}
      {panel === 'uses' && <BeliefUses belief={belief} onDone={close} />}
      {panel === 'merge' && (
        <BeliefMerge
          belief={belief}
          others={others.filter(
            ({ id, subject }) => id !== belief.id && subject === belief.subject,
          )}
          onDone={close}
        />
      )}
    </li>
  )
}

function Signs({ belief }: { belief: Belief }) {
  const { t } = useTranslation('events')
  const { state, is_sensitive: isSensitive, is_confirmed: isConfirmed } = belief
  if (state === 'held' && !isSensitive && !isConfirmed) return null
  return (
    <div className={css.signs}>
      {isSensitive && (
        <Badge tone="calm" icon={Lock}>
          {t('beliefs.sensitive')}
        </Badge>
      )}
      {isConfirmed && (
        <Badge tone="good" icon={Check}>
          {t('beliefs.confirmed')}
        </Badge>
      )}
      {state === 'in_question' && (
        <Badge tone="mark" icon={CircleHelp}>
          {t('beliefs.states.in_question')}
        </Badge>
      )}
      {(state === 'ended' || state === 'rejected') && <Badge>{t(`beliefs.states.${state}`)}</Badge>}
    </div>
  )
}

/** How sure, as a bar and in words. */
function Sure({ belief }: { belief: Belief }) {
  const { t } = useTranslation('events')
  const format = useFormat()
  const sure = sureness(belief)
  return (
    <span className={css.sure}>
      <span className={css.bar} aria-hidden>
        <svg viewBox="0 0 100 4" preserveAspectRatio="none">
          <rect width={belief.confidence * 100} height="4" rx="2" />
        </svg>
      </span>
      <span title={format.percent(belief.confidence)}>{t(`beliefs.sure.${sure}`)}</span>
    </span>
  )
}

/** When it holds; where that isn't known, since when it is known. */
function Span({ belief }: { belief: Belief }) {
  const { t } = useTranslation('events')
  const format = useFormat()
  const { holds_from: from, holds_until: until } = belief
  // A day without a time is that day everywhere.
  const day = (date: string) => format.date(`${date}T12:00:00`)
  const words =
    from !== null && until !== null
      ? t('beliefs.fromUntil', { from: day(from), until: day(until) })
      : from !== null
        ? t('beliefs.from', { date: day(from) })
        : until !== null
          ? t('beliefs.until', { date: day(until) })
          : t('beliefs.knownSince', { date: format.date(belief.learned_at) })
  return <span>{words}</span>
}

function Deeds({ belief, onPanel }: { belief: Belief; onPanel: (panel: Panel) => void }) {
  const { t } = useTranslation('events')
  const deed = useDeed()
  const forget = useForget()
  const who = belief.subject === ME ? t('beliefs.you') : belief.subject
  const kind = t(`beliefs.kinds.${belief.kind}`)
  const { id } = belief
  return (
    <Menu trigger={<IconButton icon={EllipsisVertical} label={t('beliefs.actions')} />}>
      <MenuItem
        icon={Check}
        isDisabled={belief.is_confirmed}
        onSelect={() => deed.do(t('beliefs.confirmed'), () => deeds.confirm(id))}
      >
        {t('beliefs.confirm')}
      </MenuItem>
      <MenuItem
        icon={ThumbsDown}
        isDisabled={belief.state === 'rejected'}
        onSelect={() => deed.do(t('beliefs.rejected'), () => deeds.reject(id, false))}
      >
        {t('beliefs.reject')}
      </MenuItem>
      <MenuItem
        icon={Hand}
        isDisabled={belief.origin === 'told'}
        onSelect={() => deed.do(t('beliefs.unwanted'), () => deeds.reject(id, true))}
      >
        {t('beliefs.rejectSuch', { kind, name: who })}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={CalendarRange} onSelect={() => onPanel('span')}>
        {t('beliefs.setSpan')}
      </MenuItem>
      <MenuItem icon={SlidersHorizontal} onSelect={() => onPanel('uses')}>
        {t('beliefs.uses')}
      </MenuItem>
      <MenuItem icon={Merge} onSelect={() => onPanel('merge')}>
        {t('beliefs.merge')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Trash2} isDangerous onSelect={() => forget.mutate(belief)}>
        {t('beliefs.forget')}
      </MenuItem>
    </Menu>
  )
}
