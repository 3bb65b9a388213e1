import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'

import { Problem } from '@/api/problem'

import { Field, TextInput } from './Field'
import { Form, SubmitButton, type Values } from './Form'
import { render } from './testing/render'

function NameForm({ onSubmit }: { onSubmit: (values: Values) => Promise<void> }) {
  return (
    <Form onSubmit={onSubmit} actions={<SubmitButton>Send</SubmitButton>}>
      <Field name="name" label="Name" hint="As you like">
        <TextInput required />
      </Field>
    </Form>
  )
}

const send = async () => screen.findByRole('button', { name: 'Send' })

test('an empty field that must be filled is named, takes the focus, and nothing is sent', async () => {
  const onSubmit = vi.fn(() => Promise.resolve())
  const { user } = render(<NameForm onSubmit={onSubmit} />)
  await user.click(await send())
  const input = screen.getByLabelText('Name')
  expect(input).toHaveAttribute('aria-invalid', 'true')
  expect(input).toHaveFocus()
  expect(onSubmit).not.toHaveBeenCalled()
})

test('what the server says of one field stands at that field', async () => {
  const errors = [{ field: 'name', message: 'That name is taken.' }]
  const refusal = new Problem({ status: 422, title: 'Not valid', extra: { errors } })
  const { user } = render(<NameForm onSubmit={() => Promise.reject(refusal)} />)
  await user.type(await screen.findByLabelText('Name'), 'Ana')
  await user.click(await send())
  expect(await screen.findByText('That name is taken.')).toBeVisible()
  expect(screen.getByLabelText('Name')).toHaveAccessibleDescription(/As you like.*taken/)
})

test('any other error stands above the button', async () => {
  const refusal = new Problem({ status: 503, title: 'Unavailable', detail: 'Too busy; try again.' })
  const { user } = render(<NameForm onSubmit={() => Promise.reject(refusal)} />)
  await user.type(await screen.findByLabelText('Name'), 'Ana')
  await user.click(await send())
  expect(await screen.findByRole('alert')).toHaveTextContent('Too busy; try again.')
})

test('it is sent once, however often the button is pressed', async () => {
  let finish: () => void = () => undefined
  const onSubmit = vi.fn((_values: Values) => new Promise<void>((resolve) => (finish = resolve)))
  const { user } = render(<NameForm onSubmit={onSubmit} />)
  await user.type(await screen.findByLabelText('Name'), 'Ana')
  await user.click(await send())
  await user.click(await send())
  expect(await send()).toHaveAttribute('aria-busy', 'true')
  finish()
  await waitFor(async () => expect(await send()).not.toHaveAttribute('aria-busy'))
  expect(onSubmit).toHaveBeenCalledTimes(1)
  expect(onSubmit.mock.calls[0]?.[0]('name')).toBe('Ana')
})
