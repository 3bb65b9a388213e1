import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

const SRC = join(import.meta.dirname)

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sources(path)
    else if (/\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')) yield path
  }
}

test('words on a page come from a catalogue', () => {
  // Text between tags, or in an attribute that is read out, that is written in the code itself.
  const written =
    /<[A-Za-z][^<>{}=]*>\s*[A-Z][a-z]+ [a-z]|(?:aria-label|alt|placeholder|title|label)="[A-Z][a-z]/
  const found = [...sources(SRC)].filter(
    (path) => path.endsWith('.tsx') && written.test(readFileSync(path, 'utf8')),
  )
  expect(found).toEqual([])
})
