import { useQuery } from '@tanstack/react-query'

import { Avatar } from '@/kit/Card'
import { Dialog } from '@/kit/Dialog'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Time } from '@/kit/Time'

import { reactionsQuery, versionsQuery, type Post } from './api'
import { EMOJI } from './emoji'
import css from './Social.module.css'

/** What a post said before it was changed. */
export function History({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useTranslation('social')
  const versions = useQuery(versionsQuery(post))
  return (
    <Dialog isOpen onClose={onClose} title={t('post.historyTitle')}>
      <Loaded query={versions}>
        {(rows) => (
          <ol className={css.versions}>
            {rows.map(({ number, text, written_at: at }) => (
              <li key={number}>
                <span className={css.note}>
                  {t('post.until')} <Time at={at} />
                </span>
                <p className={css.text} dir="auto">
                  {text}
                </p>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  )
}

/** Who reacted to a post, as far as the reader sees them. */
export function Reacted({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useTranslation('social')
  const reacted = useQuery(reactionsQuery(post))
  return (
    <Dialog isOpen onClose={onClose} title={t('post.whoTitle')}>
      <Loaded query={reacted}>
        {(rows) => (
          <Rows label={t('post.whoTitle')}>
            {rows.map(({ id, name, handle, kind }) => (
              <Row
                key={id}
                start={<Avatar name={name} size="s" />}
                title={name}
                hint={`@${handle}`}
                actions={
                  <span>
                    <span aria-hidden>{EMOJI[kind]}</span> {t(`reaction.${kind}`)}
                  </span>
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
    </Dialog>
  )
}
