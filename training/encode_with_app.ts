/**
 * Encodes texts with the app's own loader, in Node: `npx tsx training/encode_with_app.ts folder < texts.json > vectors.json`.
 * Used by `check_transformer.py`.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openFolder } from '../src/testing/open-folder.ts';

const { encoder } = await openFolder(pathToFileURL(`${resolve(process.argv[2] ?? '')}/`));
const texts = JSON.parse(readFileSync(0, 'utf8')) as string[];
const vectors = await encoder.encode(texts, 'passage');
const d = encoder.dimensions;
process.stdout.write(JSON.stringify(texts.map((_, row) => [...vectors.subarray(row * d, (row + 1) * d)])));
await encoder.dispose();
