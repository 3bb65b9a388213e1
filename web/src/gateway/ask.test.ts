import { afterEach, expect, test, vi } from 'vitest'

import { ask, chatBody, listModels, MOST_TOKENS, readRefusal, Refused } from './ask'

afterEach(() => vi.unstubAllGlobals())

/** Stands in for the server: gives one answer, notes what it was asked. */
function answer(response: Response) {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(response))
  vi.stubGlobal('fetch', fetched)
  return fetched
}

const heard = () => {
  const said = { head: '', raw: '', text: '' }
  const add = (part: keyof typeof said) => (piece: string) => {
    said[part] += piece
  }
  const onCut = vi.fn()
  return { said, listener: { onHead: add('head'), onRaw: add('raw'), onText: add('text'), onCut } }
}

const STREAM = `data: {"choices":[{"delta":{"content":"Hel"}}]}

data: {"choices":[{"delta":{"content":"lo"}}]}

data: {"choices":[]}

data: [DONE]

`

test('an answer is told piece by piece, and as it came', async () => {
  const fetched = answer(new Response(STREAM, { headers: { 'Content-Type': 'text/event-stream' } }))
  const { said, listener } = heard()
  await ask('bk_key', chatBody('smol', 'Hi'), listener, new AbortController().signal)
  expect(said.text).toBe('Hello')
  expect(listener.onCut).not.toHaveBeenCalled()
  expect(said.raw).toBe(STREAM)
  expect(said.head).toContain('HTTP 200')
  const [path, request] = fetched.mock.calls[0] ?? []
  expect(path).toBe('/v1/chat/completions')
  expect(request).toMatchObject({
    credentials: 'omit',
    headers: { Authorization: 'Bearer bk_key' },
  })
})

test('an answer that finds no end is asked to be short, and told to be cut', async () => {
  const end = 'data: {"choices":[{"delta":{},"finish_reason":"length"}]}\n\ndata: [DONE]\n\n'
  const fetched = answer(new Response(end))
  const { listener } = heard()
  await ask('bk_key', chatBody('smol', 'Hi'), listener, new AbortController().signal)
  expect(listener.onCut).toHaveBeenCalledOnce()
  const { body } = fetched.mock.calls[0]?.[1] as { body: string }
  expect(JSON.parse(body)).toMatchObject({ max_completion_tokens: MOST_TOKENS })
})

test('what is refused says why, in the words of the API', async () => {
  const body = { error: { message: 'This key was revoked.', code: 'invalid_api_key' } }
  answer(Response.json(body, { status: 401 }))
  await expect(listModels('bk_key')).rejects.toEqual(
    new Refused(401, 'This key was revoked.', 'invalid_api_key'),
  )
})

test('an error amid a stream is an error', async () => {
  answer(new Response('data: {"error":{"message":"The model went away."}}\n\n'))
  const asked = ask(
    'bk_key',
    chatBody('smol', 'Hi'),
    heard().listener,
    new AbortController().signal,
  )
  await expect(asked).rejects.toThrow('The model went away.')
})

test('an answer that is no JSON is shown as it came', () => {
  expect(readRefusal(502, '<h1>Bad gateway</h1>').message).toBe('<h1>Bad gateway</h1>')
})
