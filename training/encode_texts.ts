/**
 * Encodes lines of JSON texts with the app's tokenizer: `npx tsx training/encode_texts.ts tokenizer.json max < in > out`.
 * Used by `check_tokenizers.py`.
 */
import { readFileSync } from 'node:fs';
import { createTokenizer } from '../src/engine/encoder/tokenizer.ts';

const [path = '', maxTokens = ''] = process.argv.slice(2);
const tokenizer = createTokenizer(JSON.parse(readFileSync(path, 'utf8')), {}, Number(maxTokens), path);
const started = performance.now();
let tokens = 0;
const lines = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const ids = tokenizer.encode(JSON.parse(line) as string);
    tokens += ids.length;
    return JSON.stringify(ids);
  });
const seconds = (performance.now() - started) / 1000;
process.stdout.write(`${lines.join('\n')}\n`);
process.stderr.write(`${tokens} tokens in ${seconds.toFixed(2)} s\n`);
