import { describe, expect, test } from 'vitest'

import { makeFormat } from './locale'

const at = '2019-05-14T22:30:00Z'

describe('a format', () => {
  test('shows a moment in the time zone of the person, not of the machine', () => {
    expect(makeFormat({ locale: 'en-GB', timeZone: 'Asia/Tokyo' }).dateTime(at)).toBe(
      '15 May 2019, 07:30',
    )
    expect(makeFormat({ locale: 'de-AT', timeZone: 'UTC' }).date(at)).toBe('14.05.2019')
  })

  test('says how long ago in the largest unit that fits', () => {
    const format = makeFormat({ locale: 'en', timeZone: 'UTC' })
    const now = new Date('2020-05-14T22:30:00Z')
    expect(format.relative('2020-05-14T22:29:50Z', now)).toBe('now')
    expect(format.relative('2020-05-14T21:30:00Z', now)).toBe('1 hour ago')
    expect(format.relative('2020-05-13T22:30:00Z', now)).toBe('yesterday')
    expect(format.relative('2020-05-16T22:30:00Z', now)).toBe('in 2 days')
  })

  test('gives sizes in units that a person reads', () => {
    const format = makeFormat({ locale: 'en', timeZone: 'UTC' })
    expect(format.bytes(0)).toBe('0 bytes')
    expect(format.bytes(1_200_000)).toBe('1.2 MB')
    expect(format.bytes(2_000_000_000)).toBe('2 GB')
  })

  test('gives small shares to two digits that matter', () => {
    const format = makeFormat({ locale: 'en', timeZone: 'UTC' })
    expect([0, 0.00416, 0.0312, 0.5, 1].map(format.finePercent)).toEqual([
      '0%',
      '0.42%',
      '3.1%',
      '50%',
      '100%',
    ])
    expect(makeFormat({ locale: 'de', timeZone: 'UTC' }).finePercent(0.0042)).toBe('0,42\u00a0%')
  })

  test('gives nothing for a date that is none', () => {
    const format = makeFormat({ locale: 'en', timeZone: 'UTC' })
    expect(format.date('never')).toBe('')
    expect(format.relative('never')).toBe('')
  })
})
