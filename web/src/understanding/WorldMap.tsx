import Graph from 'graphology'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import Sigma from 'sigma'
import { NodePointProgram } from 'sigma/rendering'

import { IconButton } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'

import { followPointer, watchMoves } from './map-pointer'
import css from './World.module.css'
import type { World } from './world'

const SECTORS = [
  '#8a938e',
  '#3f8f6f',
  '#c98a1b',
  '#4f7fbf',
  '#b2604f',
  '#8a6bb5',
  '#3c9aa3',
  '#a0893a',
  '#b35c8b',
]
const TIES_SHOWN = 1500

/** A colour of the page as the numbers that WebGL wants. */
function readColour(name: string): string {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  if (pen === null) return '#888888'
  pen.fillStyle = colour
  pen.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0] = pen.getImageData(0, 0, 1, 1).data
  return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

function makeGraph(world: World, me: string): Graph {
  const graph = new Graph({ multi: false, type: 'undirected' })
  graph.addNode('me', {
    x: 0,
    y: 0,
    size: 9,
    label: me,
    color: readColour('--accent'),
    forceLabel: true,
  })
  for (const each of world.people)
    graph.addNode(each.id, {
      x: each.x,
      y: each.y,
      size: 2.2 + 9 * each.closeness,
      label: each.name,
      color: SECTORS[each.sector % SECTORS.length],
    })
  const color = readColour('--line')
  for (const { one_id, other_id, strength } of world.ties.slice(0, TIES_SHOWN))
    if (graph.hasNode(one_id) && graph.hasNode(other_id))
      graph.addEdge(one_id, other_id, { size: Math.min(2, 0.3 + strength / 60), color })
  return graph
}

/** Follows the page from light to dark and back. */
function useScheme(): string {
  const query = '(prefers-color-scheme: dark)'
  const read = () =>
    `${document.documentElement.dataset.theme ?? ''}${matchMedia(query).matches ? 'dark' : 'light'}`
  const [scheme, setScheme] = useState(read)
  useEffect(() => {
    const note = () => setScheme(read())
    const media = matchMedia(query)
    media.addEventListener('change', note)
    const watch = new MutationObserver(note)
    watch.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      media.removeEventListener('change', note)
      watch.disconnect()
    }
  }, [])
  return scheme
}

interface MapProps {
  world: World
  /** Ids of the people who match the filters. */
  shown: ReadonlySet<string>
  onChoose: (id: string) => void
}

/** Everybody around the person, drawn by WebGL; the list is its twin for keyboard and screen reader. */
export function WorldMap({ world, shown, onChoose }: MapProps) {
  const { t } = useTranslation('understanding')
  const holder = useRef<HTMLDivElement>(null)
  const [sigma, setSigma] = useState<Sigma | null>(null)
  const [isUnable] = useState(() => document.createElement('canvas').getContext('webgl2') === null)
  const scheme = useScheme()
  const choose = useRef(onChoose)
  useEffect(() => {
    choose.current = onChoose
  }, [onChoose])

  useEffect(() => {
    if (holder.current === null) return
    const drawn = new Sigma(makeGraph(world, t('world.me')), holder.current, {
      labelColor: { color: readColour('--ink') },
      labelFont: 'Commissioner Variable, system-ui, sans-serif',
      labelSize: 13,
      labelDensity: 0.5,
      labelRenderedSizeThreshold: 6,
      // Points in one draw: a circle each is one draw an instance where WebGL is software, 70 ms of a frame.
      nodeProgramClasses: { circle: NodePointProgram },
      hideEdgesOnMove: true,
      hideLabelsOnMove: true,
      minCameraRatio: 0.05,
      maxCameraRatio: 1.6,
      stagePadding: 24,
      defaultDrawNodeHover: () => undefined,
    })
    const { classList } = holder.current
    followPointer(drawn, {
      onChoose: (node) => {
        if (node !== 'me') choose.current(node)
      },
      onPoint: (isOn) => classList.toggle(css.pointing ?? '', isOn),
    })
    const rest = watchMoves(drawn, (isMoving) => classList.toggle(css.moving ?? '', isMoving))
    setSigma(drawn)
    return () => {
      rest()
      drawn.kill()
      setSigma(null)
    }
  }, [world, scheme, t])

  useEffect(() => {
    sigma?.setSetting('nodeReducer', (node, data) =>
      node === 'me' || shown.has(node) ? data : { ...data, hidden: true },
    )
  }, [sigma, shown])

  if (isUnable) return <Notice>{t('world.mapUnable')}</Notice>
  return (
    <div className={css.mapBox}>
      <div ref={holder} className={css.map} role="img" aria-label={t('world.mapLabel')} />
      <div className={css.zoom}>
        <IconButton
          icon={Plus}
          label={t('world.zoomIn')}
          onClick={() => void sigma?.getCamera().animatedZoom()}
        />
        <IconButton
          icon={Minus}
          label={t('world.zoomOut')}
          onClick={() => void sigma?.getCamera().animatedUnzoom()}
        />
        <IconButton
          icon={Maximize}
          label={t('world.whole')}
          onClick={() => void sigma?.getCamera().animatedReset()}
        />
      </div>
      <p className={css.soft}>{t('world.mapHint')}</p>
    </div>
  )
}
