import { useQuery } from '@tanstack/react-query'
import { Telescope } from 'lucide-react'

import { ButtonLink } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Notice } from '@/kit/Notice'
import { Page } from '@/kit/Page'

import { bubbleQuery, type Bubble, type Width } from './api'
import { compare, LEAST_SEEN, tellApart } from './bubble'
import css from './Bubble.module.css'
import { FeedTabs } from './FeedTabs'
import { Pair } from './Pair'
import { Weeks } from './Weeks'
import { Widen } from './Widen'

const KINDS = ['topics', 'sources', 'viewpoints'] as const

/** How narrow what one sees has become beside what everybody saw, and what widens it. */
export default function BubblePage() {
  const { t } = useTranslation('feed')
  const bubble = useQuery(bubbleQuery)
  return (
    <Page title={t('bubble.title')} lead={t('bubble.lead')} isNarrow>
      <FeedTabs />
      <Loaded query={bubble}>
        {(found) => (
          <>
            <Narrow bubble={found} />
            <Widen bubble={found} />
            {isTold(found) && <More bubble={found} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Whether enough was seen to tell anything. */
const isTold = (bubble: Bubble) =>
  bubble.seen >= LEAST_SEEN && KINDS.some((kind) => bubble[kind] !== null)

function More({ bubble }: { bubble: Bubble }) {
  return (
    <>
      {bubble.shares.length > 0 && <Topics bubble={bubble} />}
      <Weeks weeks={bubble.weeks} />
    </>
  )
}

/** The name of what one's own is held against. */
function useBeside(bubble: Bubble): string {
  const { t } = useTranslation('feed')
  return t(bubble.is_shared ? 'bubble.everybody' : 'bubble.there')
}

function Narrow({ bubble }: { bubble: Bubble }) {
  const { t } = useTranslation('feed')
  if (!isTold(bubble))
    return (
      <EmptyState
        icon={Telescope}
        title={t('bubble.empty')}
        actions={
          <ButtonLink kind="primary" to="/feed">
            {t('bubble.read')}
          </ButtonLink>
        }
      >
        {t('bubble.emptyWords', { count: bubble.seen })}
      </EmptyState>
    )
  return (
    <>
      {!bubble.is_shared && <Notice title={t('bubble.few')}>{t('bubble.fewWords')}</Notice>}
      <Card title={t('bubble.narrow')} hint={t('bubble.seen', { count: bubble.seen })}>
        <ul role="list" className={css.kinds}>
          {KINDS.map((kind) => (
            <Kind key={kind} kind={kind} width={bubble[kind]} bubble={bubble} />
          ))}
        </ul>
        <p className={css.soft}>{t('bubble.count')}</p>
      </Card>
    </>
  )
}

interface KindProps {
  kind: (typeof KINDS)[number]
  width: Width | null
  bubble: Bubble
}

function Kind({ kind, width, bubble }: KindProps) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const beside = useBeside(bubble)
  const write = (many: number) => format.number(Math.round(many * 10) / 10)
  return (
    <li className={css.kind}>
      <h3>{t(`bubble.kind.${kind}`)}</h3>
      {width === null ? (
        <p className={css.soft}>{t(`bubble.unknown.${kind}`)}</p>
      ) : (
        <>
          <p>
            {t('bubble.told', {
              wide: t(`bubble.wide.${compare(width.mine, width.everybody)}`, {
                beside: t(bubble.is_shared ? 'bubble.ofEverybody' : 'bubble.ofThere'),
              }),
              apart: t(`bubble.apart.${tellApart(width)}`),
            })}
          </p>
          <Pair
            mine={width.mine}
            everybody={width.everybody}
            most={Math.max(width.mine, width.everybody)}
            beside={beside}
            write={write}
          />
        </>
      )}
    </li>
  )
}

function Topics({ bubble }: { bubble: Bubble }) {
  const { t } = useTranslation('feed')
  const format = useFormat()
  const beside = useBeside(bubble)
  const most = Math.max(...bubble.shares.flatMap(({ mine, everybody }) => [mine, everybody]))
  return (
    <Card title={t('bubble.shares')} hint={t('bubble.sharesHint')}>
      <ul role="list" className={css.kinds}>
        {bubble.shares.map(({ words, mine, everybody }) => (
          <li key={words.join(' ')} className={css.kind}>
            <h3 dir="auto">{words.join(', ')}</h3>
            <Pair
              mine={mine}
              everybody={everybody}
              most={most}
              beside={beside}
              write={format.percent}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}
