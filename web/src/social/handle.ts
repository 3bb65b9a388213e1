/** Makes a handle of a name: 'Ana Duarte' is ana_duarte. Empty when no letter of the name fits one. */
export function suggestHandle(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const made = plain.replace(/[^a-z0-9]+/gu, '_').replace(/^_+|_+$/gu, '')
  return made.length < 3 ? '' : made.slice(0, 30)
}
