import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'

import { asProblem, type Problem } from '@/api/problem'

import { Button } from './Button'
import { useTranslation } from './i18n'
import { Notice } from './Notice'

/** An error in the person's words: the server's sentence, which names the way out. */
export function useProblemWords(problem: Problem): { title?: string; detail: string } {
  const { t } = useTranslation('kit')
  if (problem.isOffline) return { title: t('error.offlineTitle'), detail: t('error.offlineDetail') }
  if (problem.status < 0) return { title: t('error.unexpectedTitle'), detail: problem.title }
  return { detail: problem.detail ?? problem.title }
}

export interface ErrorNoticeProps {
  error: unknown
  /** What did not work, where the page does not say so already. */
  title?: string | undefined
  /** Shows a button that tries again. */
  onRetry?: (() => void) | undefined
  /** Another way out, such as a link. */
  actions?: ReactNode
  className?: string | undefined
}

/** What went wrong and the way out, from a Problem or anything thrown. */
export function ErrorNotice({
  error,
  title: given,
  onRetry,
  actions,
  className,
}: ErrorNoticeProps) {
  const { t } = useTranslation('kit')
  const words = useProblemWords(asProblem(error))
  const title = given ?? words.title
  const hasActions = onRetry !== undefined || actions !== undefined
  return (
    <Notice
      tone="bad"
      role="alert"
      {...(title !== undefined && { title })}
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
      {words.detail}
    </Notice>
  )
}
