import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleIndices, seededRandom } from '../../src/domain/random.ts';

/**
 * Passages and questions of the demo corpus, as they would stand in one list: languages and lengths mixed.
 * @param folder of the demo corpus
 */
export async function mixedTexts(folder: string, count: number, seed: number): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => /^[a-z]{2}\.jsonl$/.test(name)).sort();
  const texts: string[] = [];
  for (const name of names) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      if (line !== '') texts.push((JSON.parse(line) as { text: string }).text);
    }
  }
  const random = seededRandom(seed);
  return sampleIndices(texts.length, count, seed)
    .map((place) => ({ text: texts[place] ?? '', order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ text }) => text);
}
