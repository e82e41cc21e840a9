import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.ts';

/** Tries what may be tried: Playwright's download, then Debian's package where this user may install it. */
const ATTEMPTS: readonly (readonly [command: string, ...args: string[]])[] = [
  ['npx', 'playwright', 'install', 'chromium'],
  ...(existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
    ? ([
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
      ] as const)
    : []),
];
const PATIENCE_MS = 300_000;

for (const [command, ...args] of ATTEMPTS) {
  if (findChromium() !== null) break;
  console.error(`No Chromium yet; trying: ${[command, ...args].join(' ')}`);
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: PATIENCE_MS });
}
if (findChromium() === null) {
  console.error(
    'No Chromium was found: install one (Debian: apt-get install chromium) or set CROSSLENS_CHROMIUM to its path.',
  );
  process.exit(1);
}
