import { useEffect, useState, type RefObject } from 'react'

/** How far away it may be, in parts of what is seen at once. */
const NEAR = '50% 0px'

/** Whether a part of the page has come near what is seen of it; once it has, that stays. */
export function useNear(part: RefObject<Element | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (isNear || part.current === null) return
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.some((entry) => entry.isIntersecting)),
      { rootMargin: NEAR },
    )
    observer.observe(part.current)
    return () => observer.disconnect()
  }, [part, isNear])
  return isNear
}
