/** An error the server (or the way to it) gave, in the words of RFC 9457. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly type: string
  readonly title: string
  readonly detail: string | undefined
  /** Further members of the problem document, as the server sent them. */
  readonly extra: Readonly<Record<string, unknown>>

  constructor(fields: {
    status: number
    title: string
    type?: string
    detail?: string | undefined
    extra?: Record<string, unknown>
  }) {
    super(fields.detail ?? fields.title)
    this.status = fields.status
    this.type = fields.type ?? 'about:blank'
    this.title = fields.title
    this.detail = fields.detail
    this.extra = fields.extra ?? {}
  }

  /** True when no answer came at all: the server is stopped or the network is gone. */
  get isOffline(): boolean {
    return this.status === 0
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

/** Turns the body of an answer into a Problem; a body that is no problem document still makes one. */
export function problemFrom(status: number, statusText: string, body: string): Problem {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    parsed = undefined
  }
  const { type, title, detail, status: _, ...extra } = isRecord(parsed) ? parsed : {}
  return new Problem({
    status,
    type: textOf(type) ?? 'about:blank',
    title: textOf(title) ?? (statusText || `HTTP ${status}`),
    detail: textOf(detail),
    extra,
  })
}

/** Reads a failed response into a Problem. */
export async function readProblem(response: Response): Promise<Problem> {
  return problemFrom(response.status, response.statusText, await response.text())
}

/** Gives any thrown value as a Problem, so that a page can always show it. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  // fetch() rejects with a TypeError when no answer came.
  if (error instanceof TypeError) return new Problem({ status: 0, title: 'offline' })
  return new Problem({ status: -1, title: error instanceof Error ? error.message : String(error) })
}
