import { screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { i18n } from '@/kit/i18n'
import { render } from '@/kit/testing/render'

import type { Reason, Rule, SourceItem } from './api'
import { Rules } from './Rules'
import { Why } from './Why'

const rule = (id: string, topic: string): Rule => ({
  id,
  amount: 'more',
  targets: [{ kind: 'topic', value: topic, name: topic }],
  hours: { from_minute: 0, until_minute: 1440, weekdays: [] },
  from_at: null,
  until_at: null,
  strength: 1,
  words: `more ${topic}`,
  made_at: '2026-05-05T06:00:00Z',
  is_active: true,
  is_idle: false,
})

const wished = (ruleId: string | null): SourceItem => {
  const reason: Reason = { cause: 'wished', share: 1, because: null, rule: ruleId }
  const item = { id: 'i1', source: 'The Daily' } as SourceItem['item']
  return { kind: 'source', position: 0, item, reasons: [reason] }
}

/** Shows why something is here, beneath the rules, as the feed does. */
async function open(ruleId: string | null) {
  const { user } = render(
    <>
      <Rules onChanged={() => undefined} />
      <Why item={wished(ruleId)} onLess={() => undefined} />
    </>,
    '/feed',
  )
  await screen.findByRole('button', { name: '2 rules in force' })
  return user
}

const scrolled = vi.fn()

beforeEach(async () => {
  await i18n.loadNamespaces('feed')
  Element.prototype.scrollIntoView = scrolled
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json([rule('r1', 'chess'), rule('r2', 'bread')])),
  )
})

afterEach(() => {
  vi.unstubAllGlobals()
  scrolled.mockReset()
})

test('what was wished for names the rule, and leads to where it can be changed', async () => {
  const user = await open('r2')
  await user.click(screen.getByRole('button', { name: 'You said “More bread”' }))
  await user.click(screen.getByRole('link', { name: 'Change what you said' }))
  const rules = within(screen.getByRole('list', { name: 'Your rules' }))
  expect(rules.getByRole('button', { name: 'Change the rule “More bread”' })).toHaveFocus()
  expect(scrolled).toHaveBeenCalledOnce()
})

test('a rule that is over is called so, and nothing leads to it', async () => {
  const user = await open('r3')
  await user.click(screen.getByRole('button', { name: 'You said so in a rule that is over' }))
  expect(screen.queryByRole('link', { name: 'Change what you said' })).toBeNull()
})

test('a reason from before rules were named leads to all of them', async () => {
  const user = await open(null)
  await user.click(screen.getByRole('button', { name: 'You said you want more of it' }))
  await user.click(screen.getByRole('link', { name: 'Change what you said' }))
  expect(screen.getByRole('list', { name: 'Your rules' })).toBeVisible()
})
