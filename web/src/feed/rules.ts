import type { Rule } from './api'

type Hours = Rule['hours']

const A_DAY = 1440
const A_LITTLE = 0.7
const MUCH = 1.4

/** What names a rule in an address of the feed: the page opens with it in sight. */
export const anchorOf = ({ id }: Pick<Rule, 'id'>): string => `rule-${id}`

/** How far a rule goes: only of `less` and `more` there is a little and much. */
export type Far = 'little' | 'usual' | 'much'

/** The strengths that stand for it; the house's own are 0.4, 1 and 2. */
export const STRENGTHS: Readonly<Record<Far, number>> = { little: 0.4, usual: 1, much: 2 }

export function farOf(strength: number): Far {
  if (strength < A_LITTLE) return 'little'
  return strength > MUCH ? 'much' : 'usual'
}

/** The key of the words for how much a rule wants: `less`, `lessLittle`, `moreMuch`, `nothing` … */
export function amountKey({ amount, strength }: Pick<Rule, 'amount' | 'strength'>) {
  if (amount === 'nothing' || amount === 'only') return amount
  const far = farOf(strength)
  if (far === 'usual') return amount
  return far === 'little' ? (`${amount}Little` as const) : (`${amount}Much` as const)
}

/** From when until when in a day, as the locale writes it; null where a rule holds all day. */
export function writeSpan(hours: Hours, locale: string): { from: string; until: string } | null {
  if (hours.from_minute === 0 && hours.until_minute === A_DAY) return null
  // Minutes of a day are no moment, so that no time zone may move them.
  const format = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' })
  const write = (minute: number) => format.format(Date.UTC(2024, 0, 1, 0, minute))
  return { from: write(hours.from_minute), until: write(hours.until_minute) }
}

/** The days of the week by their names, Monday first; none where a rule holds on all. */
export function writeDays({ weekdays }: Hours, locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  // The first of January 2024 was a Monday.
  return [...weekdays].sort().map((day) => format.format(Date.UTC(2024, 0, 1 + day)))
}

/** A language by its name; its code where there is none. */
export function writeLanguage(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
}

/** Ends that a rule can be given, in days from now. */
export const ENDS_DAYS = [1, 7, 30, 90] as const

const DAY_MS = 86_400_000

/** The end that was chosen: `keep`, `never`, or a number of days. */
export function endOf(chosen: string, rule: Rule, now: number): string | null {
  if (chosen === 'keep') return rule.until_at
  return chosen === 'never' ? null : new Date(now + Number(chosen) * DAY_MS).toISOString()
}
