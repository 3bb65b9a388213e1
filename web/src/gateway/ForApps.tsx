import { Link } from 'react-router'

import { Card } from '@/kit/Card'
import { CopyField } from '@/kit/CopyField'
import { Trans, useTranslation } from '@/kit/i18n'

import css from './Developers.module.css'

/** The addresses for apps that ask people by themselves, and for programs that speak MCP. */
export function ForApps() {
  const { t } = useTranslation('gateway')
  return (
    <Card
      title={t('forApps.title')}
      hint={
        <Trans ns="gateway" i18nKey="forApps.hint">
          Whom you let in stands <Link to="/you/apps">there</Link>
        </Trans>
      }
    >
      <div className={css.inputs}>
        <CopyField label={t('forApps.mcp')} text={`${location.origin}/mcp`} />
        <CopyField
          label={t('forApps.oauth')}
          text={`${location.origin}/.well-known/oauth-authorization-server`}
        />
      </div>
    </Card>
  )
}
