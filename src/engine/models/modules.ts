import { z } from 'zod';
import { CrosslensError } from '../../protocol/errors.ts';

/** The steps of a sentence-transformers model, from its `modules.json`. */
export interface Modules {
  /** Folder of the transformer's own settings inside the model's folder; empty: the same. */
  readonly transformer: string;
  readonly pooling: string | null;
  readonly dense: readonly string[];
  readonly normalize: boolean;
  /** Modules that change vectors and are not applied. */
  readonly left: readonly { readonly type: string; readonly path: string }[];
}

const schema = z.array(
  z.object({ type: z.string(), path: z.string(), idx: z.number().optional(), name: z.string().optional() }),
);

/**
 * @param path of the file, for messages
 * @throws CrosslensError `model-invalid` for what is no list of modules, or a pipeline in another order
 */
export function readModules(json: unknown, path: string): Modules {
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    throw new CrosslensError(
      'model-invalid',
      `${path} is no list of modules as sentence-transformers writes it:\n${z.prettifyError(parsed.error)}`,
    );
  let transformer = '';
  let pooling: string | null = null;
  let normalize = false;
  const dense: string[] = [];
  const left: { type: string; path: string }[] = [];
  for (const { type, path: folder } of parsed.data) {
    const kind = type.split('.').at(-1) ?? type;
    if (kind === 'Transformer') transformer = folder;
    else if (kind === 'Pooling') pooling = folder;
    else if (kind === 'Dense') {
      if (normalize || pooling === null)
        throw new CrosslensError(
          'model-invalid',
          `${path} has ${folder} (Dense) ${normalize ? 'after vectors were scaled to unit length' : 'before pooling'}, which is not a pipeline that can be applied. Choose a model whose Dense modules stand between pooling and scaling.`,
        );
      dense.push(folder);
    } else if (kind === 'Normalize') normalize = true;
    // Dropout is for training: it does nothing when texts are encoded.
    else if (kind !== 'Dropout') left.push({ type: kind, path: folder });
  }
  return { transformer, pooling, dense, normalize, left };
}
