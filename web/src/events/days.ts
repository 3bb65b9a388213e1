import type { TimelineEvent } from './api'

/** A line of the timeline: the head of a day, or an event. */
export type TimelineLine =
  { key: string; day: string | null; event?: never } | { key: string; event: TimelineEvent }

/** Puts a head before the first event of each day of a time zone; `day` is a moment of it, or null. */
export function groupByDay(events: readonly TimelineEvent[], timeZone: string): TimelineLine[] {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const lines: TimelineLine[] = []
  let last: string | undefined
  for (const event of events) {
    const day = event.occurred_at === null ? 'none' : dayOf.format(new Date(event.occurred_at))
    if (day !== last) lines.push({ key: `day ${day}`, day: event.occurred_at })
    last = day
    lines.push({ key: event.id, event })
  }
  return lines
}

/** The moment at which a day (`2026-05-01`) begins in a time zone, `later` days on, as ISO. */
export function startOfDay(day: string, timeZone: string, later = 0): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + later * 86_400_000
  // The zone's offset at that wall time; asked twice, since the first guess may lie across a change of clocks.
  let moment = midnight - offsetMs(midnight, timeZone)
  moment = midnight - offsetMs(moment, timeZone)
  return new Date(moment).toISOString()
}

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(
    get('year'),
    get('month') - 1,
    get('day'),
    get('hour'),
    get('minute'),
    get('second'),
  )
  return wall - Math.floor(at / 1000) * 1000
}
