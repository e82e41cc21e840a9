import { CrosslensError } from '../../protocol/errors.ts';

/**
 * Reads a JSON file of a model's folder; `null` where there is none.
 * @throws CrosslensError `model-invalid` or `tokenizer-invalid` for what is not JSON, or what `read` throws
 */
export async function readModelJson(
  path: string | null,
  name: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<unknown> {
  if (path === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await read(path))) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const code = path.includes('tokenizer') ? 'tokenizer-invalid' : 'model-invalid';
    throw new CrosslensError(code, `${path} of ${name} is not JSON: ${error.message}`, { cause: error });
  }
}
