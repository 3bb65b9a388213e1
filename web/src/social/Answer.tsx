import { useQuery } from '@tanstack/react-query'
import { Sparkles } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'

import { citedNumber, linkCitations } from '@/kit/citations'
import { useTranslation } from '@/kit/i18n'
import { Markdown, SafeLink } from '@/kit/Markdown'

import { sharesQuery, type Message } from './chat-queries'
import css from './Messages.module.css'
import { useThread } from './thread-context'

/** What is shown of an answer, whether it is whole or not. */
export type Answered = Pick<Message, 'chat_id' | 'author_id' | 'text' | 'cites' | 'asks'>

/** What @beknown answered, or has so far, with marks that lead to what it stands on. */
export function Answer({ message }: { message: Answered }) {
  const { t } = useTranslation('social')
  const { me, nameOf } = useThread()
  const { asks, cites } = message
  const numbers = useMemo(() => new Set(cites.map((_, index) => index + 1)), [cites])
  const components = useMemo(
    () => ({
      a: ({ href, children }: { href?: string | undefined; children?: ReactNode }) => {
        const number = citedNumber(href)
        return number !== null && cites[number - 1] ? (
          <Mark message={message} number={number} />
        ) : (
          <SafeLink href={href}>{children}</SafeLink>
        )
      },
    }),
    [cites, message],
  )
  return (
    <div className={css.answer} dir="auto">
      <p className={css.made}>
        <Sparkles aria-hidden />
        {message.author_id === me
          ? t('messages.madeYou')
          : t('messages.made', { name: nameOf(message.author_id) })}
      </p>
      <Markdown text={linkCitations(message.text, numbers)} components={components} />
      {(asks === 'failed' || asks === 'stopped') && (
        <p className={css.cut}>{t(asks === 'failed' ? 'messages.brokeOff' : 'messages.cut')}</p>
      )}
    </div>
  )
}

function Mark({ message, number }: { message: Answered; number: number }) {
  const { t } = useTranslation('social')
  const { show, nameOf } = useThread()
  const cite = message.cites[number - 1]
  const { seq, share } = cite ?? {}
  const shares = useQuery({ ...sharesQuery(message.chat_id), enabled: Boolean(share) })
  const allowed = shares.data?.find(({ id }) => id === share)
  if (typeof seq === 'number')
    return (
      <button
        type="button"
        className={css.mark}
        aria-label={t('messages.openSource', { number })}
        onClick={() => show(seq)}
      >
        {number}
      </button>
    )
  const words = allowed
    ? t('messages.allowedSource', { name: nameOf(allowed.person_id), text: allowed.text })
    : t('messages.allowed')
  return (
    <span className={css.mark} role="img" aria-label={`${number}: ${words}`} title={words}>
      {number}
    </span>
  )
}
