import { useEffect, type RefObject } from 'react'
import { useLocation } from 'react-router'

/** Scrolls a list sideways until what is chosen stands in its middle; the page itself stays where it is. */
export function showInside(list: HTMLElement, chosen: string): void {
  const here = list.querySelector<HTMLElement>(chosen)
  if (!here) return
  const before = here.getBoundingClientRect().left - list.getBoundingClientRect().left
  list.scrollLeft += before - (list.clientWidth - here.offsetWidth) / 2
}

/** On a narrow window links scroll sideways: keeps the one of this page in view. */
export function useShowHere(nav: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  useEffect(() => {
    const list = nav.current
    if (!list) return undefined
    const watch = new ResizeObserver(() => showInside(list, '[aria-current="page"]'))
    watch.observe(list)
    return () => watch.disconnect()
  }, [nav, pathname])
}
