import { describe, expect, it } from 'vitest';
import { estimateIndexing } from './estimate-indexing.ts';

const placement = { device: 'wasm', charactersPerSecond: { wasm: 2000, webgpu: 9000 } } as const;

describe('what indexing costs', () => {
  it('is charged by characters on the device that is used, and by numbers of four bytes', () => {
    // 13,014 passages of 700 characters at 2,000 a second; 384 numbers each
    expect(estimateIndexing({ texts: 13_014, characters: 9_109_800 }, placement, 384)).toEqual({
      seconds: 4554.9,
      bytes: 19_989_504,
    });
    const gpu = { ...placement, device: 'webgpu' } as const;
    expect(estimateIndexing({ texts: 1, characters: 9000 }, gpu, 2)).toEqual({ seconds: 1, bytes: 8 });
  });
  it('claims no time that it cannot know', () => {
    expect(estimateIndexing({ texts: 10, characters: 100 }, null, 4)).toEqual({ seconds: null, bytes: 160 });
    const unmeasured = { device: 'webgpu', charactersPerSecond: { wasm: 10, webgpu: null } } as const;
    expect(estimateIndexing({ texts: 10, characters: 100 }, unmeasured, 4).seconds).toBeNull();
    const stuck = { device: 'wasm', charactersPerSecond: { wasm: 0, webgpu: null } } as const;
    expect(estimateIndexing({ texts: 10, characters: 100 }, stuck, 4).seconds).toBeNull();
  });
});
