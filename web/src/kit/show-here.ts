import { useEffect, type RefObject } from 'react'
import { useLocation } from 'react-router'

/** On a narrow window links scroll sideways: keeps the one of this page in view. */
export function useShowHere(nav: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  useEffect(() => {
    const list = nav.current
    if (!list) return undefined
    const show = () => {
      const here = list.querySelector<HTMLElement>('[aria-current="page"]')
      if (!here) return
      const before = here.getBoundingClientRect().left - list.getBoundingClientRect().left
      list.scrollLeft += before - (list.clientWidth - here.offsetWidth) / 2
    }
    const watch = new ResizeObserver(show)
    watch.observe(list)
    return () => watch.disconnect()
  }, [nav, pathname])
}
