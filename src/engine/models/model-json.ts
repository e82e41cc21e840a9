import { CrosslensError } from '../../protocol/errors.ts';
import { refuseStranger } from './file-kind.ts';

/**
 * Reads a JSON file of a model's folder; `null` where there is none.
 * @throws CrosslensError `file-damaged` for a web page and the like, `model-invalid` or `tokenizer-invalid` for what is
 * not JSON, or what `read` throws
 */
export async function readModelJson(
  path: string | null,
  name: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<unknown> {
  if (path === null) return null;
  const bytes = await read(path);
  refuseStranger(bytes, `${path} of ${name}`, 'JSON');
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    const code = path.includes('tokenizer') ? 'tokenizer-invalid' : 'model-invalid';
    throw new CrosslensError(code, `${path} of ${name} is not JSON: ${String(error)}`, { cause: error });
  }
}
