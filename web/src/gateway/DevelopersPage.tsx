import { useState } from 'react'

import { usePerson } from '@/api/session'
import { useTranslation } from '@/kit/i18n'
import { Page } from '@/kit/Page'

import css from './Developers.module.css'
import { Backends } from './Backends'
import { Calls } from './Calls'
import { ForApps } from './ForApps'
import { Keys } from './Keys'
import { Surfaces } from './Surfaces'
import { TryOut } from './TryOut'
import { Usage } from './Usage'

/** Keys for programs, code that asks with them, a place to try them, and what they used. */
export default function DevelopersPage() {
  const { t } = useTranslation('gateway')
  const { role } = usePerson()
  // Held by this page alone, and gone with it.
  const [token, setToken] = useState('')
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className={css.stack}>
        <Keys onMade={setToken} />
        <TryOut token={token} onToken={setToken} />
        <Surfaces />
        <ForApps />
        <Usage />
        <Calls />
        {role === 'operator' && <Backends />}
      </div>
    </Page>
  )
}
