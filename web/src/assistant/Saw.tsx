import { useQuery } from '@tanstack/react-query'
import { ScanText } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Dialog } from '@/kit/Dialog'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'

import css from './Message.module.css'
import type { Message } from './types'

/** A button that shows what the model was told for an answer, word for word. */
export function Saw({ message }: { message: Message }) {
  const { t } = useTranslation('assistant')
  const [isOpen, setOpen] = useState(false)
  if (!message.has_context) return null
  return (
    <>
      <button
        type="button"
        className={css.action}
        aria-label={t('saw.open')}
        title={t('saw.open')}
        onClick={() => setOpen(true)}
      >
        <ScanText aria-hidden />
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('saw.title')} isWide>
        <Context message={message.id} />
      </Dialog>
    </>
  )
}

function Context({ message }: { message: string }) {
  const { t } = useTranslation('assistant')
  const context = useQuery({
    queryKey: ['messages', message, 'context'],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/messages/{message_id}/context', {
          params: { path: { message_id: message } },
          signal,
        }),
      ),
  })
  return (
    <Loaded query={context}>
      {(saw) =>
        saw.is_emptied ? (
          <p>{t('saw.emptied')}</p>
        ) : (
          <div className={css.saw}>
            <p>{t('saw.words')}</p>
            <Part title={t('saw.profile')} words={saw.profile} />
            <Part title={t('saw.passages')} words={saw.passages} />
            <Part title={t('saw.instructions')} words={saw.instructions} />
          </div>
        )
      }
    </Loaded>
  )
}

function Part({ title, words }: { title: string; words: string }) {
  const { t } = useTranslation('assistant')
  return (
    <section>
      <h3>{title}</h3>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text is scrolled with the keyboard too */}
      <pre tabIndex={0}>{words === '' ? t('saw.nothing') : words}</pre>
    </section>
  )
}
