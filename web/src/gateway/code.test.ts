import { expect, test } from 'vitest'

import { asBlock, LANGUAGES, writeCode, type Wish } from './code'

const WISH: Wish = {
  base: 'https://beknown.example/v1',
  model: 'smol',
  message: `It's a "test" \\ of\n$HOME`,
}

test.each(LANGUAGES)(
  'code in %s names the server and the model, and takes the key from outside',
  (language) => {
    const code = writeCode(language, WISH)
    expect(code).toContain('https://beknown.example/v1')
    expect(code).toContain('smol')
    expect(code).toContain('BEKNOWN_KEY')
    expect(code).not.toContain('bk_')
  },
)

test('a message stays one literal, whatever is in it', () => {
  const literal = String.raw`"It's a \"test\" \\ of\n$HOME"`
  expect(writeCode('python', WISH)).toContain(`"content": ${literal}`)
  expect(writeCode('javascript', WISH)).toContain(`content: ${literal}`)
})

test('a shell sees one argument, and puts nothing in place of $HOME', () => {
  const data = writeCode('curl', WISH).split('--data ')[1] ?? ''
  expect(data.startsWith("'") && data.endsWith("'")).toBe(true)
  expect(data).toContain(String.raw`It'\''s`)
  const body = data.slice(1, -1).replaceAll(String.raw`'\''`, "'")
  expect(JSON.parse(body)).toEqual({
    model: 'smol',
    messages: [{ role: 'user', content: WISH.message }],
    stream: true,
  })
})

test('a message of three backticks does not end the block', () => {
  const lines = asBlock('python', { ...WISH, message: 'a\n```\nb' }).split('\n')
  expect(lines.filter((line) => line.startsWith('```'))).toHaveLength(2)
})
