import { Suspense, use } from 'react'

import { Drawings, type PostProps } from '@/kit/posts'
import { Skeleton } from '@/kit/Progress'

/** A post, as its own domain draws it. */
export function DrawnPost({ post, onPassedOn }: PostProps) {
  return (
    <Suspense fallback={<Skeleton blocks={1} />}>
      {use(Drawings).map((Drawing, index) => (
        <Drawing key={index} post={post} onPassedOn={onPassedOn} />
      ))}
    </Suspense>
  )
}
