import type { Commitment } from './world'

/** How something ahead stands: what is open and whose day is over is past due. */
export const stateOf = (commitment: Commitment): Commitment['state'] | 'past_due' =>
  commitment.is_past_due ? 'past_due' : commitment.state

/** Goals and plans apart from promises and occasions. */
export function splitAhead(commitments: readonly Commitment[]) {
  const isAim = ({ kind }: Commitment) => kind !== 'promise' && kind !== 'occasion'
  return {
    aims: commitments.filter(isAim),
    promises: commitments.filter((each) => !isAim(each)),
  }
}

const PLACE = { open: 0, past_due: 1, done: 2, dropped: 3 } as const
const NO_DAY = '9999'

/** What is open first, the nearest day first; then what is past due, what is done, what was dropped, latest first. */
export function orderAhead(commitments: readonly Commitment[]): Commitment[] {
  return commitments
    .map((each, at) => ({ each, at }))
    .sort((one, other) => {
      const state = stateOf(one.each)
      const others = stateOf(other.each)
      const days = (one.each.due_on ?? NO_DAY).localeCompare(other.each.due_on ?? NO_DAY)
      return PLACE[state] - PLACE[others] || (state === 'open' ? days : 0) || one.at - other.at
    })
    .map(({ each }) => each)
}
