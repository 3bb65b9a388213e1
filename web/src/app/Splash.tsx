import { Wordmark } from '@/kit/Wordmark'

import css from './Splash.module.css'

/** While the first answer is on its way. */
export function Splash() {
  return (
    <div className={css.splash} role="status" aria-busy>
      <Wordmark size="l" />
    </div>
  )
}
