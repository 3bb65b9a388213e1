import type { Reaction } from './api'

/** How each reaction is drawn. Its name always stands beside it for a screen reader. */
export const EMOJI: Record<Reaction, string> = {
  like: '👍',
  love: '❤️',
  laugh: '😄',
  wow: '😮',
  sad: '😢',
  thanks: '🙏',
}

export const REACTIONS = Object.keys(EMOJI) as Reaction[]
