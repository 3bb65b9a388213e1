import '@testing-library/jest-dom/vitest'

import { cleanup } from '@testing-library/react'
import { afterEach, beforeAll } from 'vitest'

import { i18n, startI18n } from '@/kit/i18n'

beforeAll(async () => {
  if (!i18n.isInitialized) await startI18n()
})
afterEach(cleanup)
