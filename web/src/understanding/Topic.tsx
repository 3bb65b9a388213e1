import { useQuery } from '@tanstack/react-query'
import {
  Bell,
  BellOff,
  ChevronDown,
  Combine,
  MoreHorizontal,
  Pencil,
  Pin,
  PinOff,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'

import { Button, ButtonLink, IconButton } from '@/kit/Button'
import { Badge } from '@/kit/Card'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Menu, MenuItem, MenuLine } from '@/kit/Menu'

import { Bars, lastMonths } from './Bars'
import css from './Person.module.css'
import { itemsQuery, type Deed, type Interest } from './queries'

const MONTHS = 24

interface TopicProps {
  interest: Interest
  onDeed: (deed: Deed) => void
  onRename: () => void
  onMerge: () => void
}

/** A topic: how strong, since when, what is behind it, and what can be done with it. */
export function Topic({ interest, onDeed, onRename, onMerge }: TopicProps) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { name, words, months, is_pinned: isPinned, is_muted: isMuted } = interest
  const also = words.filter((word) => word.toLowerCase() !== name.toLowerCase()).slice(0, 5)
  const byMonth = new Map(months.map((each) => [each.month, each.events]))
  const bars = lastMonths(MONTHS, new Date()).map((key) => ({ key, value: byMonth.get(key) ?? 0 }))
  return (
    <li className={cx(css.topic, isMuted && css.muted)}>
      <div className={css.head}>
        <h2 className={css.name}>
          {name}
          {isPinned && (
            <Badge tone="mark" icon={Pin}>
              {t('interests.pinned')}
            </Badge>
          )}
        </h2>
        <Bars label={t('interests.months', { name })} bars={bars} />
        <Menu trigger={<IconButton icon={MoreHorizontal} label={t('interests.deeds', { name })} />}>
          <MenuItem
            icon={isPinned ? PinOff : Pin}
            onSelect={() => onDeed(isPinned ? 'unpinned' : 'pinned')}
          >
            {t(isPinned ? 'interests.unpin' : 'interests.pin')}
          </MenuItem>
          <MenuItem icon={Pencil} onSelect={onRename}>
            {t('interests.rename')}
          </MenuItem>
          <MenuItem icon={Combine} onSelect={onMerge}>
            {t('interests.merge')}
          </MenuItem>
          <MenuItem
            icon={isMuted ? Bell : BellOff}
            onSelect={() => onDeed(isMuted ? 'unmuted' : 'muted')}
          >
            {t(isMuted ? 'interests.unmute' : 'interests.mute')}
          </MenuItem>
          <MenuLine />
          <MenuItem icon={Trash2} onSelect={() => onDeed('forgotten')}>
            {t('interests.forget')}
          </MenuItem>
        </Menu>
      </div>
      <div
        className={css.weight}
        role="img"
        aria-label={t('interests.strength', { share: format.percent(interest.share) })}
      >
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden>
          <rect className={css.fill} width={Math.max(1, interest.share * 100)} height="1" />
        </svg>
      </div>
      {also.length > 0 && <p className={css.soft}>{format.list(also)}</p>}
      <div className={css.foot}>
        <span className={css.soft}>
          {t('interests.behind', { count: interest.events })} ·{' '}
          {t('interests.since', {
            first: format.month(interest.first_at),
            last: format.month(interest.last_at),
          })}{' '}
          · {t(interest.serves_feed ? 'interests.feed' : 'interests.private')}
        </span>
        <Button
          size="s"
          kind="quiet"
          icon={ChevronDown}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? 'interests.hideItems' : 'interests.showItems')}
        </Button>
      </div>
      {isOpen && <Items interest={interest.id} />}
    </li>
  )
}

function Items({ interest }: { interest: string }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const items = useQuery(itemsQuery(interest))
  return (
    <Loaded query={items}>
      {(list) => (
        <ul role="list" className={css.items}>
          {list.map((item) => (
            <li key={item.event_id} className={css.item}>
              <div>
                <p>{item.text}</p>
                <span className={css.soft}>
                  {t(`interests.kinds.${item.kind}` as 'interests.kinds.posted')} ·{' '}
                  {format.date(item.occurred_at)}
                </span>
              </div>
              <ButtonLink size="s" kind="quiet" to={`/you?event=${item.event_id}`}>
                {t('interests.openEvent')}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}
