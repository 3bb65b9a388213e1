import type Sigma from 'sigma'

interface Point {
  x: number
  y: number
}

/** A dot on the map: where, and how far it reaches, in one and the same measure. */
export interface Dot extends Point {
  id: string
  reach: number
}

/** The dot that a point is on; the nearest, where several lie over one another. */
export function dotAt(dots: Iterable<Dot>, { x, y }: Point): string | null {
  let found: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const dot of dots) {
    const distance = Math.hypot(dot.x - x, dot.y - y)
    if (distance > dot.reach || distance >= least) continue
    least = distance
    found = dot.id
  }
  return found
}

const SPARE_PX = 2

function* dotsOf(sigma: Sigma, perPixel: number): Generator<Dot> {
  for (const id of sigma.getGraph().nodes()) {
    const shown = sigma.getNodeDisplayData(id)
    if (shown === undefined || shown.hidden) continue
    const { x, y, size } = shown
    yield { id, x, y, reach: (sigma.scaleSize(size) + SPARE_PX) * perPixel }
  }
}

/**
 * Says which dot the pointer is on, by arithmetic.
 *
 * Sigma itself reads it back from the graphics card at every move, and waits there until all frames before are
 * drawn: without a graphics card that took two thirds of a drag.
 */
export function followPointer(
  sigma: Sigma,
  { onChoose, onPoint }: { onChoose: (id: string) => void; onPoint: (isOn: boolean) => void },
): void {
  const mouse = sigma.getMouseCaptor()
  const touch = sigma.getTouchCaptor()
  for (const event of MOUSE) mouse.removeAllListeners(event)
  for (const event of TOUCH) touch.removeAllListeners(event)

  const find = (at: Point) => {
    const [here, beside] = [at, { x: at.x + 1, y: at.y }].map((point) =>
      sigma.viewportToFramedGraph(point),
    ) as [Point, Point]
    return dotAt(dotsOf(sigma, Math.hypot(beside.x - here.x, beside.y - here.y)), here)
  }
  const choose = (at: Point) => {
    const id = find(at)
    if (id !== null) onChoose(id)
  }
  mouse.on('mousemove', (at) => {
    if (mouse.draggedEvents === 0) onPoint(find(at) !== null)
  })
  mouse.on('click', choose)
  touch.on('tap', ({ touches: [first] }) => {
    if (first) choose(first)
  })
}

/** Tells when the map begins to move and when it has come to rest; gives what ends the watch. */
export function watchMoves(sigma: Sigma, onChange: (isMoving: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
  }
  sigma.getCamera().on('updated', () => {
    if (timer === undefined) onChange(true)
    clearTimeout(timer)
    timer = setTimeout(() => {
      stop()
      onChange(false)
      sigma.refresh({ skipIndexation: true })
    }, REST_MS)
  })
  return stop
}

const REST_MS = 150

const MOUSE = [
  'mousemove',
  'click',
  'rightClick',
  'doubleClick',
  'wheel',
  'mousedown',
  'mouseup',
] as const
const TOUCH = ['touchdown', 'touchup', 'touchmove', 'tap', 'doubletap'] as const
