import { useQuery } from '@tanstack/react-query'

import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { Field, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { toastError } from '@/kit/toasts'

import {
  mute,
  mutesQuery,
  muteTopic,
  topicMutesQuery,
  unmute,
  unmuteTopic,
  useReload,
  type Rule,
} from './api'

/** What the person doesn't want to read, and a place to add a word or a topic. */
export function Mutes() {
  const { t } = useTranslation('social')
  const mutes = useQuery(mutesQuery)
  const topics = useQuery(topicMutesQuery)
  const reload = useReload()
  return (
    <Card title={t('mutes.title')} hint={t('mutes.hint')}>
      <Loaded query={mutes}>
        {(rows) => (
          <Rows label={t('mutes.title')}>
            {rows.map(({ id, kind, what }) => (
              <Muted key={id} kind={kind} what={what} onTake={() => unmute(id)} />
            ))}
            {topics.data?.filter(isTopicMute).map(({ id, targets }) => (
              <Muted
                key={id}
                kind="topic"
                what={targets[0]?.value ?? null}
                onTake={() => unmuteTopic(id)}
              />
            ))}
          </Rows>
        )}
      </Loaded>
      <Form
        onSubmit={async (value, form) => {
          const what = value('what')
          await (value('kind') === 'topic' ? muteTopic(what) : mute({ kind: 'word', word: what }))
          form.reset()
          await reload()
        }}
        actions={<SubmitButton kind="plain">{t('mutes.add')}</SubmitButton>}
      >
        <Field name="kind" label={t('mutes.kind')} hint={t('mutes.kindHint')}>
          <Select defaultValue="word">
            <option value="word">{t('mutes.word')}</option>
            <option value="topic">{t('mutes.topic')}</option>
          </Select>
        </Field>
        <Field name="what" label={t('mutes.new')}>
          <TextInput required maxLength={80} dir="auto" />
        </Field>
      </Form>
    </Card>
  )
}

interface MutedProps {
  kind: 'person' | 'word' | 'thread' | 'topic'
  /** Null where it can't be seen any more. */
  what: string | null
  onTake: () => Promise<unknown>
}

function Muted({ kind, what, onTake }: MutedProps) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const name = what ?? t('mutes.hidden')
  return (
    <Row
      title={<span dir="auto">{name}</span>}
      hint={t(`mutes.${kind}`)}
      actions={
        <Button
          size="s"
          aria-label={t('mutes.takeNamed', { what: name })}
          onClick={() => {
            onTake().then(reload).catch(toastError)
          }}
        >
          {t('mutes.take')}
        </Button>
      }
    />
  )
}

/** A rule by which nothing of one topic is wanted, at no hour and with no end: what people call muting it. */
const isTopicMute = ({ amount, targets, hours, until_at: end }: Rule) =>
  amount === 'nothing' &&
  targets.length === 1 &&
  targets[0]?.kind === 'topic' &&
  end === null &&
  hours.from_minute === 0 &&
  hours.until_minute === 1440 &&
  hours.weekdays.length === 0
