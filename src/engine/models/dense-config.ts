import { z } from 'zod';

/** `config.json` of a Dense module, as far as it decides the vectors. */
const schema = z.object({
  in_features: z.number().int().min(1).max(16_384),
  out_features: z.number().int().min(1).max(16_384),
  bias: z.boolean().default(true),
  // sentence-transformers applies tanh where none is named.
  activation_function: z.string().default('torch.nn.modules.activation.Tanh'),
  module_input_name: z.string().default('sentence_embedding'),
  module_output_name: z.string().nullish(),
  use_residual: z.boolean().default(false),
});

export interface DenseConfig {
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: boolean;
  readonly tanh: boolean;
}

/** What a Dense module does; a text says why it cannot be applied. */
export function readDenseConfig(json: unknown): DenseConfig | string {
  const parsed = schema.safeParse(json);
  if (!parsed.success) return `its config.json cannot be read (${z.prettifyError(parsed.error)})`;
  const { in_features, out_features, bias, activation_function, module_input_name, use_residual } =
    parsed.data;
  const activation = activation_function.split('.').at(-1) ?? '';
  if (activation !== 'Tanh' && activation !== 'Identity')
    return `its activation is ${activation}; only tanh and none are known`;
  if (use_residual) return 'it adds its input to its output (use_residual)';
  const output = parsed.data.module_output_name ?? module_input_name;
  if (module_input_name !== 'sentence_embedding' || output !== 'sentence_embedding')
    return `it works on ${module_input_name}, not on the vectors of texts`;
  return { inputs: in_features, outputs: out_features, bias, tanh: activation === 'Tanh' };
}
