import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useDeferredValue, useState } from 'react'

import { api, call } from '@/api/client'
import { usePerson } from '@/api/session'
import { Button, IconButton } from '@/kit/Button'
import { Field, SearchField, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { toastError } from '@/kit/toasts'

import { membersQuery, sharesQuery } from './chat-queries'
import css from './Messages.module.css'

const MAX_WORDS = 500

/** What @beknown may know of each in a conversation; nothing, until they choose it. */
export function Shares({ chat }: { chat: string }) {
  const { t } = useTranslation('social')
  const me = usePerson().id
  const changed = useChanged(chat)
  const [isAdding, setAdding] = useState(false)
  const shares = useQuery(sharesQuery(chat))
  const members = useQuery(membersQuery(chat))
  const nameOf = (id: string) =>
    id === me ? t('messages.you') : (members.data?.find((each) => each.id === id)?.name ?? '')
  const remove = useMutation({
    mutationFn: (share: string) =>
      call(
        api.DELETE('/api/chats/{chat_id}/shares/{share_id}', {
          params: { path: { chat_id: chat, share_id: share } },
        }),
      ),
    onSuccess: changed,
    onError: (error) => toastError(error),
  })
  return (
    <section className={css.steps} aria-labelledby="chat-shares">
      <div>
        <h3 id="chat-shares">{t('messages.shares')}</h3>
        <p className={css.hint}>{t('messages.sharesHint')}</p>
      </div>
      <Loaded
        query={shares}
        isEmpty={(found) => found.length === 0}
        empty={<p className={css.hint}>{t('messages.sharesNone')}</p>}
      >
        {(found) => (
          <Rows label={t('messages.shares')}>
            {found.map((share) => (
              <Row
                key={share.id}
                title={<span dir="auto">{share.text}</span>}
                hint={nameOf(share.person_id)}
                actions={
                  share.person_id === me && (
                    <IconButton
                      icon={X}
                      size="s"
                      label={t('messages.unshare', { text: share.text })}
                      onClick={() => remove.mutate(share.id)}
                    />
                  )
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
      {isAdding ? (
        <Add chat={chat} onDone={() => setAdding(false)} />
      ) : (
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('messages.share')}
        </Button>
      )}
    </section>
  )
}

function useChanged(chat: string): () => void {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: sharesQuery(chat).queryKey })
}

/** Chooses one of one's own beliefs, or says something in words of one's own. */
function Add({ chat, onDone }: { chat: string; onDone: () => void }) {
  const { t } = useTranslation('social')
  const changed = useChanged(chat)
  const [typed, setTyped] = useState('')
  const words = useDeferredValue(typed.trim())
  const path = { chat_id: chat }
  const choices = useQuery({
    queryKey: ['chat-share-choices', words],
    queryFn: ({ signal }) =>
      call(api.POST('/api/chats/shares/choices', { body: { words }, signal })),
  })
  const done = () => {
    changed()
    onDone()
  }
  const choose = useMutation({
    mutationFn: (belief: string) =>
      call(
        api.PUT('/api/chats/{chat_id}/shares/beliefs/{belief_id}', {
          params: { path: { ...path, belief_id: belief } },
        }),
      ),
    onSuccess: done,
    onError: (error) => toastError(error),
  })
  return (
    <div className={css.steps}>
      <Form
        onSubmit={async (value) => {
          const body = { text: value('words') }
          await call(api.POST('/api/chats/{chat_id}/shares', { params: { path }, body }))
          done()
        }}
        actions={
          <>
            <Button onClick={onDone}>{t('messages.leaveAim')}</Button>
            <SubmitButton>{t('messages.allow')}</SubmitButton>
          </>
        }
      >
        <Field name="words" label={t('messages.shareWords')} hint={t('messages.shareWordsHint')}>
          <TextInput required maxLength={MAX_WORDS} dir="auto" />
        </Field>
      </Form>
      <div className={css.choose}>
        <SearchField label={t('messages.shareChoose')} value={typed} onChange={setTyped} />
        <Loaded
          query={choices}
          isEmpty={(found) => found.length === 0}
          empty={<p className={css.empty}>{t('messages.shareNoChoice')}</p>}
        >
          {(found) => (
            <ul role="list" className={css.people} aria-label={t('messages.shareChoose')}>
              {found.slice(0, 50).map((choice) => (
                <li key={choice.id}>
                  <button
                    type="button"
                    className={css.person}
                    disabled={choose.isPending}
                    onClick={() => choose.mutate(choice.id)}
                  >
                    <span dir="auto">{choice.text}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </div>
    </div>
  )
}
