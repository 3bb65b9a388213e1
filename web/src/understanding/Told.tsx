import { useMutation } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import { Card } from '@/kit/Card'
import { Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'

import css from './Person.module.css'

/** What a model would be told of the person for a question that is only tried. */
export function Told() {
  const { t } = useTranslation('understanding')
  const told = useMutation({
    mutationFn: (text: string) => call(api.POST('/api/assistant/preview', { body: { text } })),
  })
  return (
    <Card title={t('told.title')} hint={t('told.hint')}>
      <div className={css.told}>
        <Form
          onSubmit={async (value) => {
            await told.mutateAsync(value('text'))
          }}
          actions={<SubmitButton>{t('told.show')}</SubmitButton>}
        >
          <Field name="text" label={t('told.label')}>
            <TextInput maxLength={2000} />
          </Field>
        </Form>
        {told.data && (
          <>
            <p className={css.soft} role="status">
              {t('told.tokens', { tokens: told.data.tokens, most: told.data.most_tokens })}
            </p>
            <Words title={t('told.profile')} words={told.data.profile} />
            <Words title={t('told.passages')} words={told.data.passages} />
            <Words title={t('told.instructions')} words={told.data.instructions} />
          </>
        )}
      </div>
    </Card>
  )
}

function Words({ title, words }: { title: string; words: string }) {
  const { t } = useTranslation('understanding')
  return (
    <section>
      <h3>{title}</h3>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text is scrolled with the keyboard too */}
      <pre className={css.words} tabIndex={0}>
        {words === '' ? t('told.nothing') : words}
      </pre>
    </section>
  )
}
