import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

/** The Chromium that the tests drive: $CHROMIUM, Playwright's own, or the system's; else undefined. */
export function findBrowser() {
  return [
    process.env.CHROMIUM,
    playwrightsOwn(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
  ].find((path) => path && existsSync(path));
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath();
  } catch {
    return undefined; // not installed yet, or not for this platform
  }
}
