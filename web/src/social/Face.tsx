import type { CSSProperties } from 'react'

import css from './Messages.module.css'

const letters = new Intl.Segmenter()

/** Stands for somebody: the first letter of their name on a colour that stays theirs. */
export function Face({ id, name }: { id: string; name: string }) {
  const letter = letters.segment(name.trim()).containing(0)?.segment.toLocaleUpperCase() ?? ''
  const hue = Number.parseInt(id.slice(-4), 16) % 360
  return (
    <span className={css.face} style={{ '--hue': hue } as CSSProperties} aria-hidden>
      {letter}
    </span>
  )
}
