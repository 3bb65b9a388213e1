import { Quote, Repeat2, X } from 'lucide-react'
import { useState } from 'react'

import { cx } from '@/kit/cx'
import { Dialog } from '@/kit/Dialog'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { Menu, MenuItem } from '@/kit/Menu'
import { toast, toastError } from '@/kit/toasts'

import { repost, useReload, type Post } from './api'
import { Composer } from './Composer'
import css from './Social.module.css'

/** Passes a post on: as it is, or with words of one's own. Only what is for everybody can be. */
export function Repost({ post }: { post: Post }) {
  const { t } = useTranslation('social')
  const format = useFormat()
  const reload = useReload()
  const [isQuoting, setQuoting] = useState(false)
  const { name } = post.author
  const count = post.reposts + post.quotes
  const pass = (isOn: boolean) => {
    repost(post, isOn)
      .then(reload)
      .then(() => isOn && toast({ title: t('repost.passedOn') }), toastError)
  }
  if (!post.is_public) return null
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className={cx(css.deed, post.is_reposted && css.done)}
            aria-label={t(post.is_reposted ? 'repost.done' : 'repost.open', { name })}
          >
            <Repeat2 aria-hidden />
            <span aria-hidden>{count > 0 && format.number(count)}</span>
          </button>
        }
      >
        {post.is_reposted ? (
          <MenuItem icon={X} onSelect={() => pass(false)}>
            {t('repost.undo')}
          </MenuItem>
        ) : (
          <MenuItem icon={Repeat2} onSelect={() => pass(true)}>
            {t('repost.repost')}
          </MenuItem>
        )}
        <MenuItem icon={Quote} onSelect={() => setQuoting(true)}>
          {t('repost.quote')}
        </MenuItem>
      </Menu>
      <Dialog
        isOpen={isQuoting}
        onClose={() => setQuoting(false)}
        title={t('repost.quoteTitle', { name })}
      >
        <Composer quote={post} onSent={() => setQuoting(false)} />
      </Dialog>
    </>
  )
}
