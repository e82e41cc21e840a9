import { openEncoder } from '../../../src/engine/encoder/encoder.ts';
import type { Encoder } from '../../../src/engine/encoder/encoder.ts';
import { createTokenizer } from '../../../src/engine/encoder/tokenizer.ts';
import type { TextTokenizer } from '../../../src/engine/encoder/tokenizer.ts';
import { fetchModelFile } from '../../../src/engine/models/fetch-model-file.ts';
import { wasmRuntime } from '../../../src/engine/ort/wasm.ts';
import type { CompareRequest } from './rounds.ts';
import { answerRequests } from './answer-requests.ts';

let encoder: Encoder;
let tokenizer: TextTokenizer;
let texts: readonly string[] = [];

async function open({ profile, baseUrl, threads, texts: given }: CompareRequest): Promise<void> {
  texts = given;
  encoder = await openEncoder(profile, wasmRuntime, fetchModelFile(baseUrl), { threads });
  const file = async (name: string): Promise<unknown> => (await fetch(`${baseUrl}${name}`)).json();
  tokenizer = createTokenizer(
    await file('tokenizer.json'),
    await file('tokenizer_config.json'),
    profile.maxTokens,
    profile.id,
  );
}

answerRequests(open, async () => {
  const vectors = await encoder.encode(texts, 'passage');
  // A second tokenizer, which meets every text for the first time in the first round as the encoder's own does.
  const start = performance.now();
  const tokens = texts.reduce((sum, text) => sum + tokenizer.encode(text).length, 0);
  return { vectors, tokens, tokenising: performance.now() - start };
});
