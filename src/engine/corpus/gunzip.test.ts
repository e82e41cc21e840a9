import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzip, isGzip } from './gunzip.ts';

describe('gunzip', () => {
  it('gives back what was packed, in several members as well', async () => {
    const packed = Buffer.concat([gzipSync('ሀ one'), gzipSync(' two')]);
    expect(isGzip(packed)).toBe(true);
    const unpacked = await gunzip(packed, { bytes: 1000 });
    expect('bytes' in unpacked ? new TextDecoder().decode(unpacked.bytes) : unpacked).toBe('ሀ one two');
  });

  it('stops at the limit: a few kilobytes that stand for megabytes', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(60_000);
    expect(await gunzip(bomb, { bytes: 1_000_000 })).toEqual({ problem: 'too-large' });
  });

  it('says when the file is cut short or changed', async () => {
    const packed = gzipSync('some text that is long enough to be cut');
    expect(await gunzip(packed.subarray(0, 20), { bytes: 1000 })).toEqual({ problem: 'damaged' });
    const changed = Uint8Array.from(packed);
    changed[changed.length - 5] = (changed[changed.length - 5] ?? 0) ^ 0xff;
    expect(await gunzip(changed, { bytes: 1000 })).toEqual({ problem: 'damaged' });
  });
});
