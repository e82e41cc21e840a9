import type { LanguageCode } from '../../domain/corpus/types.ts';
import { cleanQueries } from '../../domain/generation/clean-queries.ts';
import { generationPrompt } from '../../domain/generation/prompt.ts';
import { sequenceSeed } from '../../domain/generation/sequence-seed.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { GenerateOptions } from '../../protocol/generator.ts';
import { createQueue } from '../in-turn.ts';
import type { Runtime } from '../ort/runtime.ts';
import { decodeBatch } from './decode-batch.ts';
import { createGeneratorTokenizer } from './generator-tokenizer.ts';
import { parseModelConfig } from './model-config.ts';
import type { GeneratorFiles } from './model-files.ts';
import { openSeq2Seq } from './seq2seq.ts';

export interface GeneratorPassage {
  readonly id: string;
  readonly title?: string;
  readonly text: string;
}

/** How a run is carried out. With `topK` 1 all sequences of a passage and language are the same one. */
export interface RunOptions extends GenerateOptions {
  /** Longest query in tokens; if it is not given, what `generation_config.json` says, or 32. */
  readonly maxNewTokens?: number;
  /** Sequences decoded side by side, 32 if not given; at least those of one passage and language are. */
  readonly batchSize?: number;
  /** Longest prompt in tokens; if it is not given, what `tokenizer_config.json` says, or 512. */
  readonly maxPromptTokens?: number;
  /** Never draws special tokens and the unknown piece; on unless it is switched off. */
  readonly suppressSpecial?: boolean;
  /** What an earlier run has done already, and this one leaves out. */
  readonly isDone?: (passage: string, language: LanguageCode) => boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: GenerateProgress) => void;
}

export interface GenerateProgress {
  /** Passages times languages, without those that were done before. */
  readonly done: number;
  readonly total: number;
  /** Drawn so far, for a rate: `done` moves by whole batches only. */
  readonly tokens: number;
}

/** What was written for one passage in one language. */
export interface GeneratedItem {
  readonly passage: string;
  readonly language: LanguageCode;
  readonly queries: readonly string[];
  /** Sequences that gave no query: empty ones, and copies of an earlier one. */
  readonly empty: number;
  readonly duplicates: number;
}

export type GeneratedBatch = readonly GeneratedItem[];

export interface Generator {
  /**
   * Writes queries for every passage in every language, batch by batch. What is drawn for a passage and language
   * depends on the seed, the two and the number of the sequence alone, so that a run can be stopped and gone on with;
   * the logits it is drawn from keep this promise unless the model rounds activations by batch (exports with
   * `DynamicQuantizeLinear`), save for the last bits of float32.
   * @throws CrosslensError `aborted` between two steps; what was yielded before is complete
   */
  generate(passages: readonly GeneratorPassage[], options: RunOptions): AsyncGenerator<GeneratedBatch>;
  dispose(): Promise<void>;
}

/** Longest query in tokens, as in xQG's code. */
const MAX_NEW_TOKENS = 32;
/** More gain little on WASM, and the keys and values of 32 sequences pass through memory in every step. */
const BATCH_SIZE = 32;
/** Batches that are looked at together, so that prompts of like length share one and little is padding. */
const BATCHES_SORTED = 8;

interface Job {
  readonly passage: GeneratorPassage;
  readonly language: LanguageCode;
}

/**
 * Opens an encoder–decoder for generating queries.
 * @throws CrosslensError `model-invalid`, `tokenizer-invalid`, `device-unavailable`, `out-of-memory`
 */
export async function openGenerator(
  files: GeneratorFiles,
  runtime: Runtime,
  options: { readonly threads: number },
): Promise<Generator> {
  const config = parseModelConfig(files.config, files.generationConfig, files.name);
  const tokenizer = createGeneratorTokenizer(files.tokenizer, files.tokenizerConfig, files.name);
  const model = await openSeq2Seq(files, config, runtime, options.threads);
  // Two runs at once take turns by batches; sessions of one runtime must not overlap.
  const inTurn = createQueue();
  const suppressedOf = remember((vocabulary: number) => {
    const ids = new Set([...tokenizer.textless(vocabulary), config.pad]);
    for (const end of config.ends) ids.delete(end);
    return ids;
  });
  const none: ReadonlySet<number> = new Set();

  return {
    async *generate(passages, choice) {
      const { languages, perLanguage, seed, topK, temperature, signal, onProgress, isDone } = choice;
      const {
        batchSize = BATCH_SIZE,
        maxPromptTokens = tokenizer.maxTokens,
        suppressSpecial = true,
      } = choice;
      const maxNewTokens = choice.maxNewTokens ?? config.maxNewTokens ?? MAX_NEW_TOKENS;
      checkOptions({ perLanguage, topK, maxNewTokens, batchSize, maxPromptTokens }, temperature);
      const jobs = passages.flatMap((passage) =>
        languages
          .filter((language) => !isDone?.(passage.id, language))
          .map((language): Job => ({ passage, language })),
      );
      const promptsPerBatch = Math.max(1, Math.floor(batchSize / perLanguage));
      let done = 0;
      let tokens = 0;
      const report = (): void => onProgress?.({ done, total: jobs.length, tokens });
      report();

      for (let from = 0; from < jobs.length; from += promptsPerBatch * BATCHES_SORTED) {
        throwIfAborted(signal);
        const window = jobs
          .slice(from, from + promptsPerBatch * BATCHES_SORTED)
          .map((job) => ({
            ...job,
            ids: tokenizer.encode(generationPrompt(job.passage, job.language), maxPromptTokens),
          }))
          .sort((a, b) => a.ids.length - b.ids.length);
        for (let at = 0; at < window.length; at += promptsPerBatch) {
          const batch = window.slice(at, at + promptsPerBatch);
          const written = await inTurn(() =>
            decodeBatch(
              model,
              batch.map(({ passage, language, ids }) => ({
                ids,
                seeds: Array.from({ length: perLanguage }, (_, index) =>
                  sequenceSeed({ seed, passage: passage.id, language, index }),
                ),
              })),
              {
                topK,
                temperature,
                rules: {
                  start: config.start,
                  ends: config.ends,
                  pad: config.pad,
                  maxNewTokens,
                },
                suppressed: suppressSpecial ? suppressedOf : () => none,
                signal,
                onStep: (count) => {
                  tokens += count;
                  report();
                },
              },
            ),
          );
          done += batch.length;
          report();
          yield batch.map(({ passage, language }, index) => ({
            passage: passage.id,
            language,
            ...cleanQueries((written[index] ?? []).map((ids) => tokenizer.decode(ids))),
          }));
        }
      }
    },
    dispose: () => model.dispose(),
  };
}

function checkOptions(counts: Readonly<Record<string, number>>, temperature: number): void {
  for (const [name, value] of Object.entries(counts)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new CrosslensError('internal', `${name} is ${value}; it must be a whole number of at least 1.`);
    }
  }
  if (!Number.isFinite(temperature) || temperature <= 0) {
    throw new CrosslensError('internal', `The temperature is ${temperature}; it must be above 0.`);
  }
}

/** The answer for the last argument is kept: a model has one vocabulary. */
function remember<T>(compute: (argument: number) => T): (argument: number) => T {
  let last: { readonly argument: number; readonly answer: T } | null = null;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, answer: compute(argument) };
    return last.answer;
  };
}
