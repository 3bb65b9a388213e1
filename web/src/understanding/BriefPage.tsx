import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Sun } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { EmptyState } from '@/kit/EmptyState'
import { Field, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Switch } from '@/kit/Switch'
import { toast } from '@/kit/toasts'
import { YouPage } from '@/kit/YouPage'

import { asClock, asMinute, tellSuggestion } from './brief'
import { useDealing } from './useDealing'
import css from './World.module.css'
import { briefQuery, BRIEF_KEY, type Suggestion } from './world'
import { Why } from './Why'

const BUDGETS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** What is brought up today, each with why; and when that may happen. */
export default function BriefPage() {
  const { t } = useTranslation('understanding')
  const brief = useQuery(briefQuery)
  return (
    <YouPage title={t('brief.title')} lead={t('brief.lead')}>
      <Loaded query={brief}>
        {({ suggestions, settings }) => (
          <div className={css.stack}>
            {suggestions.length === 0 ? (
              <EmptyState icon={Sun} title={t('brief.none')}>
                {t('brief.noneWords')}
              </EmptyState>
            ) : (
              <ul role="list" className={css.cards} aria-label={t('brief.today')}>
                {suggestions.map((each) => (
                  <li key={each.id}>
                    <SuggestionCard suggestion={each} />
                  </li>
                ))}
              </ul>
            )}
            <Settings key={JSON.stringify(settings)} settings={settings} />
          </div>
        )}
      </Loaded>
    </YouPage>
  )
}

function useReload() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: BRIEF_KEY })
}

function SuggestionCard({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation('understanding')
  const format = useFormat()
  const [isDeclining, setDeclining] = useState(false)
  const { finish, decline } = useDealing(suggestion)
  return (
    <Card title={tellSuggestion(suggestion, t, format)}>
      {suggestion.quote !== '' && <p className={css.quote}>“{suggestion.quote}”</p>}
      <div className={css.deeds}>
        <Button size="s" kind="primary" onClick={() => finish.mutate()}>
          {t('brief.done')}
        </Button>
        <Why events={suggestion.event_ids} />
        {isDeclining ? (
          (['once', 'subject', 'kind'] as const).map((scope) => (
            <Button key={scope} size="s" onClick={() => decline.mutate(scope)}>
              {t(`brief.${scope}`)}
            </Button>
          ))
        ) : (
          <Button size="s" kind="quiet" onClick={() => setDeclining(true)}>
            {t('brief.not')}
          </Button>
        )}
      </div>
    </Card>
  )
}

interface SettingsShape {
  is_on: boolean
  brief_minute: number
  quiet_from_minute: number
  quiet_until_minute: number
  budget: number
}

function Settings({ settings }: { settings: SettingsShape }) {
  const { t } = useTranslation('understanding')
  const reload = useReload()
  const put = async (wanted: SettingsShape) => {
    await call(api.PUT('/api/you/brief/settings', { body: wanted }))
    toast({ title: t('brief.saved') })
    await reload()
  }
  const turn = useMutation({ mutationFn: (isOn: boolean) => put({ ...settings, is_on: isOn }) })
  const at = (name: string, label: string, minute: number) => (
    <Field name={name} label={label}>
      <TextInput type="time" required defaultValue={asClock(minute)} />
    </Field>
  )
  return (
    <Card title={t('brief.settings')}>
      <Switch
        label={t('brief.isOn')}
        hint={t('brief.isOnHint')}
        isOn={settings.is_on}
        onChange={(isOn) => turn.mutate(isOn)}
      />
      <Form
        onSubmit={(values) =>
          put({
            is_on: settings.is_on,
            brief_minute: asMinute(values('at')),
            quiet_from_minute: asMinute(values('from')),
            quiet_until_minute: asMinute(values('until')),
            budget: Number(values('budget')),
          })
        }
        actions={<SubmitButton>{t('brief.save')}</SubmitButton>}
      >
        <div className={css.times}>
          {at('at', t('brief.at'), settings.brief_minute)}
          {at('from', t('brief.quietFrom'), settings.quiet_from_minute)}
          {at('until', t('brief.quietUntil'), settings.quiet_until_minute)}
          <Field name="budget" label={t('brief.budget')}>
            <Select defaultValue={settings.budget}>
              {BUDGETS.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          </Field>
        </div>
      </Form>
    </Card>
  )
}
