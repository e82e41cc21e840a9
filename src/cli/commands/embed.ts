import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Side } from '../../domain/adapter/adapter.ts';
import { startPace } from '../../engine/rate.ts';
import type { Arguments } from '../arguments.ts';
import { NpyWriter } from '../npy-writer.ts';
import { openModel } from '../open-model.ts';
import { createProgress } from '../progress.ts';
import { threadsOf } from '../threads.ts';
import { UsageError } from '../usage.ts';

/** Lines that are read before they are sorted by length and encoded. */
const WINDOW = 1024;

export async function embed(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`embed takes flags only, not "${args.positionals.join(' ')}".`);
  const side = sideOf(args.required('as'));
  const input = args.required('in');
  const output = args.required('out');
  const { encoder } = await openModel(args.required('model'), args, threadsOf(args));
  const progress = createProgress();
  let writer: NpyWriter | null = null;
  try {
    writer = await NpyWriter.create(output, encoder.dimensions);
    let rows = 0;
    const pace = startPace(Infinity);
    for await (const texts of windows(readTexts(input))) {
      await writer.append(await encoder.encode(texts, side));
      rows += texts.length;
      progress.count('lines encoded', rows, pace(rows).perSecond);
    }
    progress.say(`${String(await writer.finish())} rows written to ${output}.`);
  } catch (error) {
    await writer?.abandon();
    throw error;
  } finally {
    await encoder.dispose();
  }
}

function sideOf(value: string): Side {
  if (value === 'query' || value === 'passage') return value;
  throw new UsageError(`--as is query or passage, not "${value}".`);
}

async function* windows(texts: AsyncIterable<string>): AsyncGenerator<string[]> {
  let window: string[] = [];
  for await (const text of texts) {
    window.push(text);
    if (window.length === WINDOW) {
      yield window;
      window = [];
    }
  }
  if (window.length > 0) yield window;
}

async function* readTexts(path: string): AsyncGenerator<string> {
  let number = 0;
  try {
    // Latin-1 keeps every byte as it is, so that each line can be decoded strictly, and named when it is not UTF-8.
    for await (const line of createInterface({
      input: createReadStream(path, 'latin1'),
      crlfDelay: Infinity,
    })) {
      number += 1;
      yield textOf(Buffer.from(line, 'latin1'), `${path}, line ${number}`);
    }
  } catch (error) {
    if (error instanceof UsageError || number > 0) throw error;
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Row i of the output stands for line i of the input, so a bad line ends the command. */
function textOf(line: Uint8Array, where: string): string {
  let value: unknown;
  let decoded: string;
  try {
    // Drops a byte order mark, which only the first line can have.
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    throw new UsageError(`${where} is not UTF-8.`);
  }
  try {
    value = JSON.parse(decoded);
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const text = (value as { text?: unknown } | null)?.text;
  if (typeof text !== 'string') throw new UsageError(`${where} has no "text" that is a string.`);
  return text;
}
