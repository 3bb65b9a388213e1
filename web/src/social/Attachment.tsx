import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'

import { useTranslation } from '@/kit/i18n'
import { Skeleton } from '@/kit/Progress'

import { imageAddress } from './api'
import { cardQuery, type Attached } from './chat-queries'
import css from './Messages.module.css'

/** What was put into a message, as far as its reader may see it. */
export function Attachment({ attached }: { attached: Attached }) {
  const { t } = useTranslation('social')
  const card = useQuery(cardQuery(attached))
  if (card.isPending)
    return (
      <div className={css.card}>
        <Skeleton lines={2} />
      </div>
    )
  if (card.isError) return <p className={css.card}>{t('messages.notForYou')}</p>
  const { title, text, address, picture_of: of, picture_id: picture, alt } = card.data
  return (
    <Link to={address} className={css.card}>
      <span className={css.cardTitle} dir="auto">
        {title}
      </span>
      {text !== '' && (
        <span className={css.cardText} dir="auto">
          {text}
        </span>
      )}
      {of !== null && picture !== null && (
        <img src={imageAddress(of, picture)} alt={alt || t('image.unnamed')} loading="lazy" />
      )}
    </Link>
  )
}
