import type { TFunction } from 'i18next'

import type { Format } from '@/kit/locale'

import type { Suggestion } from './world'

/** Minutes of the day as a clock shows them: 480 is 08:00. */
export const asClock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The other way round. */
export function asMinute(clock: string): number {
  const [hour = '0', minute = '0'] = clock.split(':')
  return Number(hour) * 60 + Number(minute)
}

/** A day as one would say it: today, tomorrow or yesterday, else its date. `today` is like 2026-05-04. */
export function tellDay(day: string, today: string, format: Format): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
  return Math.abs(days) <= 1
    ? new Intl.RelativeTimeFormat(format.locale, { numeric: 'auto' }).format(days, 'day')
    : format.day(`${day}T12:00:00Z`)
}

/** Which day it is in a time zone, like 2026-05-04. */
export const todayIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date())

/** A suggestion in one sentence. */
export function tellSuggestion(
  suggestion: Suggestion,
  t: TFunction<'understanding'>,
  format: Format,
): string {
  const when = tellDay(suggestion.on_day, todayIn(format.timeZone), format)
  const name = suggestion.name === '' ? t('date.somebody') : suggestion.name
  const spoken: unknown = t(`brief.what.${suggestion.what}` as never, {
    defaultValue: suggestion.what,
  })
  const what = typeof spoken === 'string' ? spoken : suggestion.what
  switch (suggestion.kind) {
    case 'birthday':
      return t(suggestion.is_certain ? 'brief.kinds.birthday' : 'brief.kinds.birthdayMaybe', {
        name,
        when,
      })
    case 'anniversary':
      return t('brief.kinds.anniversary', {
        name: suggestion.name === '' ? t('brief.yours') : name,
        when,
      })
    case 'prepare':
      return t('brief.kinds.prepare', { what, when })
    case 'follow_up':
      return t(suggestion.is_mine ? 'brief.kinds.followMine' : 'brief.kinds.followTheirs', {
        name,
        what,
        when,
      })
    case 'silence':
      return t('brief.kinds.silence', { name, days: Number(suggestion.what) })
    default:
      return t(`brief.kinds.${suggestion.kind}`, { name, when })
  }
}
