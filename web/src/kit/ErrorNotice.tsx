import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'

import { asProblem, type Problem } from '@/api/problem'

import { Button } from './Button'
import { useTranslation } from './i18n'
import { Notice } from './Notice'

/** Title and detail of an error in the person's words. */
export function useProblemWords(problem: Problem): { title: string; detail: string | undefined } {
  const { t } = useTranslation('kit')
  if (problem.isOffline) return { title: t('error.offlineTitle'), detail: t('error.offlineDetail') }
  if (problem.status < 0) return { title: t('error.unexpectedTitle'), detail: problem.title }
  return { title: problem.title, detail: problem.detail }
}

export interface ErrorNoticeProps {
  error: unknown
  /** Shows a button that tries again. */
  onRetry?: (() => void) | undefined
  /** Another way out, such as a link. */
  actions?: ReactNode
  className?: string | undefined
}

/** What went wrong and the way out, from a Problem or anything thrown. */
export function ErrorNotice({ error, onRetry, actions, className }: ErrorNoticeProps) {
  const { t } = useTranslation('kit')
  const { title, detail } = useProblemWords(asProblem(error))
  const hasActions = onRetry !== undefined || actions !== undefined
  return (
    <Notice
      tone="bad"
      role="alert"
      title={title}
      className={className}
      {...(hasActions && {
        actions: (
          <>
            {onRetry && (
              <Button size="s" icon={RotateCcw} onClick={onRetry}>
                {t('retry')}
              </Button>
            )}
            {actions}
          </>
        ),
      })}
    >
      {detail !== title ? detail : undefined}
    </Notice>
  )
}
