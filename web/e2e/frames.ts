/**
 * Measures how smoothly 'Your world' moves, and prints JSON: `node frames.ts`. `benchmarks/world_page.py` runs it.
 * `BEKNOWN_ADDRESS` is the server's, `BEKNOWN_COOKIE` is `name=token` of a session, `BEKNOWN_CHROMIUM` the browser.
 */
import { chromium, type Locator, type Page } from '@playwright/test'

const STEPS = 240
const STEP_MS = 16

interface Frames {
  /** Milliseconds between one frame and the next, while something was done. */
  frames: number[]
}

function need(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set`)
  return value
}

async function watch(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const kept = window as unknown as { frames: number[]; isWatched: boolean }
    kept.frames = []
    kept.isWatched = true
    let before = performance.now()
    const note = (now: number) => {
      kept.frames.push(now - before)
      before = now
      if (kept.isWatched) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  })
  await act()
  const frames = await page.evaluate(() => {
    const kept = window as unknown as { frames: number[]; isWatched: boolean }
    kept.isWatched = false
    return kept.frames.slice(2)
  })
  return { frames }
}

async function middle(of: Locator): Promise<{ x: number; y: number; width: number }> {
  await of.scrollIntoViewIfNeeded()
  const box = await of.boundingBox()
  if (box === null) throw new Error('there is nothing to move on')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width }
}

async function measure(page: Page): Promise<Record<string, Frames>> {
  const map = page.getByRole('img', { name: /map/i }).first()
  const { x, y } = await middle(map)
  const still = await watch(page, () => page.waitForTimeout(2000))
  const drag = await watch(page, async () => {
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let step = 0; step < STEPS; step++) {
      const turn = (step / STEPS) * 4 * Math.PI
      await page.mouse.move(x + 180 * Math.sin(turn), y + 120 * (1 - Math.cos(turn)))
      await page.waitForTimeout(STEP_MS)
    }
    await page.mouse.up()
  })
  const zoom = await watch(page, async () => {
    for (let step = 0; step < STEPS / 4; step++) {
      await page.mouse.wheel(0, step < STEPS / 8 ? -120 : 120)
      await page.waitForTimeout(4 * STEP_MS)
    }
  })
  const near = await watch(page, async () => {
    for (let step = 0; step < 8; step++) {
      await page.mouse.wheel(0, -120)
      await page.waitForTimeout(100)
    }
    await page.mouse.down()
    for (let step = 0; step < STEPS; step++) {
      const turn = (step / STEPS) * 4 * Math.PI
      await page.mouse.move(x + 180 * Math.sin(turn), y + 120 * (1 - Math.cos(turn)))
      await page.waitForTimeout(STEP_MS)
    }
    await page.mouse.up()
  })
  const line = await middle(page.locator('figure svg').first())
  const timeline = await watch(page, async () => {
    for (let step = 0; step < STEPS; step++) {
      await page.mouse.move(line.x + (step / STEPS - 0.5) * line.width * 0.9, line.y)
      await page.waitForTimeout(STEP_MS)
    }
  })
  return { still, drag, zoom, near, timeline }
}

const browser = await chromium.launch({
  executablePath: need('BEKNOWN_CHROMIUM'),
  args: [
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--no-first-run',
  ],
})
const context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  locale: 'en-GB',
})
const address = need('BEKNOWN_ADDRESS')
const [name = '', value = ''] = need('BEKNOWN_COOKIE').split('=')
await context.addCookies([{ name, value, url: address }])
const page = await context.newPage()
const started = performance.now()
await page.goto(`${address}/you/world`)
await page.locator('canvas').first().waitFor({ timeout: 60_000 })
const shown = performance.now() - started
const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
const rest = await measure(page)
process.stdout.write(`${JSON.stringify({ shown_ms: shown, nodes, ...rest })}\n`)
await browser.close()
