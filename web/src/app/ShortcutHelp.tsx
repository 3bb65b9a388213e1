import { useEffect, useState, useSyncExternalStore } from 'react'

import { Kbd } from '@/kit/Card'
import { Dialog } from '@/kit/Dialog'
import { useTranslation } from '@/kit/i18n'
import { DataList } from '@/kit/List'
import { Notice } from '@/kit/Notice'
import { shortcutStore, useShortcut } from '@/kit/shortcuts'

import { setShortcutHelpOpener } from './shortcut-help'

/** The help that `?` opens: every shortcut of the page at hand. */
export function ShortcutHelp() {
  const { t } = useTranslation('app')
  const [isOpen, setOpen] = useState(false)
  const shortcuts = useSyncExternalStore(shortcutStore.subscribe, shortcutStore.get)
  const isOn = useSyncExternalStore(shortcutStore.subscribe, shortcutStore.isOn)
  useShortcut('?', t('shortcuts.help'), () => setOpen(true))
  useEffect(() => setShortcutHelpOpener(() => setOpen(true)), [])
  return (
    <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t('shortcuts.title')}>
      {!isOn && <Notice tone="warn">{t('shortcuts.off')}</Notice>}
      <DataList
        items={shortcuts.map(({ keys, label }) => [label, <Kbd key={keys} keys={keys} />])}
      />
      <p>{t('shortcuts.note')}</p>
    </Dialog>
  )
}
