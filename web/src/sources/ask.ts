import type { Question } from './queries'

/** One question of each key: an answer holds for the whole import. Owners' choices of all files are joined. */
export function firstOfEach(questions: readonly Question[]): Question[] {
  const found = new Map<Question['key'], Question>()
  for (const question of questions) {
    const before = found.get(question.key)
    found.set(question.key, before ? join(before, question) : question)
  }
  return Array.from(found.values())
}

function join(before: Question, more: Question): Question {
  const choices = Array.from(new Set([...before.choices, ...more.choices]))
  return { ...before, choices }
}
