import { createContext, use, useMemo, type ReactNode } from 'react'

export interface Locale {
  /** BCP 47, such as `de-AT`. */
  locale: string
  /** IANA name, such as `Europe/Vienna`. */
  timeZone: string
}

/** What the browser says of itself. */
export function browserLocale(): Locale {
  return {
    locale: navigator.language || 'en',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
  }
}

const LocaleContext = createContext<Locale | null>(null)

/** Gives the person's locale and time zone to every date and number beneath. */
export function LocaleProvider({ value, children }: { value: Locale; children: ReactNode }) {
  return <LocaleContext value={value}>{children}</LocaleContext>
}

export interface Format {
  locale: string
  timeZone: string
  /** 14 May 2019 */
  date: (at: Date | string) => string
  /** 18:04 */
  time: (at: Date | string) => string
  /** 14 May 2019, 18:04 */
  dateTime: (at: Date | string) => string
  /** Tuesday, 14 May 2019 at 18:04:09 CEST */
  full: (at: Date | string) => string
  /** Tuesday, 14 May; with the year when it is not this one */
  day: (at: Date | string) => string
  /** May 2019 */
  month: (at: Date | string) => string
  /** 5 minutes ago; in 2 days */
  relative: (at: Date | string, now?: Date) => string
  number: (n: number) => string
  percent: (share: number) => string
  /** 0.42%: to two digits that matter */
  finePercent: (share: number) => string
  /** 12.4 MB */
  bytes: (n: number) => string
  /** 2 minutes */
  duration: (seconds: number) => string
  /** a, b and c */
  list: (items: readonly string[]) => string
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

const BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const asDate = (at: Date | string): Date => (typeof at === 'string' ? new Date(at) : at)
const isDate = (at: Date): boolean => !Number.isNaN(at.getTime())

/** The formatters of one locale. A date that is none comes out as an empty string. */
export function makeFormat({ locale, timeZone }: Locale): Format {
  const dateOf = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    return (at: Date | string) => (isDate(asDate(at)) ? format.format(asDate(at)) : '')
  }
  const year = dateOf({ year: 'numeric' })
  const dayThisYear = dateOf({ weekday: 'long', day: 'numeric', month: 'long' })
  const dayAnyYear = dateOf({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const finePercent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumSignificantDigits: 2,
  })
  const list = new Intl.ListFormat(locale)
  const unit = (value: number, name: string, digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: name === 'byte' || !name.endsWith('byte') ? 'long' : 'short',
      maximumFractionDigits: digits,
    }).format(value)

  return {
    locale,
    timeZone,
    date: dateOf({ dateStyle: 'medium' }),
    time: dateOf({ timeStyle: 'short' }),
    dateTime: dateOf({ dateStyle: 'medium', timeStyle: 'short' }),
    full: dateOf({ dateStyle: 'full', timeStyle: 'long' }),
    day: (at) => (year(at) === year(new Date()) ? dayThisYear(at) : dayAnyYear(at)),
    month: dateOf({ month: 'long', year: 'numeric' }),
    relative(at, now = new Date()) {
      if (!isDate(asDate(at))) return ''
      const seconds = (asDate(at).getTime() - now.getTime()) / 1000
      const step = STEPS.find(([, size]) => Math.abs(seconds) >= size)
      return step
        ? relative.format(Math.trunc(seconds / step[1]), step[0])
        : relative.format(0, 'second')
    },
    number: (n) => number.format(n),
    percent: (share) => percent.format(share),
    finePercent: (share) => finePercent.format(share),
    bytes(n) {
      const power = Math.min(BYTES.length - 1, Math.max(0, Math.floor(Math.log10(n || 1) / 3)))
      return unit(n / 1000 ** power, BYTES[power] ?? 'byte', power > 1 ? 1 : 0)
    },
    duration: (seconds) =>
      seconds < 90
        ? unit(Math.round(seconds), 'second', 0)
        : seconds < 5400
          ? unit(Math.round(seconds / 60), 'minute', 0)
          : unit(seconds / 3600, 'hour', 1),
    list: (items) => list.format(items),
  }
}

/** Formatters in the person's locale and time zone. */
export function useFormat(): Format {
  const locale = use(LocaleContext)
  return useMemo(() => makeFormat(locale ?? browserLocale()), [locale])
}
