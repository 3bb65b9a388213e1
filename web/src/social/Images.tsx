import { useTranslation } from '@/kit/i18n'

import { imageAddress, type Post } from './api'
import css from './Social.module.css'

/** The pictures of a post, with the words that its author gave for them. */
export function Images({ post }: { post: Post }) {
  const { t } = useTranslation('social')
  if (post.images.length === 0) return null
  return (
    <ul className={css.images} role="list">
      {post.images.map(({ id, alt, width, height }) => {
        const address = imageAddress(post.author.id, id)
        return (
          <li key={id}>
            <a href={address} target="_blank" rel="noopener">
              <img
                src={address}
                alt={alt || t('image.unnamed')}
                title={alt}
                width={width}
                height={height}
                loading="lazy"
              />
            </a>
          </li>
        )
      })}
    </ul>
  )
}
