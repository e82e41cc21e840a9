import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * transformers.js lies in a folder of its own, as no part of the app, and is installed when it is first asked for,
 * without running its scripts.
 * @returns why it cannot be installed, or `null`
 */
export function installTransformers(): string | null {
  if (existsSync(join(HERE, 'node_modules/@huggingface/transformers/package.json'))) return null;
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: HERE,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (done.status === 0) return null;
  return `transformers.js could not be installed (npm ci in e2e/bench/transformers-js): ${(done.stderr || String(done.error ?? '')).trim().split('\n')[0] ?? ''}`;
}
