import type { Page } from '@playwright/test'

import { expect, test } from './journey.ts'
import { letIn } from './people.ts'

const BO = { name: 'Bo Lindqvist', email: 'bo@example.org', password: 'nine grey geese' }
const POSTS = [
  'The sourdough rose at last. Third try with the rye starter, and the crust sings as it cools.',
  'Bread again: two loaves shaped, one for the neighbours, and the flour everywhere.',
  'Rowing at dawn. Mist on the river, and the catch felt clean for once.',
  'A chess puzzle that kept me up: white to move, and nothing works but the quiet one.',
]
const LATER = [
  'A rainy day and bread: the rye starter doubled in four hours.',
  'Chess at the library again, and a rook endgame that I should have drawn.',
]
const LAST = ['The river is high, and the rowing boats stay in.']

/** Posts for everyone, as the person who is signed in on this page. */
async function post(page: Page, texts: string[]): Promise<void> {
  await page.evaluate(async (all) => {
    const session = (await (await fetch('/api/session')).json()) as { csrf_token: string }
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token }
    for (const text of all) {
      const body = JSON.stringify({ text, shown_to: 'everyone' })
      await fetch('/api/social/posts', { method: 'POST', headers, body })
    }
  }, texts)
}

/** Has the first one follow the other, ask something and be answered. */
async function meet(page: Page, theirs: Page): Promise<void> {
  const asked = await page.evaluate(async () => {
    const session = (await (await fetch('/api/session')).json()) as { csrf_token: string }
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token }
    const latest = (await (await fetch('/api/social/latest')).json()) as {
      posts: { author: { id: string } }[]
    }
    const other = latest.posts[0]?.author.id
    await fetch(`/api/social/people/${other}/follow`, { method: 'PUT', headers })
    const body = JSON.stringify({ text: 'Has anybody seen the ferry?', shown_to: 'everyone' })
    const answer = await fetch('/api/social/posts', { method: 'POST', headers, body })
    return (await answer.json()) as { id: string; author: { id: string } }
  })
  await theirs.evaluate(async (post) => {
    const session = (await (await fetch('/api/session')).json()) as { csrf_token: string }
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token }
    const parent = { author_id: post.author.id, id: post.id }
    const body = JSON.stringify({ text: 'It left at noon.', shown_to: 'everyone', parent })
    await fetch('/api/social/posts', { method: 'POST', headers, body })
  }, asked)
}

const articles = (page: Page) => page.getByRole('list', { name: 'Your feed' }).getByRole('article')

test('a feed: show yourself, read, see why, want less of it, take it back, set what counts', async ({
  page,
  browser,
  house,
  look,
  moveIn,
}) => {
  await moveIn()

  await test.step('whoever shows nobody sees nobody, and is told what to do', async () => {
    await page.getByRole('link', { name: 'Feed' }).first().click()
    await expect(page.getByRole('heading', { name: 'Show yourself first' })).toBeVisible()
    await look('feed-join')
    await page.getByRole('link', { name: 'Show myself' }).click()
    await page.getByRole('button', { name: 'Show me' }).click()
    await expect(page.getByText('Nothing here yet')).toBeVisible()
    await page.getByRole('link', { name: 'Feed' }).first().click()
    await expect(page.getByRole('heading', { name: 'Nothing to show yet' })).toBeVisible()
    await look('feed-empty')
    await page.getByRole('link', { name: 'Bubble' }).click()
    await expect(page.getByRole('heading', { name: 'Too little seen yet' })).toBeVisible()
    await look('feed-bubble-empty')
  })

  const theirs = await test.step('another one joins, shows himself and posts', async () => {
    const bo = await letIn(page, browser, house.url, BO)
    await post(bo, POSTS)
    return bo
  })

  await test.step('the feed holds what he posted, and has an end', async () => {
    await page.goto('/feed')
    await expect(articles(page)).toHaveCount(POSTS.length)
    await expect(page.getByRole('heading', { name: 'You have seen it all' })).toBeVisible()
  })

  await test.step('each post says why it is here, with its shares', async () => {
    await page.getByRole('button', { expanded: false, name: 'It is new' }).first().click()
    const shares = page.getByRole('list', { name: 'Why this is here' }).first()
    await expect(shares).toContainText('%')
    await look('feed-why')
  })

  await test.step('keys go from post to post', async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(page.locator('[data-feed-item]:focus')).toBeVisible()
    await page.keyboard.press('k')
    await expect(page.locator('[data-feed-item]:focus')).toBeVisible()
  })

  await test.step('hiding holds: on this page at once, and on all that come', async () => {
    const item = page.locator('[data-feed-item]').filter({ hasText: 'chess puzzle' })
    const why = item.getByRole('button').filter({ hasText: /It is new|By chance|Nothing that/ })
    if ((await why.getAttribute('aria-expanded')) === 'false') await why.click()
    await item.getByRole('button', { name: 'Less like this' }).click()
    await expect(page.getByText('Hidden. From the next page on')).toBeVisible()
    await look('feed-hidden')
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Feed', exact: true })).toBeVisible()
    await expect(
      page
        .getByRole('heading', { name: 'You have seen it all' })
        .or(page.getByRole('heading', { name: 'Nothing to show yet' })),
    ).toBeVisible()
    await expect(articles(page).filter({ hasText: 'chess puzzle' })).toHaveCount(0)
  })

  await test.step('it is listed, and can be taken back', async () => {
    await page.getByRole('link', { name: 'How it is chosen' }).click()
    await expect(page.getByText('A chess puzzle that kept me up')).toBeVisible()
    const reply = page.getByRole('slider', { name: 'Answer it' })
    await reply.focus()
    await page.keyboard.press('Home')
    await expect(
      page.getByRole('button', { name: 'Back to what holds for everybody' }),
    ).toBeEnabled()
    await look('feed-how')
    await page.getByRole('button', { name: 'Back to what holds for everybody' }).click()
    await expect(reply).toHaveValue('6')
    await page.getByRole('button', { name: /Show posts like the one of Bo/ }).click()
    await expect(page.getByText('Nothing. “Less like this”')).toBeVisible()
  })

  await test.step('steering by words: the feed goes by it, and says what it did not understand', async () => {
    await page.getByRole('link', { name: 'For you' }).click()
    await expect(page.getByText('No rules yet')).toBeVisible()
    const field = page.getByLabel('Say what you want more or less of')
    await field.fill('nothing about chess, more bread until Friday, less from Zorro')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Understood. The feed goes by it now')).toBeVisible()
    await expect(page.getByText('Not understood: “less from Zorro”')).toBeVisible()
    await post(theirs, LATER)
    await page.getByRole('button', { name: 'Look for new posts' }).first().click()
    await expect(articles(page).filter({ hasText: 'rye starter doubled' })).toBeVisible()
    await expect(articles(page).filter({ hasText: 'rook endgame' })).toHaveCount(0)
    const bread = page.locator('[data-feed-item]').filter({ hasText: 'rye starter doubled' })
    await bread.getByRole('button', { name: 'You said “More bread”' }).click()
    await bread.getByRole('link', { name: 'Change what you said' }).click()
    await expect(page.getByRole('button', { name: '2 rules in force' })).toBeInViewport()
    await expect(page.getByRole('button', { name: 'Change the rule “More bread”' })).toBeFocused()
    await expect(page.getByRole('list', { name: 'Your rules' })).toBeVisible()
    await look('feed-steered')
    await page.getByRole('button', { name: 'Say it in other words' }).click()
    await expect(field).toHaveValue('less from Zorro')
    await expect(field).toBeFocused()
  })

  await test.step('a rule is changed, taken back, had again, and taken back for good', async () => {
    const rules = page.getByRole('list', { name: 'Your rules' })
    await rules.getByRole('button', { name: 'Change the rule “More bread”' }).click()
    await page.getByLabel('How far').selectOption('Much')
    await page.getByLabel('Until when').selectOption('No end')
    await look('feed-rule', { isWholePage: false })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const bread = rules.getByRole('listitem').filter({ hasText: 'bread' })
    await expect(bread).toContainText('Much more')
    await expect(bread).toContainText('no end')
    const chess = rules.getByRole('listitem').filter({ hasText: 'chess' })
    await chess.getByRole('button', { name: 'Take back' }).click()
    await expect(chess).toHaveCount(0)
    await expect(articles(page).filter({ hasText: 'rook endgame' })).toHaveCount(1)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(chess).toHaveCount(1)
    await expect(articles(page).filter({ hasText: 'rook endgame' })).toHaveCount(0)
    await chess.getByRole('button', { name: 'Take back' }).click()
    await bread.getByRole('button', { name: 'Take back' }).click()
    await expect(page.getByText('No rules yet')).toBeVisible()
  })

  await test.step('what is passed on is told to the feed', async () => {
    await post(theirs, LAST)
    await page.getByRole('button', { name: 'Look for new posts' }).first().click()
    await page
      .getByRole('button', { name: /Send the post by/ })
      .first()
      .click()
    const told = page.waitForRequest(
      (request) =>
        request.url().endsWith('/api/feed/deeds') && (request.postData() ?? '').includes('"share"'),
    )
    await page.getByRole('dialog').getByRole('button', { name: BO.name }).click()
    await told
  })

  await test.step('the bubble shows how narrow it is, and can be widened', async () => {
    await page.getByRole('link', { name: 'Bubble' }).click()
    await expect(page.getByRole('heading', { name: 'How narrow it is' })).toBeVisible()
    await expect(page.getByText('Too few people yet to say what everybody saw')).toBeVisible()
    const wide = page.getByRole('slider', { name: 'How wide your feed is to be' })
    await expect(page.getByText('Your feed goes by what suits you alone.')).toBeVisible()
    await wide.focus()
    await page.keyboard.press('End')
    await expect(page.getByText('Saved. It is in force.')).toBeVisible()
    await page.reload()
    await expect(wide).toHaveValue('1')
    await expect(page.getByText('as unlike each other as can be')).toBeVisible()
    await look('feed-bubble')
  })

  await test.step('everything by time is there, too', async () => {
    await page.getByRole('link', { name: 'Latest' }).click()
    await expect(page.getByRole('article').first()).toContainText('The river is high')
    await expect(page.getByRole('article').nth(2)).toContainText('A rainy day and bread')
    await look('feed-latest')
    await page.getByRole('link', { name: 'Following', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'You follow nobody yet' })).toBeVisible()
  })

  await test.step('what Beknown makes says so, opens its sources, and is off by one switch', async () => {
    await meet(page, theirs)
    const made = page.getByRole('article', { name: 'Today, in short' })
    const own = page.getByRole('switch', { name: 'Let Beknown make things for my feed' })
    await page.goto('/feed/how')
    await own.click()
    await expect(own).not.toBeChecked()
    await own.click()
    await expect(own).toBeChecked()
    await look('feed-made-switch')
    await page.getByRole('link', { name: 'For you' }).click()
    await expect(async () => {
      await page.getByRole('button', { name: 'Look for new posts' }).first().click()
      await expect(made).toBeVisible({ timeout: 1500 })
    }).toPass()
    await expect(made).toContainText('Made for you by Beknown')
    await expect(made).toContainText('answered you: “It left at noon.”')
    await made.scrollIntoViewIfNeeded()
    await look('feed-made', { isWholePage: false })
    await page.getByRole('button', { name: 'Less of this kind' }).first().click()
    await expect(page.getByText('Hidden. This kind rests for a week')).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(made).toBeVisible()
    await made.getByRole('link', { name: /^Source 1, / }).click()
    await expect(
      page.getByRole('article').filter({ hasText: 'It left at noon.' }).first(),
    ).toBeVisible()
    await page.goto('/feed/how')
    await own.click()
    await expect(own).not.toBeChecked()
    await page.goto('/feed')
    await expect(
      page
        .getByRole('heading', { name: 'You have seen it all' })
        .or(page.getByRole('heading', { name: 'Nothing to show yet' })),
    ).toBeVisible()
    await expect(made).toHaveCount(0)
  })

  await theirs.context().close()
})
