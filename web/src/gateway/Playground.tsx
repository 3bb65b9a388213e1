import { useQueryClient } from '@tanstack/react-query'
import { Send, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Markdown } from '@/kit/Markdown'

import { ask, chatBody, MOST_TOKENS } from './ask'
import css from './Developers.module.css'
import { KEYS } from './queries'
import { Refusal } from './TryOut'

interface Exchange {
  sent: string
  head: string
  raw: string
  text: string
  isCut: boolean
}

const NOTHING: Exchange = { sent: '', head: '', raw: '', text: '', isCut: false }

interface PlaygroundProps {
  token: string
  base: string
  model: string
  message: string
}

/** The request as it goes, its key but for the last letters left out. */
function writeRequest({ token, base, model, message }: PlaygroundProps): string {
  const { host, pathname } = new URL(base)
  return [
    `POST ${pathname}/chat/completions`,
    `Host: ${host}`,
    `Authorization: Bearer bk_…${token.slice(-4)}`,
    'Content-Type: application/json',
    '',
    JSON.stringify(chatBody(model, message), null, 2),
  ].join('\n')
}

/** Sends, listens, and stops. */
function useExchange(props: PlaygroundProps) {
  const queries = useQueryClient()
  const [exchange, setExchange] = useState(NOTHING)
  const [error, setError] = useState<Error | null>(null)
  const [isBusy, setBusy] = useState(false)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  const add = (part: 'head' | 'raw' | 'text') => (piece: string) =>
    setExchange((so) => ({ ...so, [part]: so[part] + piece }))

  async function send() {
    const ending = new AbortController()
    stop.current = ending
    setBusy(true)
    setError(null)
    setExchange({ ...NOTHING, sent: writeRequest(props) })
    try {
      const body = chatBody(props.model, props.message)
      const onCut = () => setExchange((so) => ({ ...so, isCut: true }))
      const listener = { onHead: add('head'), onRaw: add('raw'), onText: add('text'), onCut }
      await ask(props.token, body, listener, ending.signal)
    } catch (thrown) {
      if (!ending.signal.aborted)
        setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: KEYS })
    }
  }

  return { exchange, error, isBusy, send, stop: () => stop.current?.abort() }
}

/** Sends the message from this page, and shows what goes and what comes. */
export function Playground(props: PlaygroundProps) {
  const { t } = useTranslation('gateway')
  const { exchange, error, isBusy, send, stop } = useExchange(props)
  const isReady = props.token !== '' && props.model !== '' && props.message.trim() !== ''
  return (
    <div className={css.play}>
      <div className={css.deeds}>
        {isBusy ? (
          <Button icon={Square} onClick={stop}>
            {t('play.stop')}
          </Button>
        ) : (
          <Button kind="primary" icon={Send} disabled={!isReady} onClick={() => void send()}>
            {t('play.send')}
          </Button>
        )}
        {!isReady && <span className={css.soft}>{t('play.needs')}</span>}
      </div>
      {error !== null && <Refusal error={error} />}
      {exchange.text !== '' && (
        <section className={css.answer} aria-label={t('play.answer')} aria-busy={isBusy}>
          <Markdown text={exchange.text} />
        </section>
      )}
      {exchange.isCut && (
        <p className={css.soft} role="status">
          {t('play.cut', { count: MOST_TOKENS })}
        </p>
      )}
      {exchange.sent !== '' && <Raw label={t('play.request')} text={exchange.sent} />}
      {exchange.head !== '' && (
        <Raw label={t('play.response')} text={`${exchange.head}\n\n${exchange.raw}`} />
      )}
    </div>
  )
}

function Raw({ label, text }: { label: string; text: string }) {
  return (
    <details className={css.more}>
      <summary>{label}</summary>
      {/* A keyboard must be able to scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={css.raw} tabIndex={0} aria-label={label} role="region">
        {text}
      </pre>
    </details>
  )
}
