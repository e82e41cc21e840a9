import { describe, expect, it } from 'vitest';
import type { DownloadProgress } from '../../../protocol/library.ts';
import { transferWords } from './transfer.tsx';

const progress: DownloadProgress = {
  file: 'onnx/model.onnx',
  files: 2,
  of: 4,
  loaded: 12_400_000,
  total: 118_000_000,
  perSecond: 3_100_000,
  secondsLeft: 34.06,
  resumed: 4_000_000,
};
const plain = (words: string): string => words.replaceAll('\u00a0', ' ');

describe('how far a download is', () => {
  it('is said with its rate, the time left and what was here already', () => {
    expect(plain(transferWords(progress, false))).toBe(
      'onnx/model.onnx, file 2 of 4 · 12.4 MB of 118.0 MB · 3.1 MB per second · 34 s left · 4.0 MB were here already',
    );
  });
  it('claims nothing that is not known', () => {
    const unknown = { ...progress, files: 4, total: null, perSecond: 0, secondsLeft: null, resumed: 0 };
    expect(plain(transferWords(unknown, false))).toBe('onnx/model.onnx, file 4 of 4 · 12.4 MB');
  });
  it('says that what was fetched is kept', () => {
    expect(plain(transferWords(progress, true))).toBe(
      'Stopped at 12.4 MB of 118.0 MB; what was fetched is kept',
    );
  });
});
