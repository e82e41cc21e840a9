import { pool } from '../../../src/engine/encoder/pooling.ts';
import { createTokenizer } from '../../../src/engine/encoder/tokenizer.ts';
import type { TokenModel } from '../../../src/engine/ort/runtime.ts';
import { openTokenModel } from '../../../src/engine/ort/runtime.ts';
import { wasmRuntime } from '../../../src/engine/ort/wasm.ts';
import type { SpeedAnswer, SpeedRequest, SpeedRound } from './rounds.ts';

interface Opened {
  readonly request: SpeedRequest;
  readonly files: readonly [tokenizer: unknown, config: unknown];
  readonly model: TokenModel;
}
let opened: Opened;

async function open(request: SpeedRequest): Promise<SpeedRound> {
  const get = (path: string): Promise<Response> => fetch(new URL(path, request.baseUrl));
  const json = async (path: string): Promise<unknown> => (await get(path)).json();
  const bytes = new Uint8Array(await (await get(request.model)).arrayBuffer());
  const { id: name, dimensions, threads } = request;
  const model = await openTokenModel(wasmRuntime, bytes, { name, dimensions, threads });
  opened = { request, files: [await json('tokenizer.json'), await json('tokenizer_config.json')], model };
  return { tokenising: 0, network: 0, tokens: 0 };
}

/** The batches are the same whatever the encoder, unlike the app's own, which suit each graph. */
async function encode(): Promise<SpeedRound> {
  const { request, files, model } = opened;
  const { texts, batch, dimensions, maxTokens } = request;
  // A new one each round: it remembers words.
  const tokenizer = createTokenizer(files[0], files[1], maxTokens, request.id);
  const start = performance.now();
  const ids = texts.map((text) => tokenizer.encode(text)).sort((a, b) => a.length - b.length);
  const middle = performance.now();
  for (let from = 0; from < ids.length; from += batch) {
    const rows = ids.slice(from, from + batch);
    const lengths = rows.map((row) => row.length);
    const width = Math.max(...lengths);
    const inputIds = new BigInt64Array(rows.length * width).fill(BigInt(tokenizer.padId));
    const mask = new BigInt64Array(rows.length * width);
    rows.forEach((row, at) => {
      inputIds.set(BigInt64Array.from(row, BigInt), at * width);
      mask.fill(1n, at * width, at * width + row.length);
    });
    const hidden = await model.run(inputIds, mask, rows.length, width);
    pool(hidden, lengths, width, dimensions, { pooling: 'mean', normalize: true });
  }
  const tokens = ids.reduce((sum, row) => sum + row.length, 0);
  return { tokenising: middle - start, network: performance.now() - middle, tokens };
}

// ONNX Runtime starts its threads from the file that it was bundled into, which is this worker's own.
if (!self.name.startsWith('em-pthread')) {
  self.onmessage = (event: MessageEvent<SpeedRequest | null>) => {
    (event.data === null ? encode() : open(event.data)).then(
      (answer: SpeedAnswer) => {
        self.postMessage(answer);
      },
      (error: unknown) => {
        self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      },
    );
  };
}
