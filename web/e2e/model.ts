import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A server of a capable model whose words a journey lets go one piece after another. */
export interface Model {
  url: string
  /** Says more of the answer that is being written. */
  say: (words: string) => void
  /** Ends it. */
  end: () => void
  /** Breaks the connection in the middle of it. */
  die: () => void
  /** Waits until it is asked. */
  asked: () => Promise<void>
  close: () => Promise<void>
}

const chunk = (delta: object, reason: string | null = null) =>
  `data: ${JSON.stringify({
    id: '1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'pieces',
    choices: [{ index: 0, delta, finish_reason: reason }],
  })}\n\n`

const WHOLE = {
  id: '1',
  object: 'chat.completion',
  created: 1,
  model: 'pieces',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'yes' } }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
}

const MODELS = {
  object: 'list',
  data: [{ id: 'pieces', object: 'model', meta: { n_ctx: 32_000, n_params: 70_000_000_000 } }],
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request) body += String(part)
  return body
}

/** Opens it on a free port. */
export async function openModel(): Promise<Model> {
  let talking: ServerResponse | null = null
  let wake: () => void = () => undefined
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      if (request.method === 'GET') return response.end(JSON.stringify(MODELS))
      if (!/"stream":\s*true/.test(body)) return response.end(JSON.stringify(WHOLE))
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write(chunk({ role: 'assistant', content: '' }))
      talking = response
      wake()
      return undefined
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    say: (words) => talking?.write(chunk({ content: words })),
    end: () => {
      talking?.end(`${chunk({}, 'stop')}data: [DONE]\n\n`)
      talking = null
    },
    die: () => {
      talking?.destroy()
      talking = null
    },
    asked: () =>
      talking === null ? new Promise((resolve) => (wake = () => resolve())) : Promise.resolve(),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
