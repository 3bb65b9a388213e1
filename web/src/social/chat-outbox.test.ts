import { afterEach, expect, test, vi } from 'vitest'

import { emptyOutbox, outbox, post, tryAgain, tryAllAgain } from './chat-outbox'
import type { Message } from './chat-queries'

const asked: { id: string; text: string }[] = []
const arrived: string[] = []
const keep = (message: Message) => arrived.push(message.text)

function answer(...answers: (() => Response | Promise<Response>)[]): void {
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = (await request.json()) as { id: string; text: string }
    asked.push(body)
    const next = answers.shift()
    return next ? next() : Response.json({ ...body, chat_id: 'c', seq: asked.length })
  })
}

const isOffline = () => Promise.reject(new TypeError('no network'))

afterEach(() => {
  emptyOutbox()
  asked.length = 0
  arrived.length = 0
  vi.unstubAllGlobals()
})

test('messages are sent in the order in which they were written, each once', async () => {
  answer()
  for (const text of ['one', 'two', 'three']) post('c', { text }, keep)
  await vi.waitFor(() => expect(outbox.get()).toEqual([]))
  expect(arrived).toEqual(['one', 'two', 'three'])
  expect(new Set(asked.map(({ id }) => id)).size).toBe(3)
})

test('what did not arrive keeps its id and its place, and is sent when asked', async () => {
  answer(isOffline)
  post('c', { text: 'one' }, keep)
  post('c', { text: 'two' }, keep)
  await vi.waitFor(() => expect(outbox.get()[0]?.problem?.isOffline).toBe(true))
  expect(asked.map(({ text }) => text)).toEqual(['one'])
  tryAgain('c', keep)
  await vi.waitFor(() => expect(arrived).toEqual(['one', 'two']))
  expect(asked[1]?.id).toBe(asked[0]?.id)
})

test('back online, what the server refused is not sent again by itself', async () => {
  answer(() => Response.json({ title: 'Not valid' }, { status: 422 }))
  post('c', { text: 'too long' }, keep)
  await vi.waitFor(() => expect(outbox.get()[0]?.problem?.status).toBe(422))
  tryAllAgain(keep)
  expect(asked).toHaveLength(1)
  expect(outbox.get()[0]?.problem?.status).toBe(422)
})
