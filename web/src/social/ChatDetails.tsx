import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, LogOut, ShieldCheck, ShieldOff, UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'

import { api, call } from '@/api/client'
import { usePerson } from '@/api/session'
import { Button, IconButton } from '@/kit/Button'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { Dialog } from '@/kit/Dialog'
import { Field, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Menu, MenuItem } from '@/kit/Menu'
import { toastError } from '@/kit/toasts'

import { chatsKey, membersQuery, type Chat, type Member } from './chat-queries'
import { Face } from './Face'
import css from './Messages.module.css'
import { PeoplePicker } from './PeoplePicker'
import { Shares } from './Shares'

interface ChatDetailsProps {
  chat: Chat
  isOpen: boolean
  onClose: () => void
}

/**
 * What is to know of a conversation: who is in a group, what @beknown may know, how long messages stay.
 *
 * Admins change a group; everybody may leave one.
 */
export function ChatDetails({ chat, isOpen, onClose }: ChatDetailsProps) {
  const { t } = useTranslation('social')
  const [isLeaving, setLeaving] = useState(false)
  const navigate = useNavigate()
  const changed = useChanged(chat.id)
  const path = { chat_id: chat.id }
  const isGroup = chat.kind === 'group'
  return (
    <>
      <Dialog
        isOpen={isOpen && !isLeaving}
        onClose={onClose}
        title={chat.name || t('messages.details')}
      >
        <div className={css.sections}>
          {isGroup && <People chat={chat} />}
          <Shares chat={chat.id} />
          <Keep chat={chat} />
          {isGroup && (
            <Button kind="dangerQuiet" icon={LogOut} onClick={() => setLeaving(true)}>
              {t('messages.leave')}
            </Button>
          )}
        </div>
      </Dialog>
      <ConfirmDialog
        isOpen={isLeaving}
        onClose={() => setLeaving(false)}
        title={t('messages.leaveTitle')}
        action={t('messages.leave')}
        onConfirm={async () => {
          await call(api.DELETE('/api/chats/{chat_id}/people/me', { params: { path } }))
          await navigate('/messages')
          changed()
        }}
      >
        <p>{t('messages.leaveDetail')}</p>
      </ConfirmDialog>
    </>
  )
}

const DAYS = [null, 1, 7, 90] as const

/** After how many days what is said disappears. */
function Keep({ chat }: { chat: Chat }) {
  const { t } = useTranslation('social')
  const changed = useChanged(chat.id)
  const keep = useMutation({
    mutationFn: (days: (typeof DAYS)[number]) =>
      call(
        api.PUT('/api/chats/{chat_id}/keep', {
          params: { path: { chat_id: chat.id } },
          body: { days },
        }),
      ),
    onSuccess: changed,
    onError: (error) => toastError(error),
  })
  return (
    <Field name="keep" label={t('messages.keep')} hint={t('messages.keepHint')}>
      <Select
        value={String(chat.keep_days)}
        onChange={(event) =>
          keep.mutate(DAYS.find((days) => String(days) === event.target.value) ?? null)
        }
      >
        {DAYS.map((days) => (
          <option key={days} value={String(days)}>
            {days === null ? t('messages.keepAll') : t('messages.keeps', { count: days })}
          </option>
        ))}
      </Select>
    </Field>
  )
}

function useChanged(chat: string): () => void {
  const client = useQueryClient()
  return () => {
    for (const queryKey of [chatsKey, ['chat', chat]]) void client.invalidateQueries({ queryKey })
  }
}

function People({ chat }: { chat: Chat }) {
  const { t } = useTranslation('social')
  const me = usePerson().id
  const changed = useChanged(chat.id)
  const [isAdding, setAdding] = useState(false)
  const members = useQuery(membersQuery(chat.id))
  const isAdmin = members.data?.some(({ id, role }) => id === me && role === 'admin') ?? false
  const path = { chat_id: chat.id }
  const add = useMutation({
    mutationFn: (id: string) =>
      call(api.POST('/api/chats/{chat_id}/people', { params: { path }, body: { people: [id] } })),
    onSuccess: changed,
  })
  return (
    <div className={css.steps}>
      {isAdmin && (
        <Form
          onSubmit={async (value) => {
            const body = { name: value('name') }
            await call(api.PATCH('/api/chats/{chat_id}', { params: { path }, body }))
            changed()
          }}
          actions={<SubmitButton>{t('messages.rename')}</SubmitButton>}
        >
          <Field name="name" label={t('messages.groupName')}>
            <TextInput required maxLength={100} defaultValue={chat.name} />
          </Field>
        </Form>
      )}
      <Loaded query={members}>
        {(found) => (
          <Rows label={t('messages.members')}>
            {found.map((member) => (
              <Row
                key={member.id}
                start={<Face id={member.id} name={member.name} />}
                title={<span dir="auto">{member.id === me ? t('messages.you') : member.name}</span>}
                {...(member.role === 'admin' && { hint: t('messages.admin') })}
                actions={
                  isAdmin && member.id !== me && <MemberMenu chat={chat.id} member={member} />
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
      {isAdmin && !isAdding && (
        <Button icon={UserPlus} onClick={() => setAdding(true)}>
          {t('messages.addPeople')}
        </Button>
      )}
      {isAdding && (
        <>
          <p className={css.hint}>{t('messages.addHint')}</p>
          <PeoplePicker
            without={members.data?.map(({ id }) => id) ?? []}
            isBusy={add.isPending}
            onPick={({ id }) => add.mutate(id)}
          />
        </>
      )}
    </div>
  )
}

function MemberMenu({ chat, member }: { chat: string; member: Member }) {
  const { t } = useTranslation('social')
  const changed = useChanged(chat)
  const path = { chat_id: chat, person_id: member.id }
  const remove = useMutation({
    mutationFn: () =>
      call(api.DELETE('/api/chats/{chat_id}/people/{person_id}', { params: { path } })),
    onSuccess: changed,
  })
  const role = member.role === 'admin' ? 'member' : 'admin'
  const change = useMutation({
    mutationFn: () =>
      call(
        api.PUT('/api/chats/{chat_id}/people/{person_id}/role', {
          params: { path },
          body: { role },
        }),
      ),
    onSuccess: changed,
  })
  return (
    <Menu
      trigger={
        <IconButton icon={Ellipsis} size="s" label={t('messages.more', { name: member.name })} />
      }
    >
      <MenuItem icon={role === 'admin' ? ShieldCheck : ShieldOff} onSelect={() => change.mutate()}>
        {t(role === 'admin' ? 'messages.makeAdmin' : 'messages.unmakeAdmin')}
      </MenuItem>
      <MenuItem icon={UserMinus} isDangerous onSelect={() => remove.mutate()}>
        {t('messages.takeOut')}
      </MenuItem>
    </Menu>
  )
}
