import type { LucideIcon } from 'lucide-react'
import { Tabs as Radix } from 'radix-ui'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { NavLink } from 'react-router'

import { cx } from './cx'
import { keepInside, useShowHere } from './show-here'
import css from './Tabs.module.css'

export interface TabsProps {
  label: string
  tabs: readonly { id: string; label: ReactNode; content: ReactNode }[]
  value?: string
  onChange?: (id: string) => void
}

/** Views of one thing, side by side. Where each has its own address, use LinkTabs. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const [own, setOwn] = useState(tabs[0]?.id ?? '')
  const chosen = value ?? own
  useEffect(() => {
    return list.current ? keepInside(list.current, '[data-state="active"]') : undefined
  }, [chosen])
  return (
    <Radix.Root value={chosen} onValueChange={onChange ?? setOwn}>
      <Radix.List
        ref={list}
        className={css.list}
        aria-label={label}
        // Radix focuses a tab by code when it is clicked, which the browser takes for a focus to be shown.
        onPointerDownCapture={({ currentTarget }) => (currentTarget.dataset.by = 'pointer')}
        onKeyDownCapture={({ currentTarget }) => delete currentTarget.dataset.by}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) delete currentTarget.dataset.by
        }}
      >
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.id} value={tab.id} className={css.tab}>
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className={css.panel}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}

export interface LinkTabsProps {
  label: string
  links: readonly { to: string; label: ReactNode; icon?: LucideIcon; isExact?: boolean }[]
}

/** Pages of one domain, side by side, each with its own address. */
export function LinkTabs({ label, links }: LinkTabsProps) {
  const nav = useRef<HTMLElement>(null)
  useShowHere(nav)
  return (
    <nav ref={nav} aria-label={label} className={css.list}>
      {links.map(({ to, label: words, icon: Icon, isExact = false }) => (
        <NavLink key={to} to={to} end={isExact} className={cx(css.tab)}>
          {Icon && <Icon aria-hidden />}
          {words}
        </NavLink>
      ))}
    </nav>
  )
}
