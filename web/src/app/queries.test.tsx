import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'

import { Loaded } from '@/kit/Loaded'

import { makeQueryClient } from './queries'

function deferred() {
  let resolve: (words: string) => void = () => undefined
  const promise = new Promise<string>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

test('what came before the part that shows it is shown by it', async () => {
  const gate = deferred()
  const thing = deferred()

  function Gate({ children }: { children: ReactNode }) {
    const query = useQuery({ queryKey: ['gate'], queryFn: () => gate.promise })
    return <Loaded query={query}>{() => children}</Loaded>
  }

  function Page() {
    const query = useQuery({ queryKey: ['thing'], queryFn: () => thing.promise })
    // It has read something of it, and so isn't told of the rest by itself.
    return query.error !== null ? null : (
      <Gate>
        <Loaded query={query}>{(words) => <p>{words}</p>}</Loaded>
      </Gate>
    )
  }

  render(
    <QueryClientProvider client={makeQueryClient()}>
      <Page />
    </QueryClientProvider>,
  )
  await act(async () => {
    thing.resolve('The kiln is warm')
    await thing.promise
  })
  await act(async () => {
    gate.resolve('open')
    await gate.promise
  })
  expect(await screen.findByText('The kiln is warm')).toBeVisible()
})
