import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream'

import { csrfHeaders, noteStatus } from './client'
import { readProblem } from './problem'

/**
 * Posts JSON and yields the server-sent events of the answer, one by one.
 *
 * Aborting `signal` ends it quietly at the next event. Throws `Problem` when the answer is an error.
 */
export async function* streamEvents(
  path: string,
  body: unknown,
  signal?: AbortSignal,
): AsyncGenerator<EventSourceMessage, void, void> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      Accept: 'text/event-stream',
      'Content-Type': 'application/json',
      ...csrfHeaders(),
    },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
  if (!response.ok) {
    noteStatus(response.status, path)
    throw await readProblem(response)
  }
  if (!response.body) return
  const events = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
    .pipeThrough(new EventSourceParserStream())
    .getReader()
  try {
    for (;;) {
      const { done, value } = await events.read()
      if (done) return
      yield value
    }
  } finally {
    await events.cancel().catch(() => undefined)
  }
}
