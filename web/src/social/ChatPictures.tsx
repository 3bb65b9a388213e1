import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'

import { IconButton } from '@/kit/Button'
import { Dialog } from '@/kit/Dialog'
import { useTranslation } from '@/kit/i18n'

import { chatImageAddress } from './api'
import type { Picture } from './chat-queries'
import css from './Messages.module.css'

export interface ChatPicturesProps {
  /** Whose they are. */
  author: string
  pictures: readonly Picture[]
}

/** The pictures of a message; each opens large. */
export function ChatPictures({ author, pictures }: ChatPicturesProps) {
  const { t } = useTranslation('social')
  const [open, setOpen] = useState<number | null>(null)
  if (pictures.length === 0) return null
  return (
    <>
      <ul role="list" className={css.pictures} data-many={pictures.length > 1 || undefined}>
        {pictures.map(({ id, alt, width, height }, index) => (
          <li key={id}>
            <button type="button" title={alt || t('image.open')} onClick={() => setOpen(index)}>
              <img
                src={chatImageAddress(author, id)}
                alt={alt || t('image.unnamed')}
                width={width}
                height={height}
                loading="lazy"
              />
            </button>
          </li>
        ))}
      </ul>
      {open !== null && (
        <Viewer
          author={author}
          pictures={pictures}
          place={open}
          onMove={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

interface ViewerProps extends ChatPicturesProps {
  place: number
  onMove: (place: number) => void
  onClose: () => void
}

/** One picture, large; the arrow keys go to the next and the one before, Escape closes. */
function Viewer({ author, pictures, place, onMove, onClose }: ViewerProps) {
  const { t } = useTranslation('social')
  const picture = pictures[place]
  if (picture === undefined) return null
  const count = pictures.length
  const move = (step: number) => onMove((place + step + count) % count)
  const { id, alt, width, height } = picture
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={count > 1 ? t('image.place', { number: place + 1, count }) : t('messages.picture')}
    >
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrow keys repeat what its two buttons do */}
      <div
        className={css.viewer}
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft') move(-1)
          if (key === 'ArrowRight') move(1)
        }}
      >
        <img
          src={chatImageAddress(author, id)}
          alt={alt || t('image.unnamed')}
          width={width}
          height={height}
        />
        {alt !== '' && (
          <p className={css.viewerWords} dir="auto">
            {alt}
          </p>
        )}
        {count > 1 && (
          <div className={css.viewerDeeds}>
            <IconButton icon={ChevronLeft} label={t('image.previous')} onClick={() => move(-1)} />
            <IconButton
              icon={ChevronRight}
              label={t('image.next')}
              data-autofocus
              onClick={() => move(1)}
            />
          </div>
        )}
      </div>
    </Dialog>
  )
}
