import { act } from '@testing-library/react'
import { onTestFinished, vi } from 'vitest'

/** Has nothing come near by itself in a test; gives what tells whether what is watched is near. */
export function watchNear(): (isNear: boolean) => void {
  let tell: (entries: { isIntersecting: boolean }[]) => void = () => undefined
  class Watch {
    constructor(told: typeof tell) {
      tell = told
    }
    observe = vi.fn()
    disconnect = vi.fn()
  }
  vi.stubGlobal('IntersectionObserver', Watch)
  onTestFinished(() => void vi.unstubAllGlobals())
  return (isNear) => act(() => tell([{ isIntersecting: isNear }]))
}
