import { useQueryClient } from '@tanstack/react-query'
import {
  BellPlus,
  BookHeart,
  CalendarDays,
  Eraser,
  type LucideIcon,
  Search,
  SlidersHorizontal,
  Undo2,
  Wrench,
} from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { toastError } from '@/kit/toasts'

import { useChat } from './chat-context'
import css from './Steps.module.css'
import { change, read, remindersQuery, write } from './store'
import type { Message, ToolCall } from './types'
import { useCited } from './useCited'

const ICONS: Record<string, LucideIcon> = {
  search_memories: Search,
  remember: BookHeart,
  forget: Eraser,
  what_day_is_it: CalendarDays,
  set_reminder: BellPlus,
  steer_feed: SlidersHorizontal,
}
const NAMED = [
  'search_memories',
  'remember',
  'forget',
  'what_day_is_it',
  'set_reminder',
  'steer_feed',
] as const

interface Passage {
  event_id: string
  text: string
  speaker: string | null
  is_mine: boolean
  occurred_at: string | null
}

function passagesIn(value: unknown): Passage[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (item): item is Passage => typeof item === 'object' && item !== null && 'event_id' in item,
  )
}

/** What the assistant does on the way to its answer. */
export function Steps({ message }: { message: Message }) {
  const calls = message.tool_calls.filter((call) => call.state !== 'waiting')
  if (calls.length === 0) return null
  return (
    <ul className={css.steps} role="list">
      {calls.map((call) => (
        <li key={call.id}>
          <Step call={call} message={message} />
        </li>
      ))}
    </ul>
  )
}

/** What the assistant asks before it does it. */
export function Approvals({ message }: { message: Message }) {
  return message.tool_calls
    .filter((call) => call.state === 'waiting')
    .map((call) => <Approval key={call.id} call={call} message={message} />)
}

function useStepName(call: ToolCall): string {
  const { t } = useTranslation('assistant')
  const known = NAMED.find((name) => name === call.name)
  return known ? t(`step.${known}`) : call.name
}

function summary(call: ToolCall): string {
  for (const key of ['what', 'query', 'when']) {
    const value = call.arguments[key]
    if (typeof value === 'string') return value
  }
  return ''
}

function Step({ call, message }: { call: ToolCall; message: Message }) {
  const { t } = useTranslation('assistant')
  const name = useStepName(call)
  const Icon = ICONS[call.name] ?? Wrench
  const found =
    call.name === 'search_memories' && call.state === 'done' ? passagesIn(call.result) : null
  return (
    <div className={css.holder}>
      <details className={css.step}>
        <summary className={cx(css.summary, call.may_undo && css.undoable)}>
          <Icon aria-hidden />
          <span className={css.name}>{name}</span>
          <span className={css.what}>{call.name === 'search_memories' ? '' : summary(call)}</span>
          <span className={cx(css.state, css[call.state])}>
            {found ? t('step.found', { count: found.length }) : t(`step.${call.state}`)}
          </span>
        </summary>
        <div className={css.detail}>
          {found && found.length > 0 ? (
            <Passages passages={found} />
          ) : (
            <>
              <Json label={t('step.arguments')} value={call.arguments} />
              <Json label={t('step.result')} value={call.result} />
            </>
          )}
        </div>
      </details>
      {call.may_undo && <UndoButton call={call} message={message} />}
    </div>
  )
}

function Json({ label, value }: { label: string; value: unknown }) {
  if (value === null || value === undefined) return null
  if (typeof value === 'object' && Object.keys(value).length === 0) return null
  return (
    <div>
      <div className={css.label}>{label}</div>
      <pre className={css.json}>{JSON.stringify(value, null, 2)}</pre>
    </div>
  )
}

function Passages({ passages }: { passages: Passage[] }) {
  return (
    <ul className={css.passages} role="list">
      {passages.map((passage) => (
        <PassageLine key={passage.event_id} passage={passage} />
      ))}
    </ul>
  )
}

function PassageLine({ passage }: { passage: Passage }) {
  const { who, when } = useCited(passage)
  return (
    <li>
      <span className={css.said}>{passage.text}</span>
      <span className={css.by}>
        {who}, {when}
      </span>
    </li>
  )
}

/** Asks before a step that takes something away or changes something elsewhere. */
function Approval({ call, message }: { call: ToolCall; message: Message }) {
  const { t } = useTranslation('assistant')
  const { actions, isRunning } = useChat()
  const name = useStepName(call)
  const [said, setSaid] = useState<Record<string, boolean>>({})
  const waiting = message.tool_calls.filter((each) => each.state === 'waiting')
  const items = passagesIn(call.arguments.items)
  const isForget = call.name === 'forget'
  const answer = (yes: boolean) => {
    const all = { ...said, [call.id]: yes }
    setSaid(all)
    // Several at once are answered one by one; those not reached are a no.
    actions.decide(
      message,
      Object.fromEntries(waiting.map((each) => [each.id, all[each.id] ?? false])),
    )
  }
  return (
    <section className={css.approval} aria-label={name}>
      <h3>
        {isForget ? t('step.askForget', { count: items.length }) : t('step.ask')}
        {!isForget && <code>{call.name}</code>}
      </h3>
      {isForget ? (
        <Passages passages={items} />
      ) : (
        <Json label={t('step.arguments')} value={call.arguments} />
      )}
      <div className={css.buttons}>
        <Button
          size="s"
          kind={isForget ? 'danger' : 'primary'}
          disabled={isRunning}
          onClick={() => answer(true)}
        >
          {isForget ? t('step.yesForget') : t('step.yes')}
        </Button>
        <Button size="s" disabled={isRunning} onClick={() => answer(false)}>
          {t('step.no')}
        </Button>
      </div>
    </section>
  )
}

function UndoButton({ call: step, message }: { call: ToolCall; message: Message }) {
  const { t } = useTranslation('assistant')
  const client = useQueryClient()
  const { place } = useChat()
  const [isBusy, setBusy] = useState(false)
  const undo = async () => {
    setBusy(true)
    try {
      const undone = await call(
        api.POST('/api/tool-calls/{call_id}/undo', { params: { path: { call_id: step.id } } }),
      )
      const next = change(read(client, place), message.id, (each) => ({
        ...each,
        tool_calls: each.tool_calls.map((known) => (known.id === step.id ? undone : known)),
      }))
      write(client, place, next)
      void client.invalidateQueries({ queryKey: remindersQuery.queryKey })
    } catch (error) {
      toastError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      className={css.undo}
      size="s"
      kind="quiet"
      icon={Undo2}
      isBusy={isBusy}
      onClick={() => void undo()}
    >
      {t('step.undo')}
    </Button>
  )
}
