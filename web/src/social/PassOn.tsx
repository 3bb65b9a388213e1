import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { Dialog } from '@/kit/Dialog'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { toast, toastError } from '@/kit/toasts'

import { api, call } from '@/api/client'

import { chatsKey, chatsQuery, keepMessage, type Attached, type Chat } from './chat-queries'
import { Face } from './Face'
import css from './Messages.module.css'
import { PeoplePicker } from './PeoplePicker'

export interface PassOnProps {
  /** A thing of this place, which each reader sees as far as it is for them; or words. */
  what: { attached: Attached } | { text: string }
  onClose: () => void
  /** Called once it has been passed on. */
  onDone?: (() => void) | undefined
}

/** Asks into which conversation something goes; one tap sends it. Below are people with whom there is none yet. */
export function PassOn({ what, onClose, onDone }: PassOnProps) {
  const { t } = useTranslation('social')
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const chats = useInfiniteQuery(chatsQuery)
  const send = async (chat: { id: string; name: string }) => {
    const path = { chat_id: chat.id }
    const body = { id: crypto.randomUUID(), text: '', images: [], ...what }
    keepMessage(
      client,
      await call(api.POST('/api/chats/{chat_id}/messages', { params: { path }, body })),
    )
    void client.invalidateQueries({ queryKey: chatsKey })
    toast({ title: t('passOn.done', { name: chat.name }) })
    onDone?.()
    onClose()
  }
  const begin = async (person: string) =>
    send(await call(api.POST('/api/chats/direct', { body: { person_id: person } })))
  const act = (deed: Promise<void>) => {
    setBusy(true)
    deed.catch(toastError).finally(() => setBusy(false))
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('passOn.title')}>
      <Loaded query={chats}>
        {({ pages }) => {
          const open = pages.flatMap((page) => page.chats).filter(isOpen)
          const others = open.flatMap(({ other_id: other }) => (other === null ? [] : [other]))
          return (
            <div className={css.steps}>
              {open.length > 0 && (
                <ul role="list" className={css.people} aria-label={t('passOn.recent')}>
                  {open.map((chat) => (
                    <li key={chat.id}>
                      <button
                        type="button"
                        className={css.person}
                        disabled={isBusy}
                        onClick={() => act(send(chat))}
                      >
                        <Face id={chat.other_id ?? chat.id} name={chat.name} />
                        <span dir="auto">{chat.name}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              )}
              <PeoplePicker without={others} isBusy={isBusy} onPick={({ id }) => act(begin(id))} />
            </div>
          )
        }}
      </Loaded>
    </Dialog>
  )
}

/** Whether anybody is there to read it. */
const isOpen = (chat: Chat) => chat.kind === 'group' || chat.other_id !== null
