import type { LabArm } from '../../protocol/lab-arm.ts';
import type { AssembleInput, AssembleOutput } from '../../protocol/lab.ts';
import { packLabArm } from './arm-file.ts';
import type { LabInput } from './create-lab.ts';
import { readExpansions } from './read-expansions.ts';
import { readPermutations } from './read-permutations.ts';

/** What is put together, beside what the arm that it is made of has already. */
interface Part {
  readonly query?: LabArm['query'];
  readonly scoring?: LabArm['scoring'];
  readonly queries: number;
  readonly notes: readonly string[];
}

/**
 * An arm without training: another form of the queries, or another scoring, on top of the arm on the bench.
 * @throws CrosslensError `corpus-invalid` where a file has nothing for the shard's queries; `not-possible`, `aborted`
 */
export async function assemble(
  { shard, dimensions, encoder, base }: Pick<LabInput, 'shard' | 'dimensions' | 'encoder' | 'base'>,
  input: AssembleInput,
  signal?: AbortSignal,
): Promise<AssembleOutput> {
  const part = await partOf(shard, input, signal);
  const query = part.query ?? base?.arm.query ?? null;
  const description: Omit<LabArm, 'version' | 'steps'> = {
    name: input.name,
    encoder,
    dimensions,
    query,
    scoring: part.scoring ?? base?.arm.scoring ?? null,
    training: base?.arm.training ?? [],
  };
  const replaced = part.query !== undefined && (base?.arm.query ?? null) !== null;
  return {
    arm: await packLabArm(description, base?.adapter ?? { dimensions, steps: [] }),
    queries: part.queries,
    notes: replaced
      ? [
          `The arm "${base?.arm.name ?? ''}" had a form of its own for queries; this one takes its place.`,
          ...part.notes,
        ]
      : part.notes,
  };
}

async function partOf(
  shard: LabInput['shard'],
  input: AssembleInput,
  signal: AbortSignal | undefined,
): Promise<Part> {
  switch (input.kind) {
    case 'tag':
      return {
        query: { kind: 'tag', language: input.language },
        queries: shard.queries.length,
        notes: [],
      };
    case 'expand': {
      const file = { name: input.fileName, content: input.file };
      const { texts, notes } = await readExpansions(file, shard, { strip: input.strip, signal });
      return {
        query: { kind: 'expand', mode: input.mode, texts },
        queries: Object.keys(texts).length,
        notes,
      };
    }
    case 'permutation': {
      const file = { name: input.fileName, content: input.file };
      const { orders, notes } = await readPermutations(file, shard, { signal });
      return { scoring: { kind: 'permutation', orders }, queries: Object.keys(orders).length, notes };
    }
    case 'views': {
      const { dense, lexical, late, depth } = input;
      return {
        scoring: { kind: 'views', dense, lexical, late, depth },
        queries: shard.queries.length,
        notes: [],
      };
    }
  }
}
