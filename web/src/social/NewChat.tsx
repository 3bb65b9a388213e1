import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Dialog } from '@/kit/Dialog'
import { Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'

import { chatsKey, type Chat } from './chat-queries'
import css from './Messages.module.css'
import { PeoplePicker } from './PeoplePicker'

/** Asks whom to write to, and opens the conversation with them; or makes a group. */
export function NewChat({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('social')
  const [isGroup, setGroup] = useState(false)
  const close = () => {
    setGroup(false)
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={t(isGroup ? 'messages.newGroup' : 'messages.new')}
    >
      {isGroup ? (
        <Group onClose={close} />
      ) : (
        <Direct onClose={close} onGroup={() => setGroup(true)} />
      )}
    </Dialog>
  )
}

function useOpened(onClose: () => void): (chat: Chat) => Promise<void> {
  const navigate = useNavigate()
  const client = useQueryClient()
  return async (chat) => {
    void client.invalidateQueries({ queryKey: chatsKey })
    onClose()
    await navigate(`/messages/${chat.id}`)
  }
}

function Direct({ onClose, onGroup }: { onClose: () => void; onGroup: () => void }) {
  const { t } = useTranslation('social')
  const opened = useOpened(onClose)
  const open = useMutation({
    mutationFn: (person: string) =>
      call(api.POST('/api/chats/direct', { body: { person_id: person } })),
    onSuccess: opened,
  })
  return (
    <div className={css.steps}>
      <PeoplePicker isBusy={open.isPending} onPick={({ id }) => open.mutate(id)} />
      <Button icon={Users} onClick={onGroup}>
        {t('messages.newGroup')}
      </Button>
    </div>
  )
}

function Group({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('social')
  const opened = useOpened(onClose)
  const [people, setPeople] = useState<readonly string[]>([])
  const toggle = (id: string) =>
    setPeople((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id]))
  return (
    <Form
      onSubmit={async (value) => {
        const body = { name: value('name'), people: [...people] }
        await opened(await call(api.POST('/api/chats/groups', { body })))
      }}
      actions={<SubmitButton>{t('messages.makeGroup', { count: people.length + 1 })}</SubmitButton>}
    >
      <Field name="name" label={t('messages.groupName')}>
        <TextInput required maxLength={100} data-autofocus="" />
      </Field>
      <PeoplePicker chosen={people} onPick={({ id }) => toggle(id)} />
    </Form>
  )
}
