import { BellRing, CircleAlert, CircleCheck, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { useSyncExternalStore } from 'react'

import { Button, IconButton } from './Button'
import { cx } from './cx'
import { useTranslation } from './i18n'
import css from './Toast.module.css'
import { dismissToast, toastStore } from './toasts'

const ICONS = { good: CircleCheck, bad: CircleAlert, reminder: BellRing } as const

/** Draws the toasts; stands once, at the root. */
export function Toaster() {
  const { t } = useTranslation('kit')
  const items = useSyncExternalStore(toastStore.subscribe, toastStore.get)
  return (
    <Radix.Provider label={t('close')} swipeDirection="right">
      {items.map(({ id, title, detail, tone = 'good', action, isSticky }) => {
        const Icon = ICONS[tone]
        return (
          <Radix.Root
            key={id}
            className={cx(css.toast, css[tone])}
            type={tone === 'good' ? 'background' : 'foreground'}
            duration={isSticky ? Infinity : action || tone === 'bad' ? 9000 : 4500}
            onOpenChange={(isOpen) => !isOpen && dismissToast(id)}
          >
            <Icon aria-hidden />
            <div className={css.words}>
              <Radix.Title className={css.title}>{title}</Radix.Title>
              {detail !== undefined && (
                <Radix.Description className={css.detail}>{detail}</Radix.Description>
              )}
            </div>
            {action && (
              <Radix.Action asChild altText={action.label}>
                <Button size="s" onClick={action.onClick}>
                  {action.label}
                </Button>
              </Radix.Action>
            )}
            <Radix.Close asChild>
              <IconButton size="s" icon={X} label={t('close')} />
            </Radix.Close>
          </Radix.Root>
        )
      })}
      <Radix.Viewport className={css.viewport} label={t('toastRegion', { hotkey: '{hotkey}' })} />
    </Radix.Provider>
  )
}
