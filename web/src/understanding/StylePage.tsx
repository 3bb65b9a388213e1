import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import { Badge, Card } from '@/kit/Card'
import { Field, Select } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { toastError } from '@/kit/toasts'
import { YouPage } from '@/kit/YouPage'

import { Bars } from './Bars'
import en from './en.json'
import css from './Person.module.css'
import { styleQuery, type Style, type Trait } from './queries'
import { Told } from './Told'

const MOST_SHARES = 5
const TONES = { set: 'mark', learned: 'good', account: 'plain', unknown: 'plain' } as const

/** How the person writes: each trait, where it comes from, and a control to set it. */
export default function StylePage() {
  const { t } = useTranslation('understanding')
  const style = useQuery(styleQuery)
  return (
    <YouPage title={t('style.title')} lead={t('style.lead')}>
      <div className={css.stack}>
        <Loaded query={style}>{(known) => <Traits style={known} />}</Loaded>
        <Told />
      </div>
    </YouPage>
  )
}

function Traits({ style }: { style: Style }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  return (
    <>
      <p className={css.soft}>
        {style.texts > 0 ? t('style.texts', { count: style.texts }) : t('style.none')}{' '}
        {style.mixing > 0 && t('style.mixing', { share: format.percent(style.mixing) })}
      </p>
      <div className={css.cards}>
        {style.traits.map((trait) => (
          <TraitCard key={trait.trait} trait={trait} />
        ))}
        {style.holidays.length > 0 && (
          <Card title={t('style.ahead')}>
            <ul role="list" className={css.ahead}>
              {style.holidays.map(({ day, name }) => (
                <li key={`${day} ${name}`}>
                  {name} <span className={css.soft}>{format.day(`${day}T12:00:00Z`)}</span>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </>
  )
}

function TraitCard({ trait }: { trait: Trait }) {
  const { t } = useTranslation('understanding')
  const say = useValue()
  const format = useFormat()
  const origin = trait.origin as keyof typeof TONES
  const name = t(`style.traits.${trait.trait}` as 'style.traits.language')
  return (
    <Card
      title={name}
      actions={<Badge tone={TONES[origin]}>{t(`style.origin.${origin}`)}</Badge>}
      className={css.trait}
    >
      <p className={css.value}>{trait.value === '' ? '–' : say(trait.trait, trait.value)}</p>
      {trait.trait === 'hours' ? <Hours trait={trait} /> : <Shares trait={trait} />}
      {trait.evidence > 0 && (origin === 'learned' || origin === 'set') && (
        <p className={css.soft}>
          {t('style.evidence', { count: trait.evidence })}
          {origin === 'learned' &&
            `, ${t('style.atLeast', { share: format.percent(trait.confidence) })}`}
        </p>
      )}
      {origin === 'set' && trait.learned !== '' && (
        <p className={css.soft}>{t('style.wouldBe', { value: say(trait.trait, trait.learned) })}</p>
      )}
      {trait.may_set && <Setting trait={trait} name={name} />}
    </Card>
  )
}

function Hours({ trait }: { trait: Trait }) {
  const { t } = useTranslation('understanding')
  if (trait.shares.length === 0) return null
  const bars = trait.shares.map(({ value, share }) => ({ key: value, value: share }))
  return <Bars label={t('style.hoursChart')} bars={bars} isTall />
}

function Shares({ trait }: { trait: Trait }) {
  const say = useValue()
  const format = useFormat()
  const shown = trait.shares.slice(0, MOST_SHARES)
  if (shown.length < 2) return null
  return (
    <ul role="list" className={css.shares}>
      {shown.map(({ value, share }) => (
        <li key={value} className={css.share}>
          <span>{say(trait.trait, value)}</span>
          <span className={css.weight}>
            <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden>
              <rect className={css.fill} width={Math.max(1, share * 100)} height="1" />
            </svg>
          </span>
          <span className={css.soft}>{format.percent(share)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The control: what it may be set to, and 'learn it' first. */
function Setting({ trait, name }: { trait: Trait; name: string }) {
  const { t } = useTranslation('understanding')
  const say = useValue()
  const queries = useQueryClient()
  const set = useMutation({
    mutationFn: (value: string | null) =>
      call(
        api.PUT('/api/you/style/{trait}', {
          params: { path: { trait: trait.trait as 'language' } },
          body: { value },
        }),
      ),
    onSuccess: (style) => {
      queries.setQueryData(styleQuery.queryKey, style)
    },
    onError: (error) => toastError(error),
  })
  const choices = useChoices(trait)
  return (
    <Field label={t('style.setLabel', { trait: name })}>
      <Select
        value={trait.origin === 'set' ? trait.value : ''}
        disabled={set.isPending}
        onChange={(event) => set.mutate(event.target.value || null)}
      >
        <option value="">{t('style.learn')}</option>
        {choices.map((value) => (
          <option key={value} value={value}>
            {say(trait.trait, value)}
          </option>
        ))}
      </Select>
    </Field>
  )
}

function useChoices({ trait, choices, value }: Trait): readonly string[] {
  if (trait === 'time_zone') return Intl.supportedValuesOf('timeZone')
  if (trait === 'region') return [...new Set([value, ...REGIONS])].filter(Boolean).sort()
  return choices
}

const REGIONS =
  'AR AT AU BE BR CA CH CL CN CO CZ DE DK EE EG ES FI FR GB GR HR HU ID IE IL IN IS IT JP KE KR LT LU LV MA MX MY NG NL NO NZ PE PH PL PT RO RS RU SA SE SG SI SK TH TN TR TW UA US VN ZA'.split(
    ' ',
  )

const IN_WORDS: ReadonlySet<string> = new Set(Object.keys(en.style.values))

/** A value in words: languages and regions by the browser's own names. */
function useValue(): (trait: string, value: string) => string {
  const { t } = useTranslation('understanding')
  const { locale } = useFormat()
  return (trait, value) => {
    if (trait === 'language') return nameOf(locale, 'language', value)
    if (trait === 'region') return nameOf(locale, 'region', value)
    if (trait === 'hours') return value.replace('-', '–')
    if (trait === 'holidays') return value.replaceAll('; ', ', ')
    return IN_WORDS.has(value) ? t(`style.values.${value}` as 'style.values.formal') : value
  }
}

function nameOf(locale: string, type: 'language' | 'region', code: string): string {
  try {
    return new Intl.DisplayNames([locale], { type }).of(code) ?? code
  } catch {
    return code // not a code that this browser knows
  }
}
