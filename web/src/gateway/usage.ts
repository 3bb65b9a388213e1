import type { UsageRow } from './queries'

export type Measure = 'tokens' | 'cost'

/** Which rows are meant; null is all. */
export interface Chosen {
  key: string | null
  model: string | null
}

export interface Day {
  /** Such as `2026-11-22`. */
  day: string
  calls: number
  tokens: number
  /** In millionths of the currency. */
  cost: number
}

export interface Share {
  /** A key's id, or a model's name. */
  of: string
  amount: number
  calls: number
}

const tokensOf = (row: UsageRow) => row.input_tokens + row.output_tokens
const isChosen = (row: UsageRow, { key, model }: Chosen) =>
  (key === null || row.key_id === key) && (model === null || row.model === model)

/** The last days one by one, the oldest first, those without a call too. */
export function countDays(
  rows: readonly UsageRow[],
  days: number,
  now: number,
  chosen: Chosen,
): Day[] {
  const counted = Array.from({ length: days }, (_, at) => ({
    day: new Date(now - (days - 1 - at) * 86_400_000).toISOString().slice(0, 10),
    calls: 0,
    tokens: 0,
    cost: 0,
  }))
  const byDay = new Map(counted.map((each) => [each.day, each]))
  for (const row of rows) {
    const day = byDay.get(row.day)
    if (day === undefined || !isChosen(row, chosen)) continue
    day.calls += row.calls
    day.tokens += tokensOf(row)
    day.cost += row.cost_micros
  }
  return counted
}

/** The rows that are meant, the newest day first. */
export const rowsOf = (rows: readonly UsageRow[], chosen: Chosen): UsageRow[] =>
  rows
    .filter((row) => isChosen(row, chosen))
    .sort((one, other) => other.day.localeCompare(one.day) || other.calls - one.calls)

/** What each key or each model has of it, the most first. */
export function countShares(
  rows: readonly UsageRow[],
  by: 'key_id' | 'model',
  measure: Measure,
): Share[] {
  const shares = new Map<string, Share>()
  for (const row of rows) {
    const share = shares.get(row[by]) ?? { of: row[by], amount: 0, calls: 0 }
    share.amount += measure === 'cost' ? row.cost_micros : tokensOf(row)
    share.calls += row.calls
    shares.set(row[by], share)
  }
  return [...shares.values()].sort(
    (one, other) => other.amount - one.amount || other.calls - one.calls,
  )
}

/** Millionths of a currency in words, cents of a cent too. */
export const writeMoney = (locale: string, currency: string, micros: number): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: Math.abs(micros) < 1_000_000 ? 6 : 2,
  }).format(micros / 1_000_000)
