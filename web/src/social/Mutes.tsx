import { useQuery } from '@tanstack/react-query'

import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { toastError } from '@/kit/toasts'

import { mute, mutesQuery, unmute, useReload } from './api'

/** What the person doesn't want to read, and a place to add a word. */
export function Mutes() {
  const { t } = useTranslation('social')
  const mutes = useQuery(mutesQuery)
  const reload = useReload()
  return (
    <Card title={t('mutes.title')} hint={t('mutes.hint')}>
      <Loaded query={mutes}>
        {(rows) => (
          <Rows label={t('mutes.title')}>
            {rows.map(({ id, kind, what }) => {
              const name = what ?? t('mutes.hidden')
              return (
                <Row
                  key={id}
                  title={<span dir="auto">{name}</span>}
                  hint={t(`mutes.${kind}`)}
                  actions={
                    <Button
                      size="s"
                      aria-label={t('mutes.takeNamed', { what: name })}
                      onClick={() => {
                        unmute(id).then(reload).catch(toastError)
                      }}
                    >
                      {t('mutes.take')}
                    </Button>
                  }
                />
              )
            })}
          </Rows>
        )}
      </Loaded>
      <Form
        onSubmit={async (value, form) => {
          await mute({ kind: 'word', word: value('word') })
          form.reset()
          await reload()
        }}
        actions={<SubmitButton kind="plain">{t('mutes.add')}</SubmitButton>}
      >
        <Field name="word" label={t('mutes.new')}>
          <TextInput required maxLength={100} dir="auto" />
        </Field>
      </Form>
    </Card>
  )
}
