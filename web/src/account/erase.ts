import { csrfHeaders, noteStatus } from '@/api/client'
import { readProblem } from '@/api/problem'

/** Erases the account and all that is theirs. Throws `Problem`, such as for a wrong password. */
export async function eraseAccount(password: string): Promise<void> {
  const response = await fetch('/api/account', {
    method: 'DELETE',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', ...csrfHeaders() },
    body: JSON.stringify({ password }),
  })
  if (response.ok) return
  noteStatus(response.status, '/api/account')
  throw await readProblem(response)
}
