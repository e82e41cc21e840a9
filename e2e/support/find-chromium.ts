import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const ON_THE_MACHINE = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Playwright's own Chromium where it is installed, else one on the machine, else `null`. */
export function findChromium(): string | null {
  const named = process.env['CROSSLENS_CHROMIUM'];
  return (
    [named, chromium.executablePath(), ...ON_THE_MACHINE].find(
      (path) => path !== undefined && existsSync(path),
    ) ?? null
  );
}
