import { Navigate } from 'react-router'

import { settingsEntries } from './domains'

/** /settings itself opens the first of its pages. */
export function SettingsIndex() {
  return <Navigate to={settingsEntries[0]?.path ?? '/'} replace />
}
