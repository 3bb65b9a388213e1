import { X } from 'lucide-react'

import { IconButton } from '@/kit/Button'
import { Field, TextInput } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'

import { MAX_ALT, type ImagePlace } from './api'
import css from './Social.module.css'
import type { Waiting } from './useImages'

export interface WaitingImagesProps {
  place: ImagePlace
  waiting: Waiting[]
  onDescribe: (image: string, alt: string) => void
  onRemove: (image: string) => void
}

/** The pictures of what is being written, each with a place for its description. */
export function WaitingImages({ place, waiting, onDescribe, onRemove }: WaitingImagesProps) {
  const { t } = useTranslation('social')
  if (waiting.length === 0) return null
  return (
    <ul className={css.waiting} role="list" aria-label={t('compose.pictures')}>
      {waiting.map(({ id, author_id: author, alt }, index) => (
        <li key={id}>
          <img src={place.address(author, id)} alt="" />
          <Field
            label={t('compose.alt', { number: index + 1 })}
            hint={t('compose.altHint')}
            isOptional
          >
            <TextInput
              value={alt}
              maxLength={MAX_ALT}
              dir="auto"
              onChange={({ target }) => onDescribe(id, target.value)}
            />
          </Field>
          <IconButton
            icon={X}
            label={t('compose.removePicture', { number: index + 1 })}
            onClick={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  )
}
