import { expect, test } from 'vitest'

import { answerKey, answers, hearPiece } from './chat-live'

const piece = (text: string, isNew = false) => ({
  chat_id: 'c',
  seq: 3,
  text,
  is_new: isNew,
  cites: [],
})

const text = () => answers.get().get(answerKey('c', 3))?.text

test('pieces of an answer come one behind the other, and what is new stands instead of what was', () => {
  hearPiece(piece('It begins', true))
  hearPiece(piece(' at seven'))
  expect(text()).toBe('It begins at seven')
  hearPiece(piece('It begins at seven', true))
  hearPiece(piece('.'))
  expect(text()).toBe('It begins at seven.')
  hearPiece(piece('', true))
  expect(text()).toBe('')
})

test('a piece whose beginning this page never had begins with itself', () => {
  hearPiece({ ...piece('and so on'), seq: 4 })
  expect(answers.get().get(answerKey('c', 4))?.text).toBe('and so on')
})
