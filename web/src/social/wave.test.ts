import { expect, test } from 'vitest'

import { writeWave } from './wave'

test('sound becomes a WAV file of one channel, and what is too loud is cut off', () => {
  const view = new DataView(writeWave(Float32Array.from([0, 0.5, -1, 9, -9]), 16_000))
  const words = (at: number) =>
    String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)))
  expect([words(0), words(8), words(12), words(36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data'])
  expect([view.getUint32(4, true), view.byteLength, view.getUint32(40, true)]).toEqual([46, 54, 10])
  expect([view.getUint32(24, true), view.getUint32(28, true)]).toEqual([16_000, 32_000])
  expect([0, 1, 2, 3, 4].map((place) => view.getInt16(44 + 2 * place, true))).toEqual([
    0, 16_384, -32_767, 32_767, -32_767,
  ])
})
