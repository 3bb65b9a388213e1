import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type ActionTraining = Schemas['ActionTrainingOut']
export type SequenceTraining = Schemas['SequenceTrainingOut']
export type Training = ActionTraining | SequenceTraining
export type Judged = Schemas['JudgedOut']
export type Supply = Schemas['SupplyOut']
export type Which = 'actions' | 'sequence'

const BUSY_MS = 2000
/** So many people have to be asked before a sequence model is judged. */
const LEAST_ASKED = 20

interface Busy {
  is_waiting: boolean
  trainings: readonly { state: Training['state'] }[]
}

/** Whether a training runs, or waits to begin. */
export const isBusy = ({ is_waiting: isWaiting, trainings }: Busy) =>
  isWaiting || trainings[0]?.state === 'training'

export const trainingsQuery = queryOptions({
  queryKey: ['trainings'],
  queryFn: ({ signal }) => call(api.GET('/api/feed/trainings', { signal })),
  refetchInterval: ({ state: { data } }) =>
    data && (isBusy(data.actions) || isBusy(data.sequence)) ? BUSY_MS : false,
})

export const beginTraining = (which: Which) =>
  api.POST('/api/feed/trainings/{which}', { params: { path: { which } } })

/** Why a sequence model serves or not. */
export function reasonOf({
  state,
  asked,
  gain_new: gain,
  gain_popular: popular,
}: SequenceTraining) {
  if (state === 'served') return 'better'
  if (asked === null || gain === null || popular === null) return null
  if (asked < LEAST_ASKED) return 'fewAsked'
  return gain <= popular ? 'popular' : 'unsure'
}

/** What became of an action in a training. */
export function verdictOf({ is_better: isBetter, loss_new: loss }: Judged) {
  if (isBetter) return 'better'
  return loss === null ? 'seldom' : 'notBetter'
}

/** How long a training took, in seconds; null while it runs. */
export function lastedOf({ begun_at: begun, ended_at: ended }: Training): number | null {
  return ended === null ? null : (Date.parse(ended) - Date.parse(begun)) / 1000
}

/** One line of a chart; what isn't known at a moment is left out. */
export interface Series {
  name: string
  look: 'new' | 'now'
  values: readonly (number | null)[]
}

export const WIDTH = 320
export const HEIGHT = 90
const EDGE = 6

/** The least and the greatest value of a chart; null where there are fewer than two moments to draw. */
export function boundsOf(series: readonly Series[]): { low: number; high: number } | null {
  const most = Math.max(0, ...series.map(({ values }) => values.filter((v) => v !== null).length))
  if (most < 2) return null
  const all = series.flatMap(({ values }) => values.filter((value) => value !== null))
  return { low: Math.min(...all), high: Math.max(...all) }
}

/** The places of a line's points in the chart, the oldest first. */
export function placesOf(
  values: readonly (number | null)[],
  { low, high }: { low: number; high: number },
): { x: number; y: number; at: number }[] {
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1)
  const scale = (HEIGHT - 2 * EDGE) / (high - low || 1)
  return values.flatMap((value, at) =>
    value === null ? [] : [{ x: EDGE + at * step, y: HEIGHT - EDGE - (value - low) * scale, at }],
  )
}
