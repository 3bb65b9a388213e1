import { EventSourceParserStream } from 'eventsource-parser/stream'

export const BASE = '/v1'

/** What went wrong, in the words of the API. */
export class Refused extends Error {
  readonly status: number
  readonly code: string | null

  constructor(status: number, message: string, code: string | null) {
    super(message)
    this.status = status
    this.code = code
  }
}

interface ErrorBody {
  error?: { message?: string; code?: string | null }
}

interface Chunk extends ErrorBody {
  choices?: { delta?: { content?: string | null }; finish_reason?: string | null }[]
}

/** Reads an answer that is no success; what is no JSON is shown as it came. */
export function readRefusal(status: number, body: string): Refused {
  try {
    const { error } = JSON.parse(body) as ErrorBody
    if (error?.message !== undefined) return new Refused(status, error.message, error.code ?? null)
  } catch {
    // Not JSON, such as the page of a proxy.
  }
  return new Refused(status, body.slice(0, 500) || `HTTP ${status}`, null)
}

/** Lists the models that a key may ask. */
export async function listModels(token: string, signal?: AbortSignal): Promise<string[]> {
  const answer = await fetch(`${BASE}/models`, {
    credentials: 'omit',
    headers: { Authorization: `Bearer ${token}` },
    ...(signal && { signal }),
  })
  const body = await answer.text()
  if (!answer.ok) throw readRefusal(answer.status, body)
  return (JSON.parse(body) as { data: { id: string }[] }).data.map(({ id }) => id)
}

export interface ChatBody {
  model: string
  messages: { role: 'user'; content: string }[]
  stream: boolean
  max_completion_tokens: number
}

/** So long is an answer at most: a small model may find no end by itself. */
export const MOST_TOKENS = 512

/** The body of a request that asks a model one thing. */
export const chatBody = (model: string, message: string): ChatBody => ({
  model,
  messages: [{ role: 'user', content: message }],
  stream: true,
  max_completion_tokens: MOST_TOKENS,
})

export interface Listener {
  /** The first line and the headers, as they came. */
  onHead: (head: string) => void
  /** A piece of the body, as it came. */
  onRaw: (raw: string) => void
  /** A piece of the answer's text. */
  onText: (text: string) => void
  /** The answer was longer than it may be. */
  onCut: () => void
}

/** Sends a chat and tells what comes, piece by piece. Throws `Refused` when the answer is an error. */
export async function ask(
  token: string,
  body: ChatBody,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const answer = await fetch(`${BASE}/chat/completions`, {
    method: 'POST',
    credentials: 'omit',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`)
  listener.onHead([`HTTP ${answer.status} ${answer.statusText}`.trim(), ...headers].join('\n'))
  if (!answer.ok || answer.body === null) {
    const text = await answer.text()
    listener.onRaw(text)
    throw readRefusal(answer.status, text)
  }
  const note = new TransformStream<string, string>({
    transform(piece, to) {
      listener.onRaw(piece)
      to.enqueue(piece)
    },
  })
  const events = answer.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
    .pipeThrough(note)
    .pipeThrough(new EventSourceParserStream())
    .getReader()
  for (;;) {
    const { done, value } = await events.read()
    if (done || value.data === '[DONE]') return
    const chunk = JSON.parse(value.data) as Chunk
    if (chunk.error) throw readRefusal(answer.status, value.data)
    const choice = chunk.choices?.[0]
    listener.onText(choice?.delta?.content ?? '')
    if (choice?.finish_reason === 'length') listener.onCut()
  }
}
