import { describe, expect, it } from 'vitest';
import { batchByLength } from './batches.ts';
import { chooseBudget, halve } from './batch-budget.ts';

const BAG = { multiplied: 0, attentionLayers: 0 };
/** Matrices of the transformers alone, without their tables of words. */
const MINILM = { multiplied: 21e6, attentionLayers: 12 };
const BGE_M3 = { multiplied: 303e6, attentionLayers: 24 };

describe('chooseBudget', () => {
  it('holds a model that only looks vectors up back by its output alone', () => {
    expect(chooseBudget(BAG, 384, 'wasm')).toEqual({ tokens: 8192, pairs: Infinity });
  });

  it('gives larger models smaller batches, and a GPU larger ones than a processor, where padding is all they add', () => {
    expect(chooseBudget(MINILM, 384, 'wasm').tokens).toBe(512);
    expect(chooseBudget(BGE_M3, 1024, 'wasm').tokens).toBe(512);
    expect(chooseBudget(MINILM, 384, 'webgpu').tokens).toBe(6944);
    expect(chooseBudget(BGE_M3, 1024, 'webgpu').tokens).toBe(2604);
  });

  it('keeps the scores of attention under its limit, whatever the length of texts', () => {
    const { tokens, pairs } = chooseBudget(MINILM, 384, 'webgpu');
    for (const length of [16, 128, 512]) {
      const lengths = new Array<number>(64).fill(length);
      for (const batch of batchByLength(lengths, tokens, pairs))
        expect(batch.positions.length * 12 * length * length * 4).toBeLessThanOrEqual(128e6);
    }
    // One text is always run: whether it fits is seen then.
    expect(batchByLength([8192], tokens, pairs)).toEqual([{ positions: [0], tokens: 8192 }]);
  });
});

describe('halve', () => {
  it('halves what was too much, not what was allowed', () => {
    const budget = { tokens: 8192, pairs: Infinity };
    expect(halve(budget, { positions: [0, 1, 2], tokens: 10 })).toEqual({ tokens: 15, pairs: 150 });
    expect(halve({ tokens: 20, pairs: 100 }, { positions: [0, 1, 2], tokens: 10 })).toEqual({
      tokens: 10,
      pairs: 50,
    });
    expect(halve(budget, { positions: [4], tokens: 512 })).toBeNull();
  });
});
