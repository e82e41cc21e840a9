import { env, pipeline } from '@huggingface/transformers';
import type { FeatureExtractor } from '@huggingface/transformers';
import { answerRequests } from './answer-requests.ts';
import type { CompareRequest } from './rounds.ts';

let extract: FeatureExtractor;
let texts: readonly string[] = [];

/** As its documentation has it, but that nothing is fetched from elsewhere, and that it gets the same threads. */
async function open({ baseUrl, dtype, threads, wasmUrl, texts: given }: CompareRequest): Promise<void> {
  texts = given;
  const folder = new URL('..', baseUrl);
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // A path: an address with a host would count as remote.
  env.localModelPath = folder.pathname;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.backends.onnx.wasm.numThreads = threads;
  // The build that it takes by itself in Chromium.
  env.backends.onnx.wasm.wasmPaths = {
    mjs: `${wasmUrl}ort-wasm-simd-threaded.asyncify.mjs`,
    wasm: `${wasmUrl}ort-wasm-simd-threaded.asyncify.wasm`,
  };
  const name = baseUrl.slice(folder.href.length).replace(/\/$/, '');
  extract = await pipeline('feature-extraction', name, { device: 'wasm', dtype });
}

answerRequests(open, async (batch) => {
  const parts: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += batch) {
    const output = await extract(texts.slice(start, start + batch), { pooling: 'mean', normalize: true });
    parts.push(Float32Array.from(output.data));
  }
  const vectors = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    vectors.set(part, at);
    at += part.length;
  }
  return { vectors, tokens: 0, tokenising: 0 };
});
