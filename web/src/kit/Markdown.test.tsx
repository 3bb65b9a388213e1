import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'

import { Markdown } from './Markdown'
import { render } from './testing/render'

test('raw HTML stays text', async () => {
  const { container } = render(
    <Markdown text={'Hi <img src=x onerror="alert(1)"> <script>1</script>'} />,
  )
  await screen.findByText(/Hi/)
  expect(container.querySelector('img, script')).toBeNull()
})

test('a script in a link leads nowhere', async () => {
  render(<Markdown text="[press](javascript:alert(1))" />)
  expect((await screen.findByText('press')).getAttribute('href')).not.toMatch(/^javascript/)
})

test('a foreign link opens aside and says nothing of us', async () => {
  render(<Markdown text="[there](https://example.org)" />)
  const link = await screen.findByRole('link', { name: 'there' })
  expect(link).toHaveAttribute('target', '_blank')
  expect(link.getAttribute('rel')).toContain('noopener')
})

test('a foreign image is a link and is not loaded', async () => {
  const { container } = render(<Markdown text="![a cat](https://example.org/cat.png)" />)
  expect(await screen.findByRole('link', { name: /a cat/ })).toHaveAttribute(
    'href',
    'https://example.org/cat.png',
  )
  expect(container.querySelector('img')).toBeNull()
})

test('maths becomes MathML without a stylesheet', async () => {
  const { container } = render(<Markdown text={String.raw`\(a^2\)`} />)
  await waitFor(() => expect(container.querySelector('math msup')).not.toBeNull())
  expect(container.querySelector('style, .katex-html')).toBeNull()
})

test('code in a named language is coloured and can be copied', async () => {
  const { container, user } = render(<Markdown text={'```python\nprint("hi")\n```'} />)
  await waitFor(() => expect(container.querySelector('.hljs-string')).not.toBeNull())
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(await navigator.clipboard.readText()).toBe('print("hi")\n')
})

test('tables, tasks and footnotes are known', async () => {
  render(<Markdown text={'| a |\n|---|\n| b |\n\n- [x] done\n\nso[^1]\n\n[^1]: because'} />)
  expect(await screen.findByRole('table')).toBeInTheDocument()
  expect(screen.getByRole('checkbox')).toBeChecked()
  expect(screen.getByText(/because/)).toBeInTheDocument()
})
