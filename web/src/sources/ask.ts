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

/** The choice that shares a word with the person's name, else the first. */
export function likeliest(choices: readonly string[], name: string): string | undefined {
  const words = new Set(wordsOf(name))
  return choices.find((choice) => wordsOf(choice).some((word) => words.has(word))) ?? choices[0]
}

const wordsOf = (name: string) =>
  name
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** The two days that a written date such as `[03/04/2025, …` may mean, at noon; null when it is none. */
export function bothWays(example: string): { dayFirst: string; monthFirst: string } | null {
  const [, one = '', two = '', year = ''] =
    /(\d{1,2})\D{1,2}(\d{1,2})\D{1,2}(\d{4}|\d{2})/.exec(example) ?? []
  if (year === '' || Number(one) > 12 || Number(two) > 12) return null
  const at = (day: string, month: string) =>
    `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T12:00:00Z`
  return { dayFirst: at(one, two), monthFirst: at(two, one) }
}
