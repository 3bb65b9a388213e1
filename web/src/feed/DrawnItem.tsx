import { Suspense, use } from 'react'

import { OutletParts, type OutletItemProps } from '@/kit/outlets'
import { Skeleton } from '@/kit/Progress'

/** Something published elsewhere, as its own domain draws it. */
export function DrawnItem(props: OutletItemProps) {
  return (
    <Suspense fallback={<Skeleton blocks={1} />}>
      {use(OutletParts).map(({ Item }, index) => (
        <Item key={index} {...props} />
      ))}
    </Suspense>
  )
}
