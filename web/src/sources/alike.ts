import type { Finding } from './queries'

/** Findings with the same outcome and reason; there is at least one. */
export type Alike = [Finding, ...Finding[]]

/** Puts findings together that say the same of several files, in the order of their first. */
export function groupAlike(findings: readonly Finding[]): Alike[] {
  const groups = new Map<string, Alike>()
  for (const finding of findings) {
    const key = `${finding.outcome} ${finding.reason}`
    const group = groups.get(key)
    if (group) group.push(finding)
    else groups.set(key, [finding])
  }
  return Array.from(groups.values())
}
