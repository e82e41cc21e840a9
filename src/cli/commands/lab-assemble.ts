import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { openLabArm } from '../../engine/lab/arm-file.ts';
import { assemble as put } from '../../engine/lab/assemble.ts';
import type { AssembleInput } from '../../protocol/lab.ts';
import type { Arguments, Flag } from '../arguments.ts';
import { isLabFile, readLabFile } from '../lab-file.ts';
import { profileOf } from '../open-model.ts';
import { openShard } from '../open-shard.ts';
import { createProgress } from '../progress.ts';
import { UsageError } from '../usage.ts';

const MODES = ['document', 'mean', 'concatenate'] as const;

/** Puts an arm together without training: a tag, expansions, given orders, or several views of a text. */
export async function assemble(args: Arguments): Promise<void> {
  const kind = args.required('kind');
  const out = args.required('out');
  const model = args.required('model');
  const progress = createProgress();
  const base = isLabFile(model) ? await openLabArm(await readLabFile(model)) : null;
  const { id, revision, dimensions } = await profileOf(base?.arm.encoder.id ?? model, args);
  const input = await inputOf(kind, args, args.one('name') ?? `${basename(model)} ${kind}`);
  const { shard } = await openShard(args, progress);
  const { arm, queries, notes } = await put({ shard, dimensions, encoder: { id, revision }, base }, input);
  await writeFile(out, Buffer.from(await arm.file.arrayBuffer()));
  for (const note of notes) progress.say(note);
  progress.say(`${out}: lab:${arm.hash}, for ${String(queries)} queries.`);
}

async function inputOf(kind: string, args: Arguments, name: string): Promise<AssembleInput> {
  const weight = (flag: Flag): number => args.number(flag, { min: 0, max: 1 }) ?? 0;
  switch (kind) {
    case 'tag': {
      const language = args.one('tag-language') ?? 'own';
      return {
        kind,
        name,
        language: language === 'own' ? 'own' : (args.languages('tag-language')[0] ?? 'own'),
      };
    }
    case 'expand': {
      const mode = MODES.find((known) => known === (args.one('mode') ?? 'mean'));
      if (mode === undefined) throw new UsageError(`--mode is ${MODES.join(', ')}.`);
      return { kind, name, mode, strip: !args.has('keep-meta-text'), ...(await fileOf(args)) };
    }
    case 'permutation':
      return { kind, name, ...(await fileOf(args)) };
    case 'views':
      return {
        kind,
        name,
        dense: weight('dense'),
        lexical: weight('lexical'),
        late: weight('late'),
        depth: args.number('depth', { min: 1, max: 1000, integer: true }) ?? 100,
      };
    default:
      throw new UsageError(`--kind is tag, expand, permutation or views, not "${kind}".`);
  }
}

async function fileOf(args: Arguments): Promise<{ readonly file: Blob; readonly fileName: string }> {
  const path = args.required('in');
  try {
    return { file: new Blob([await readFile(path)]), fileName: basename(path) };
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${String(error)}`);
  }
}
