import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Notice } from '@/kit/Notice'
import { Page } from '@/kit/Page'

import { askQuery, readAsk, type Asked } from './apps'
import { AskCard, Where } from './AskCard'

/** An app asks for access: what it asks, where the answer goes, yes or no. */
export default function AuthorizePage() {
  const { t } = useTranslation('gateway')
  const [search] = useSearchParams()
  const ask = readAsk(search)
  const asked = useQuery(askQuery(ask))
  const [isAnswered, setAnswered] = useState(false)

  async function answer(isGranted: boolean) {
    const { redirect } = await call(
      api.POST('/api/oauth/answer', { body: { asked: ask, is_granted: isGranted } }),
    )
    setAnswered(true)
    // Checked by the server against what the app registered; it may be an app's own scheme.
    window.location.assign(redirect)
  }

  const name = asked.data?.why === null ? asked.data.name : undefined
  return (
    <Page
      isNarrow
      title={name === undefined ? t('ask.title') : t('ask.titleNamed', { name })}
      lead={t('ask.lead')}
    >
      <Loaded query={asked}>
        {(shown) => {
          if (isAnswered)
            return (
              <Notice tone="good" role="status" title={t('ask.sent')}>
                {t('ask.sentHint')}
              </Notice>
            )
          if (shown.why !== null)
            return <Wrong asked={shown} why={shown.why} onBack={() => answer(false)} />
          return <AskCard {...shown} onAnswer={answer} />
        }}
      </Loaded>
    </Page>
  )
}

/** Nobody can say yes to it; the app is told so only when the person sends them there. */
function Wrong(props: { asked: Asked; why: string; onBack: () => Promise<void> }) {
  const { t } = useTranslation('gateway')
  return (
    <Notice
      tone="bad"
      role="alert"
      title={t('ask.wrong', { name: props.asked.name })}
      actions={<Button onClick={() => void props.onBack()}>{t('ask.tell')}</Button>}
    >
      <p>{props.why}</p>
      <p>
        <Where place={props.asked.place} origin={props.asked.origin} />
      </p>
    </Notice>
  )
}
