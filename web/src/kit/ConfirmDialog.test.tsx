import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'

import { ConfirmDialog } from './ConfirmDialog'
import { render } from './testing/render'

test('what cannot be undone asks for the words first', async () => {
  const onConfirm = vi.fn()
  const onClose = vi.fn()
  const { user } = render(
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Erase all?"
      action="Erase"
      onConfirm={onConfirm}
      typeToConfirm="erase all"
    >
      All is gone.
    </ConfirmDialog>,
  )
  const erase = await screen.findByRole('button', { name: 'Erase' })
  expect(erase).toBeDisabled()
  await user.type(screen.getByRole('textbox'), 'erase all')
  await user.click(erase)
  expect(onConfirm).toHaveBeenCalledOnce()
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
})

test('a deed that fails keeps the dialog open and says why', async () => {
  const onClose = vi.fn()
  const { user } = render(
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Forget it?"
      action="Forget"
      onConfirm={() => Promise.reject(new Error('the line is cut'))}
    >
      Gone.
    </ConfirmDialog>,
  )
  await user.click(await screen.findByRole('button', { name: 'Forget' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('the line is cut')
  expect(onClose).not.toHaveBeenCalled()
})
