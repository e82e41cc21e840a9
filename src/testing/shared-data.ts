import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const SHARED = new URL('../../../shared/', import.meta.url);

/** Path of something under the optional `../shared` beside the checkout, or `null` where it is missing. */
export function sharedPath(...parts: readonly string[]): string | null {
  const path = fileURLToPath(new URL(parts.join('/'), SHARED));
  return existsSync(path) ? path : null;
}

/**
 * A suite that needs data from `../shared`. Where that is missing the suite stands in the report as skipped,
 * with the reason in its title.
 */
export function describeWithShared(
  title: string,
  parts: readonly string[],
  suite: (path: string) => void,
): void {
  const path = sharedPath(...parts);
  if (path === null) {
    describe.skip(`${title} (skipped: needs ../shared/${parts.join('/')})`, () => {
      suite('');
    });
    return;
  }
  describe(title, () => {
    suite(path);
  });
}
