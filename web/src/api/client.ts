import createClient, { type Middleware } from 'openapi-fetch'

import { readProblem } from './problem'
import type { paths } from './schema'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

let csrfToken: string | undefined
let onSignedOut: () => void = () => undefined

/** Keeps the token that goes with every unsafe request of this session. */
export function setCsrfToken(token: string | undefined): void {
  csrfToken = token
}

/** Names what happens when the server says that the session is over. */
export function setOnSignedOut(handler: () => void): void {
  onSignedOut = handler
}

/** Headers that an unsafe request needs; for the few requests that do not go through `api`. */
export function csrfHeaders(): Record<string, string> {
  return csrfToken === undefined ? {} : { 'X-CSRF-Token': csrfToken }
}

/** Says that the session is over, if this answer says so. */
export function noteStatus(status: number, url: string): void {
  // A 401 on signing in speaks of the password, not of the session.
  if (status === 401 && !new URL(url, location.href).pathname.startsWith('/api/session'))
    onSignedOut()
}

const middleware: Middleware = {
  onRequest({ request }) {
    if (SAFE.has(request.method)) return
    for (const [name, value] of Object.entries(csrfHeaders())) request.headers.set(name, value)
  },
  async onResponse({ request, response }) {
    if (response.ok) return
    noteStatus(response.status, request.url)
    throw await readProblem(response)
  },
}

/** The typed client: `api.GET('/api/…', { params, signal })`. Errors are thrown as `Problem`. */
export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? 'http://localhost' : location.origin,
  credentials: 'same-origin',
  // Looked up at each call, so that tests may stand a server in its place.
  fetch: (request) => globalThis.fetch(request),
})
api.use(middleware)

/** Awaits an `api` call and gives its data. `const rows = await call(api.GET('/api/sources'))`. */
export async function call<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer
  return data as T
}
