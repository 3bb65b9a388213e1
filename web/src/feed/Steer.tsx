import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'

import { Button, IconButton } from '@/kit/Button'
import { Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'

import { rulesQuery, say, type Said } from './api'
import css from './Feed.module.css'
import { RuleChip, Rules } from './Rules'

const MOST_SAID = 500

/** Where one says what the feed shall have more or less of, sees what was understood, and which rules are in force. */
export function Steer({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation('feed')
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [said, setSaid] = useState<Said | null>(null)

  async function tell() {
    const answer = await say(text)
    queries.setQueryData(rulesQuery.queryKey, answer.rules)
    setSaid(answer)
    if (answer.unread.length === 0) setText('')
    if (answer.new + answer.ended > 0) onChanged()
  }

  function sayAgain(words: string) {
    setText(words)
    setSaid(null)
    input.current?.focus()
  }

  return (
    <section className={css.steer} aria-label={t('steer.title')}>
      <Form
        onSubmit={tell}
        className={css.say}
        actions={<SubmitButton>{t('steer.say')}</SubmitButton>}
      >
        <Field label={t('steer.label')}>
          <TextInput
            ref={input}
            dir="auto"
            maxLength={MOST_SAID}
            autoComplete="off"
            placeholder={t('steer.example')}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
      </Form>
      <div role="status" className={css.said}>
        {said && <Answer said={said} onSayAgain={sayAgain} onClose={() => setSaid(null)} />}
      </div>
      <Rules
        onChanged={() => {
          setSaid(null)
          onChanged()
        }}
      />
    </section>
  )
}

interface AnswerProps {
  said: Said
  onSayAgain: (words: string) => void
  onClose: () => void
}

/** What was understood of a saying, and what wasn't, with a way on. */
function Answer({ said, onSayAgain, onClose }: AnswerProps) {
  const { t } = useTranslation('feed')
  const { t: kit } = useTranslation('kit')
  const made = said.rules.slice(0, said.new)
  const isDone = said.new + said.ended > 0
  return (
    <>
      {isDone && (
        <div className={css.understood}>
          <p>{t(made.length > 0 ? 'steer.understood' : 'steer.tookBack', { count: said.ended })}</p>
          {made.length > 0 && (
            <ul role="list" className={css.chips}>
              {made.map((rule) => (
                <li key={rule.id}>
                  <RuleChip rule={rule} />
                </li>
              ))}
            </ul>
          )}
          <IconButton size="s" icon={X} label={kit('close')} onClick={onClose} />
        </div>
      )}
      {said.unread.map(({ words, lack }, index) => (
        <Notice
          key={index}
          tone="warn"
          title={<span dir="auto">{t('steer.unread', { words })}</span>}
          actions={
            <Button size="s" onClick={() => onSayAgain(words)}>
              {t('steer.sayAgain')}
            </Button>
          }
        >
          {t(`steer.lack.${lack}`)}
        </Notice>
      ))}
      {!isDone && said.unread.length === 0 && (
        <Notice tone="calm" title={t('steer.nothingNew')}>
          {t('steer.nothingNewWords')}
        </Notice>
      )}
    </>
  )
}
