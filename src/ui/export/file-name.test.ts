import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it('names a file after its figure, with what file systems refuse replaced', () => {
  expect(fileName(['recall', 'R@10', 'multi'], 'csv')).toBe('recall-R@10-multi.csv');
  expect(fileName(['bias', 'share of the top 10'], 'svg')).toBe('bias-share-of-the-top-10.svg');
  expect(fileName(['../a/b:c*"<>|', 'አማርኛ'], 'png')).toBe('a-b-c-አማርኛ.png');
  expect(fileName(['///'], 'png')).toBe('export.png');
  expect(fileName(['x'.repeat(300)], 'png').length).toBeLessThan(100);
});
