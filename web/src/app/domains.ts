import type { Domain } from '@/kit/domain'

const modules = import.meta.glob<{ default: Domain }>('../*/routes.tsx', { eager: true })

/** Every folder of `src/` with a `routes.tsx`. */
export const domains: readonly Domain[] = Object.values(modules).map((module) => module.default)

export const navEntries = domains
  .flatMap(({ nav }) => nav ?? [])
  .sort((one, other) => one.order - other.order)

export const menuEntries = domains
  .flatMap(({ menu }) => menu ?? [])
  .sort((one, other) => one.order - other.order)

export const settingsEntries = domains
  .flatMap(({ settings }) => settings ?? [])
  .sort((one, other) => one.order - other.order)

export const sidebars = domains.flatMap(({ sidebar }) => sidebar ?? [])

export const openings = domains.flatMap(({ opening }) => opening ?? [])

export const drawings = domains.flatMap(({ post }) => post ?? [])

export const passing = domains.flatMap(({ passOnWords }) => passOnWords ?? [])

export const outlets = domains.flatMap(({ outlets }) => outlets ?? [])

export const backgrounds = domains.flatMap(({ background }) => background ?? [])
