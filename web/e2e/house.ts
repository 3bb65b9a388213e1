import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '../..')
const START_MS = 120_000
const STOP_MS = 20_000

/** A Beknown that runs for one journey, with a home of its own. */
export interface House {
  /** Where it answers, without a slash at the end. */
  url: string
  /** Its data folder. */
  home: string
  /** What its processes get as environment, for commands beside it. */
  env: NodeJS.ProcessEnv
  /** Stops the server (SIGTERM) and keeps the data. */
  stop: () => Promise<void>
  /** Starts it again on the same home and port. */
  start: () => Promise<void>
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free port was given')
  return address.port
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok
  } catch {
    // It does not listen yet.
    return false
  }
}

/** Opens a house on a fresh home and a free port. `BEKNOWN_E2E_COMMAND` names another way to start it. */
export async function openHouse(
  settings: NodeJS.ProcessEnv = {},
): Promise<House & { close: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'beknown-journey-'))
  const port = await findPort()
  const url = `http://localhost:${port}`
  const env = {
    ...process.env,
    ...settings,
    BEKNOWN_HOME: home,
    BEKNOWN_PORT: String(port),
    BEKNOWN_PUBLIC_URL: url,
  }
  const command = process.env.BEKNOWN_E2E_COMMAND ?? `"${join(ROOT, '.venv/bin/beknown')}" serve`
  let child: ChildProcess | undefined
  let said = ''

  async function start(): Promise<void> {
    const started = spawn(command, { cwd: ROOT, env, shell: true, detached: true })
    child = started
    const note = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-8000))
    started.stdout.on('data', note)
    started.stderr.on('data', note)
    const end = Date.now() + START_MS
    while (!(await isHealthy(url))) {
      if (started.exitCode !== null || Date.now() > end)
        throw new Error(`${command} did not come up on ${url}:\n${said}`)
      await sleep(150)
    }
  }

  async function stop(): Promise<void> {
    const running = child
    child = undefined
    if (running?.pid === undefined || running.exitCode !== null) return
    const ended = once(running, 'exit')
    process.kill(-running.pid, 'SIGTERM')
    const inTime = await Promise.race([ended.then(() => true), sleep(STOP_MS, false)])
    if (!inTime) process.kill(-running.pid, 'SIGKILL')
  }

  async function close(): Promise<void> {
    await stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 })
  }

  await start()
  return { url, home, env, start, stop, close }
}
