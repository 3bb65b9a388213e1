import { useEffect, type RefObject } from 'react'
import { useLocation } from 'react-router'

/** Scrolls a list sideways until what is chosen stands in its middle; the page itself stays where it is. */
function showInside(list: HTMLElement, chosen: string): void {
  const here = list.querySelector<HTMLElement>(chosen)
  if (!here) return
  const before = here.getBoundingClientRect().left - list.getBoundingClientRect().left
  list.scrollLeft += before - (list.clientWidth - here.offsetWidth) / 2
}

/** Shows it now, and again when the list or what stands in it gets another width: late letters, a count that comes. */
export function keepInside(list: HTMLElement, chosen: string): () => void {
  const watch = new ResizeObserver(() => showInside(list, chosen))
  for (const each of [list, ...list.children]) watch.observe(each)
  return () => watch.disconnect()
}

/** On a narrow window links scroll sideways: keeps the one of this page in view. */
export function useShowHere(nav: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  useEffect(() => {
    const list = nav.current
    if (!list) return undefined
    return keepInside(list, '[aria-current="page"]')
  }, [nav, pathname])
}
