import { FileDown } from 'lucide-react'
import { useState } from 'react'

import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import type { Media } from './api'
import css from './Timeline.module.css'

/** The files of an event: pictures small, everything else by name. */
export function Thumbnails({ media }: { media: readonly Media[] }) {
  return (
    <ul role="list" className={css.media}>
      {media.map((each) => (
        <li key={each.position}>
          <Thumbnail media={each} />
        </li>
      ))}
    </ul>
  )
}

function Thumbnail({ media }: { media: Media }) {
  const { t } = useTranslation('events')
  const format = useFormat()
  const [isPicture, setPicture] = useState(media.media_type.startsWith('image/'))
  const address = `/api/you/media/${media.blob_id}`
  const name = media.caption || media.name
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      className={isPicture ? css.picture : css.file}
    >
      {isPicture ? (
        <img
          src={`${address}/thumbnail`}
          alt={t('event.picture', { name })}
          loading="lazy"
          onError={() => setPicture(false)}
        />
      ) : (
        <>
          <FileDown aria-hidden />
          {t('event.download', { name, size: format.bytes(media.size_bytes) })}
        </>
      )}
    </a>
  )
}
