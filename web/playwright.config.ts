import { defineConfig } from '@playwright/test'

/** Whole journeys in Debian's Chromium against a real server; see e2e/house.ts. */
export default defineConfig({
  testDir: 'e2e',
  // `npm run pictures` takes the documentation's; it is no journey.
  testMatch: process.env.BEKNOWN_PICTURES ? '**/pictures.ts' : '**/*.journey.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: process.env.CI ? 1 : 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.BEKNOWN_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        // A microphone that beeps, for whom a journey allows it.
        '--use-fake-device-for-media-stream',
      ],
    },
  },
})
