import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from '../src/setup/browser.mjs';

export default defineConfig({
  testDir: 'pages',
  outputDir: '../.results/pages',
  globalSetup: './pages/servers.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // Generous: a busy machine is no failure.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // On a busy machine without a graphics card a headless Chromium now and then draws no frames at all,
  // so that no figure comes near and none wakes; another browser then gets two more chances.
  retries: 2,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    serviceWorkers: 'block', // but in offline.spec.ts
    launchOptions: {
      executablePath: findBrowser() ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'site', testIgnore: ['base.spec.ts', 'lighthouse.spec.ts', 'speed.spec.ts'] },
    { name: 'base', testMatch: 'base.spec.ts' },
    // These two measure; they run alone, one page at a time.
    { name: 'lighthouse', testMatch: 'lighthouse.spec.ts', grepInvert: /@audit/ },
    {
      name: 'audit',
      testMatch: ['lighthouse.spec.ts', 'speed.spec.ts'],
      grep: /@audit/,
      retries: 0, // A second table says no more than the first.
    },
  ],
});
