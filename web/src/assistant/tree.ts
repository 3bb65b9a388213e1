import type { Message } from './types'

/** The messages from the first one to `head`, in order. */
export function pathTo(messages: readonly Message[], head: string | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const path: Message[] = []
  let at = head === null ? undefined : byId.get(head)
  while (at && path.length <= messages.length) {
    path.push(at)
    at = at.parent_id === null ? undefined : byId.get(at.parent_id)
  }
  return path.reverse()
}

/** A message and its alternatives, oldest first: other wordings of a question, other answers to one. */
export function siblingsOf(messages: readonly Message[], of: Message): Message[] {
  return messages.filter(
    (message) => message.parent_id === of.parent_id && message.role === of.role,
  )
}

/** The newest message at the end of the newest branch beneath a message. */
export function leafOf(messages: readonly Message[], of: string): string {
  const newest = new Map<string | null, string>()
  for (const message of messages) newest.set(message.parent_id, message.id)
  let at = of
  for (let next = newest.get(at); next !== undefined; next = newest.get(at)) at = next
  return at
}
