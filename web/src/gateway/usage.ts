import type { UsageRow } from './queries'

export interface Day {
  /** Such as `2026-11-22`. */
  day: string
  calls: number
  tokens: number
}

/** The last days one by one, the oldest first, those without a call too; of one key or of all. */
export function countDays(
  rows: readonly UsageRow[],
  days: number,
  now: number,
  key: string | null,
): Day[] {
  const counted = Array.from({ length: days }, (_, at) => ({
    day: new Date(now - (days - 1 - at) * 86_400_000).toISOString().slice(0, 10),
    calls: 0,
    tokens: 0,
  }))
  const byDay = new Map(counted.map((each) => [each.day, each]))
  for (const row of rows) {
    const day = byDay.get(row.day)
    if (day === undefined || (key !== null && row.key_id !== key)) continue
    day.calls += row.calls
    day.tokens += row.input_tokens + row.output_tokens
  }
  return counted
}

/** The rows of one key or of all, the newest day first. */
export const rowsOf = (rows: readonly UsageRow[], key: string | null): UsageRow[] =>
  rows
    .filter((row) => key === null || row.key_id === key)
    .sort((one, other) => other.day.localeCompare(one.day) || other.calls - one.calls)
