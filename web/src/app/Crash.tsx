import { Compass, RotateCcw, Unplug } from 'lucide-react'
import { isRouteErrorResponse, useRouteError } from 'react-router'

import { Problem } from '@/api/problem'
import { Button, ButtonLink } from '@/kit/Button'
import { EmptyState } from '@/kit/EmptyState'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { DocumentTitle, Page } from '@/kit/Page'

/** A page that is not there. */
export function NotFound() {
  const { t } = useTranslation('app')
  return (
    <Page title={t('errors.notFoundTitle')} isBare>
      <EmptyState
        icon={Compass}
        title={t('errors.notFoundTitle')}
        actions={
          <ButtonLink to="/" kind="primary">
            {t('errors.home')}
          </ButtonLink>
        }
      >
        {t('errors.notFoundDetail')}
      </EmptyState>
    </Page>
  )
}

/** A file of an older build is asked for after the server was updated. */
function isOldBuild(error: unknown): boolean {
  return (
    error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
  )
}

/** Shown in place of a page that threw. */
export function Crash() {
  const { t } = useTranslation('app')
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />
  if (error instanceof Problem && error.status === 404) return <NotFound />
  return (
    <>
      <DocumentTitle>{t('errors.crashTitle')}</DocumentTitle>
      <EmptyState
        icon={Unplug}
        title={t('errors.crashTitle')}
        actions={
          <>
            <Button kind="primary" icon={RotateCcw} onClick={() => location.reload()}>
              {t('errors.reload')}
            </Button>
            <ButtonLink to="/" reloadDocument>
              {t('errors.home')}
            </ButtonLink>
          </>
        }
      >
        {isOldBuild(error) ? (
          t('errors.newVersion')
        ) : (
          <>
            <p>{t('errors.crashDetail')}</p>
            <ErrorNotice error={error} />
          </>
        )}
      </EmptyState>
    </>
  )
}
