import { expect, test } from 'vitest'

import { readAsk } from './apps'

test('what an app asks is read from the address, and nothing else of it', () => {
  const search = new URLSearchParams('client_id=7&scope=plain+personal&state=a%26b&is_granted=true')
  expect(readAsk(search)).toEqual({
    client_id: '7',
    redirect_uri: null,
    response_type: null,
    code_challenge: null,
    code_challenge_method: null,
    scope: 'plain personal',
    state: 'a&b',
    resource: null,
  })
})
