import { Avatar } from '@/kit/Card'

import css from './Social.module.css'

export interface PortraitProps {
  of: { id: string; name: string; picture_id: string | null }
  isLarge?: boolean
}

/** Somebody's picture, or the letters of their name. Decoration beside the name itself. */
export function Portrait({ of, isLarge = false }: PortraitProps) {
  if (of.picture_id === null) return <Avatar name={of.name} />
  return (
    <img
      className={isLarge ? css.largePortrait : css.portrait}
      src={`/api/social/people/${of.id}/picture/${of.picture_id}`}
      alt=""
    />
  )
}
