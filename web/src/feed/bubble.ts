import type { Width } from './api'

/** As many posts have to be seen before anything is told of them. */
export const LEAST_SEEN = 5

export type HowWide = 'narrower' | 'littleNarrower' | 'asWide' | 'wider'
export type HowApart = 'same' | 'little' | 'clearly' | 'nearlyAll'

const MUCH = 0.6
const LITTLE = 0.9
const MORE = 1.1

/** How wide what one saw is, beside another effective number of groups. */
export function compare(mine: number, beside: number): HowWide {
  const part = mine / beside
  if (part < MUCH) return 'narrower'
  if (part < LITTLE) return 'littleNarrower'
  return part <= MORE ? 'asWide' : 'wider'
}

/** How far two spreads are apart, from their Jensen-Shannon distance. */
export function tellApart({ apart }: Pick<Width, 'apart'>): HowApart {
  if (apart < 0.2) return 'same'
  if (apart < 0.4) return 'little'
  return apart < 0.7 ? 'clearly' : 'nearlyAll'
}

/** The first and the last week of which something is known; null where there aren't two. */
export function findEnds(
  weeks: readonly (number | null)[],
): { first: number; last: number } | null {
  const known = weeks.filter((week) => week !== null)
  const [first] = known
  const last = known.at(-1)
  return known.length < 2 || first === undefined || last === undefined ? null : { first, last }
}

export type Step = 'none' | 'little' | 'half' | 'most'

/** What a place of the slider means, in four steps. */
export function stepOf(widening: number): Step {
  if (widening === 0) return 'none'
  if (widening <= 0.35) return 'little'
  return widening <= 0.75 ? 'half' : 'most'
}
