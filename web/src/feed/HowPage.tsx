import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'

import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Page } from '@/kit/Page'
import { Switch } from '@/kit/Switch'
import { toast, toastError } from '@/kit/toasts'

import {
  lessMadeQuery,
  lessQuery,
  lessSourcesQuery,
  settingQuery,
  setFeed,
  useReload,
  wantAgain,
  wantKindAgain,
  wantSourceAgain,
  type Setting,
} from './api'
import css from './Feed.module.css'
import { FeedTabs } from './FeedTabs'

type Weight = Setting['weights'][number]

/** What counts on the feed, for everybody and for oneself, and what one wants less of. */
export default function HowPage() {
  const { t } = useTranslation('feed')
  const setting = useQuery(settingQuery)
  return (
    <Page title={t('how.title')} lead={t('how.lead')} isNarrow>
      <FeedTabs />
      <Loaded query={setting}>
        {(found) => (
          <>
            <MadeForYou setting={found} />
            <Weights setting={found} />
          </>
        )}
      </Loaded>
      <Less />
      <LessSources />
    </Page>
  )
}

/** The one switch for what Beknown makes, and the kinds that one wants less of. */
function MadeForYou({ setting }: { setting: Setting }) {
  const { t } = useTranslation('feed')
  const queries = useQueryClient()
  const reload = useReload()
  const { data: less = [] } = useQuery(lessMadeQuery)
  const save = useMutation({
    mutationFn: (hasMade: boolean) =>
      setFeed(
        Object.fromEntries(
          setting.weights
            .filter(({ mine, default: usual }) => mine !== usual)
            .map(({ action, mine }) => [action, mine]),
        ),
        hasMade,
      ),
    onSuccess: (found: Setting) => {
      queries.setQueryData(settingQuery.queryKey, found)
      void reload()
    },
    onError: (error) => toastError(error),
  })
  return (
    <Card title={t('made.card')} hint={t('made.cardHint')}>
      <Switch
        label={t('made.switch')}
        hint={t('made.switchHint')}
        isOn={setting.has_made}
        isDisabled={save.isPending}
        onChange={(isOn) => save.mutate(isOn)}
      />
      {less.length > 0 && (
        <Rows label={t('made.lessOf')}>
          {less.map(({ kind, times }) => (
            <Row
              key={kind}
              title={t('made.lessOfKind', { kind: t(`made.kind.${kind}`) })}
              hint={times > 1 ? t('how.times', { count: times }) : undefined}
              actions={
                <Button
                  size="s"
                  aria-label={t('how.moreNamed', { name: t(`made.kind.${kind}`) })}
                  onClick={() => {
                    wantKindAgain(kind).then(reload).catch(toastError)
                  }}
                >
                  {t('how.more')}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
    </Card>
  )
}

function Weights({ setting }: { setting: Setting }) {
  const { t } = useTranslation('feed')
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (weights: Record<string, number>) => setFeed(weights, setting.has_made),
    onSuccess: (found: Setting) => queries.setQueryData(settingQuery.queryKey, found),
    onError: (error) => toastError(error),
  })
  const own = setting.weights.filter(({ mine, default: usual }) => mine !== usual)
  const set = (action: string, value: number) =>
    save.mutate({
      ...Object.fromEntries(own.map((each) => [each.action, each.mine])),
      [action]: value,
    })
  return (
    <Card title={t('how.weights')} hint={t('how.weightsHint')}>
      <div className={css.weights}>
        {setting.weights.map((weight) => (
          <Slider key={`${weight.action} ${weight.mine}`} weight={weight} onSet={set} />
        ))}
      </div>
      <div>
        <Button
          isBusy={save.isPending}
          disabled={own.length === 0}
          onClick={() => save.mutate({}, { onSuccess: () => toast({ title: t('how.wasReset') }) })}
        >
          {t('how.reset')}
        </Button>
      </div>
    </Card>
  )
}

function Slider(props: { weight: Weight; onSet: (action: string, value: number) => void }) {
  const { weight, onSet } = props
  const { t } = useTranslation('feed')
  const id = useId()
  const [value, setValue] = useState(weight.mine)
  const done = () => {
    if (value !== weight.mine) onSet(weight.action, value)
  }
  return (
    <div className={css.weight}>
      <label htmlFor={id}>{t(`how.action.${weight.action as 'open'}`)}</label>
      <input
        id={id}
        type="range"
        className={css.slider}
        min={weight.low}
        max={weight.high}
        step={(weight.high - weight.low) / 60}
        value={value}
        aria-describedby={`${id}u`}
        onChange={(event) => setValue(event.target.valueAsNumber)}
        onPointerUp={done}
        onKeyUp={done}
        onBlur={done}
      />
      <output htmlFor={id}>{t('how.mine', { value: Math.round(value * 10) / 10 })}</output>
      <span id={`${id}u`} className={css.usual}>
        {t('how.usual', { value: weight.default })}
      </span>
    </div>
  )
}

function Less() {
  const { t } = useTranslation('feed')
  const less = useQuery(lessQuery)
  const reload = useReload()
  return (
    <Card title={t('how.less')} hint={t('how.lessHint')}>
      <Loaded query={less}>
        {(rows) =>
          rows.length === 0 ? (
            <p className={css.none}>{t('how.lessNone')}</p>
          ) : (
            <Rows label={t('how.less')}>
              {rows.map(({ id, post }) => (
                <Row
                  key={id}
                  title={<span dir="auto">{post.excerpt}</span>}
                  hint={<span dir="auto">{post.name}</span>}
                  actions={
                    <Button
                      size="s"
                      aria-label={t('how.againNamed', { name: post.name })}
                      onClick={() => {
                        wantAgain(id).then(reload).catch(toastError)
                      }}
                    >
                      {t('how.again')}
                    </Button>
                  }
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Card>
  )
}

/** The sources that one wants less of; no word of them where there are none. */
function LessSources() {
  const { t } = useTranslation('feed')
  const { data } = useQuery(lessSourcesQuery)
  const reload = useReload()
  if (data === undefined || data.length === 0) return null
  return (
    <Card title={t('how.lessSources')} hint={t('how.lessSourcesHint')}>
      <Rows label={t('how.lessSources')}>
        {data.map(({ id, source, times }) => (
          <Row
            key={id}
            title={<span dir="auto">{source}</span>}
            hint={times > 1 ? t('how.times', { count: times }) : undefined}
            actions={
              <Button
                size="s"
                aria-label={t('how.moreNamed', { name: source })}
                onClick={() => {
                  wantSourceAgain(id).then(reload).catch(toastError)
                }}
              >
                {t('how.more')}
              </Button>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}
