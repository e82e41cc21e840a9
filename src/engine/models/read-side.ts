import type { JsonObject } from '../../domain/corpus/json-values.ts';
import { isObject } from '../../domain/corpus/json-values.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { DenseConfig } from './dense-config.ts';
import { readDenseConfig } from './dense-config.ts';
import { readModelJson } from './model-json.ts';
import type { SideLayout } from './model-layout.ts';
import { folderOf } from './model-paths.ts';
import type { Modules } from './modules.ts';
import { readModules } from './modules.ts';
import type { PoolingConfig } from './pooling-config.ts';
import { readPoolingConfig } from './pooling-config.ts';
import type { SentenceConfig } from './prompts.ts';
import { readSentenceConfig } from './prompts.ts';

/** A file that was read, with its path. */
interface At<T> {
  readonly path: string;
  readonly value: T;
}

interface Source {
  readonly path: string;
  readonly json: JsonObject;
}

/** The small files of one half of a pair, or of the one model. `null`: there is no such file. */
export interface Side {
  readonly layout: SideLayout;
  readonly config: Source | null;
  readonly tokenizer: Source | null;
  /** sentence_bert_config.json */
  readonly sentence: Source | null;
  readonly modules: At<Modules> | null;
  readonly pooling: At<PoolingConfig> | null;
  /** config_sentence_transformers.json */
  readonly prompts: At<SentenceConfig> | null;
  readonly dense: readonly { readonly folder: string; readonly config: DenseConfig | string }[];
}

/** @throws CrosslensError `model-invalid`, `file-damaged`, or what `readBytes` throws */
export async function readSide(
  layout: SideLayout,
  readBytes: (path: string) => Promise<Uint8Array>,
  name: string,
): Promise<Side> {
  const known = new Set(layout.paths);
  const value = async (path: string): Promise<At<unknown> | null> =>
    known.has(path) ? { path, value: await readModelJson(path, name, readBytes) } : null;
  const source = async (path: string): Promise<Source | null> => {
    const found = await value(path);
    if (found === null) return null;
    if (!isObject(found.value))
      throw new CrosslensError('model-invalid', `${path} of ${name} is not a JSON object.`);
    return { path, json: found.value };
  };
  const { root } = layout;
  const listed = await value(`${root}modules.json`);
  const modules =
    listed === null ? null : { path: listed.path, value: readModules(listed.value, listed.path) };
  const inner = root + slashed(modules?.value.transformer ?? '');
  const pooling = await poolingFile(layout, modules?.value ?? null, value);
  const prompts = await value(`${root}config_sentence_transformers.json`);
  const dense = [];
  for (const folder of modules?.value.dense ?? []) {
    const config = await value(`${root}${slashed(folder)}config.json`);
    const weights = known.has(`${root}${slashed(folder)}model.safetensors`);
    dense.push({
      folder: root + folder,
      config: weights
        ? readDenseConfig(config?.value)
        : 'its weights are not there as model.safetensors, the only form that is read',
    });
  }
  return {
    layout,
    config: (await source(`${inner}config.json`)) ?? (await source(`${root}config.json`)),
    tokenizer: await source(`${folderOf(layout.tokenizer)}tokenizer_config.json`),
    sentence:
      (await source(`${inner}sentence_bert_config.json`)) ?? (await source(`${root}sentence_bert_config.json`)),
    modules,
    pooling:
      pooling === null
        ? null
        : { path: pooling.path, value: readPoolingConfig(pooling.value, pooling.path) },
    prompts:
      prompts === null
        ? null
        : { path: prompts.path, value: readSentenceConfig(prompts.value, prompts.path) },
    dense,
  };
}

/** Conversions to ONNX sometimes keep the pooling's folder without the list of modules. */
async function poolingFile(
  { root, paths }: SideLayout,
  modules: Modules | null,
  value: (path: string) => Promise<At<unknown> | null>,
): Promise<At<unknown> | null> {
  if (modules !== null)
    return modules.pooling === null ? null : value(`${root}${slashed(modules.pooling)}config.json`);
  const path = paths.find((candidate) => /^\d+_Pooling\/config\.json$/.test(candidate.slice(root.length)));
  return path === undefined ? null : value(path);
}

function slashed(folder: string): string {
  return folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
}

