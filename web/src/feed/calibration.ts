import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Calibration = Schemas['CalibrationOut']
export type ActionCalibration = Schemas['ActionCalibrationOut']
export type Bin = Schemas['BinOut']

/** How well probabilities held in a training. It is over, so that this never changes. */
export const calibrationQuery = (training: string) =>
  queryOptions({
    queryKey: ['trainings', 'calibration', training],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/feed/trainings/actions/{training}/calibration', {
          params: { path: { training } },
          signal,
        }),
      ),
    staleTime: Infinity,
  })

/** So much of the error has to go one way for it to be said to. */
const MOSTLY = 0.8

/** Whether too much was said, too little, or now this and now that. */
export function leanOf({ error, bins }: Calibration): 'high' | 'low' | 'both' {
  const cases = bins.reduce((sum, bin) => sum + bin.cases, 0)
  const lean = bins.reduce((sum, bin) => sum + (bin.predicted - bin.observed) * bin.cases, 0)
  if (Math.abs(lean) < MOSTLY * error * cases || lean === 0) return 'both'
  return lean > 0 ? 'high' : 'low'
}

/** An error in percentage points, to two digits that matter. */
export const pointsOf = (error: number) => Number((error * 100).toPrecision(2))

const TOPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
const TICKS = [5, 2, 1]
/** Labels keep so much of an axis between them. */
const APART = 0.2

/** The least round figure that no bin is above; both axes end there. */
export function topOf(calibrations: readonly Calibration[]): number {
  const most = Math.max(
    0.001,
    ...calibrations.flatMap(({ bins }) => bins.flatMap((bin) => [bin.predicted, bin.observed])),
  )
  const power = 10 ** Math.floor(Math.log10(most))
  const factor = TOPS.find((each) => each * power >= most * 0.999) ?? 10
  return Math.min(1, factor * power)
}

/**
 * Where a share lies on an axis, from 0 to 1. By its root: most actions are seldom, so that what is near nothing is to
 * be told apart; and shares then differ by chance about as much everywhere.
 */
export const placeOf = (share: number, top: number) => Math.sqrt(Math.min(share, top) / top)

/** Round figures to write on an axis, from nothing to its end, none too close to another. */
export function ticksOf(top: number): number[] {
  const ticks = [top]
  const power = 10 ** Math.floor(Math.log10(top))
  for (const scale of [power, power / 10, power / 100])
    for (const each of TICKS.map((factor) => factor * scale)) {
      const place = placeOf(each, top)
      if (each < top && place >= APART && placeOf(ticks[0] ?? top, top) - place >= APART)
        ticks.unshift(Number(each.toPrecision(1)))
    }
  return [0, ...ticks]
}

/** How wide the point of a bin is beside the one with most cases: by its area. */
export const radiusOf = (cases: number, most: number) => 2.5 + 4 * Math.sqrt(cases / most)
