import type { components } from '@/api/schema'

export type SlotInfo = components['schemas']['SlotOut']
export type Capabilities = components['schemas']['CapabilitiesOut']
export type Slot = SlotInfo['slot']

const ASKED = ['has_tools', 'has_json_schema', 'has_vision', 'has_audio'] as const
export type Ability = (typeof ASKED)[number] | 'reasons'

/** A token is about three quarters of an English word. */
const WORDS_PER_TOKEN = 0.75

/** What a model can do, and what it can't. What was only assumed is left out. */
export function sortAbilities(found: Capabilities): { can: Ability[]; cannot: Ability[] } {
  const known = ASKED.filter((ability) => found.origins[ability] !== 'assumed')
  const told = known.filter((ability) => ability in found.origins)
  const reasons: Ability[] = ['reasons']
  return {
    can: [...told.filter((ability) => found[ability]), ...(found.is_small ? [] : reasons)],
    cannot: [...told.filter((ability) => !found[ability]), ...(found.is_small ? reasons : [])],
  }
}

/** About how many words fit into so many tokens, rounded so that it doesn't look exact. */
export function wordsIn(tokens: number): number {
  const words = tokens * WORDS_PER_TOKEN
  const step = 10 ** Math.max(0, Math.floor(Math.log10(words)) - 1)
  return Math.round(words / step) * step
}

/** Whether to say that the model is small and how to connect a bigger one. */
export function isSmall(slots: readonly SlotInfo[]): boolean {
  return slots.some(
    ({ slot, capabilities }) => slot === 'language' && capabilities?.is_small === true,
  )
}

/** The open task that fetches weights, if there is one. */
export function findFetch<T extends { kind: string; state: string }>(
  tasks: readonly T[],
): T | undefined {
  return tasks.find(
    ({ kind, state }) => kind === 'models.fetch' && (state === 'queued' || state === 'running'),
  )
}
