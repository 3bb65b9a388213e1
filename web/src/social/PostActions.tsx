import {
  Bookmark,
  BookmarkCheck,
  Ellipsis,
  Flag,
  MessageSquare,
  MessageSquareOff,
  Pencil,
  Send,
  SmilePlus,
  Trash2,
  Users,
  VolumeX,
  X,
} from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'

import { api } from '@/api/client'
import { Button, IconButton } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { Dialog } from '@/kit/Dialog'
import { Field, TextArea } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { Menu, MenuItem, MenuLine } from '@/kit/Menu'
import type { PostProps } from '@/kit/posts'
import { toast, toastError } from '@/kit/toasts'

import { keep, MAX_TEXT, mute, react, useReload, type Mute, type Post, type Reaction } from './api'
import { EMOJI, REACTIONS } from './emoji'
import { Reacted } from './History'
import { PassOn } from './PassOn'
import { ReportDialog } from './ReportDialog'
import { Repost } from './Repost'
import css from './Social.module.css'

export interface PostActionsProps extends PostProps {
  address: string
  onDeleted?: (() => void) | undefined
}

/** Beneath a post: answer it, react to it, keep it; its author changes or deletes it. */
export function PostActions({ post, address, onDeleted, onPassedOn }: PostActionsProps) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const format = useFormat()
  const { name } = post.author
  const act = (deed: Promise<unknown>) => {
    deed.then(reload).catch(toastError)
  }
  return (
    <footer className={css.deeds}>
      <Link
        to={address}
        className={css.deed}
        aria-label={t('post.openReplies', { count: post.replies, name })}
      >
        <MessageSquare aria-hidden />
        <span aria-hidden>{post.replies > 0 && format.number(post.replies)}</span>
      </Link>
      <Repost post={post} />
      <React post={post} onReact={(kind) => act(react(post, kind))} />
      <IconButton
        size="s"
        icon={post.is_saved ? BookmarkCheck : Bookmark}
        label={t(post.is_saved ? 'post.unsave' : 'post.save', { name })}
        aria-pressed={post.is_saved}
        onClick={() => act(keep(post, !post.is_saved))}
      />
      <Pass post={post} onPassedOn={onPassedOn} />
      <span className={css.space} />
      {post.is_mine ? <Own post={post} onDeleted={onDeleted} /> : <Others post={post} />}
    </footer>
  )
}

function Pass({ post, onPassedOn }: PostProps) {
  const { t } = useTranslation('social')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IconButton
        size="s"
        icon={Send}
        label={t('passOn.label', { name: post.author.name })}
        onClick={() => setOpen(true)}
      />
      {isOpen && (
        <PassOn
          what={{ attached: { kind: 'post', of: post.author.id, id: post.id } }}
          onClose={() => setOpen(false)}
          onDone={onPassedOn}
        />
      )}
    </>
  )
}

function React({ post, onReact }: { post: Post; onReact: (kind: Reaction | null) => void }) {
  const { t } = useTranslation('social')
  const format = useFormat()
  const [isShown, setShown] = useState(false)
  const { my_reaction: mine } = post
  const { name } = post.author
  const given = REACTIONS.filter((kind) => (post.reactions[kind] ?? 0) > 0)
  const count = given.reduce((sum, kind) => sum + (post.reactions[kind] ?? 0), 0)
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className={cx(css.deed, mine !== null && css.done)}
            aria-label={
              mine === null
                ? t('post.react', { name })
                : t('post.reacted', { kind: t(`reaction.${mine}`), name })
            }
          >
            {given.length === 0 ? (
              <SmilePlus aria-hidden />
            ) : (
              <span aria-hidden>{given.map((kind) => EMOJI[kind]).join('')}</span>
            )}
            <span aria-hidden>{count > 0 && format.number(count)}</span>
          </button>
        }
      >
        {REACTIONS.map((kind) => (
          <MenuItem key={kind} onSelect={() => onReact(kind)}>
            <span aria-hidden>{EMOJI[kind]}</span>
            {t(`reaction.${kind}`)}
          </MenuItem>
        ))}
        {(mine !== null || count > 0) && <MenuLine />}
        {mine !== null && (
          <MenuItem icon={X} onSelect={() => onReact(null)}>
            {t('post.takeBack')}
          </MenuItem>
        )}
        {count > 0 && (
          <MenuItem icon={Users} onSelect={() => setShown(true)}>
            {t('post.who')}
          </MenuItem>
        )}
      </Menu>
      {isShown && <Reacted post={post} onClose={() => setShown(false)} />}
    </>
  )
}

function Own({ post, onDeleted }: { post: Post; onDeleted: (() => void) | undefined }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const [isEdited, setEdited] = useState(false)
  const params = { path: { post_id: post.id } }

  async function bringBack() {
    await api.POST('/api/social/posts/{post_id}/restore', { params })
    await reload()
    toast({ title: t('post.restored') })
  }

  async function remove() {
    await api.DELETE('/api/social/posts/{post_id}', { params })
    onDeleted?.()
    await reload()
    toast({
      title: t('post.deleted'),
      action: { label: t('post.undo'), onClick: () => void bringBack().catch(toastError) },
    })
  }

  return (
    <>
      <span className={css.space} />
      <Menu
        trigger={
          <IconButton size="s" icon={Ellipsis} label={t('post.more', { name: post.author.name })} />
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setEdited(true)}>
          {t('post.edit')}
        </MenuItem>
        <MenuItem icon={Trash2} isDangerous onSelect={() => void remove().catch(toastError)}>
          {t('post.delete')}
        </MenuItem>
      </Menu>
      {isEdited && <Edit post={post} onClose={() => setEdited(false)} />}
    </>
  )
}

function Others({ post }: { post: Post }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const [isReporting, setReporting] = useState(false)
  const { id, name } = post.author
  const leaveOut = (what: Mute) => {
    mute(what)
      .then(reload)
      .then(() => toast({ title: t('mutes.done') }), toastError)
  }
  return (
    <>
      <Menu trigger={<IconButton size="s" icon={Ellipsis} label={t('post.more', { name })} />}>
        <MenuItem icon={VolumeX} onSelect={() => leaveOut({ kind: 'person', person_id: id })}>
          {t('mutes.mutePerson', { name })}
        </MenuItem>
        <MenuItem
          icon={MessageSquareOff}
          onSelect={() => leaveOut({ kind: 'thread', post: { author_id: id, id: post.id } })}
        >
          {t('mutes.muteThread')}
        </MenuItem>
        <MenuItem icon={Flag} onSelect={() => setReporting(true)}>
          {t('report.post')}
        </MenuItem>
      </Menu>
      {isReporting && (
        <ReportDialog
          what={{ kind: 'post', author: id, id: post.id }}
          onClose={() => setReporting(false)}
        />
      )}
    </>
  )
}

function Edit({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useTranslation('social')
  const { t: kit } = useTranslation('kit')
  const reload = useReload()
  return (
    <Dialog isOpen onClose={onClose} title={t('post.editTitle')}>
      <Form
        onSubmit={async (value) => {
          await api.PATCH('/api/social/posts/{post_id}', {
            params: { path: { post_id: post.id } },
            body: { text: value('text') },
          })
          await reload()
          onClose()
        }}
        actions={
          <>
            <Button onClick={onClose}>{kit('cancel')}</Button>
            <SubmitButton>{t('profile.save')}</SubmitButton>
          </>
        }
      >
        <Field name="text" label={t('compose.label')} hint={t('post.editHint')}>
          <TextArea
            required
            rows={5}
            dir="auto"
            maxLength={MAX_TEXT}
            defaultValue={post.written ?? post.text}
            data-autofocus=""
          />
        </Field>
      </Form>
    </Dialog>
  )
}
