import { CrosslensError } from '../../protocol/errors.ts';

/** What a file is that was taken for another, told by its first bytes. */
type Stranger = 'nothing' | 'web page' | 'LFS pointer' | 'JSON' | 'archive';

const LFS = 'version https://git-lfs.github.com/spec/';
const BEGINNING = 512;

/**
 * Refuses what servers and folders give in place of a model's file: nothing at all, a web page (a login, an error, an
 * app's index page), Git's pointer to a large file that was never fetched, an error in JSON, an archive.
 * @param expected `JSON` where that is what the file should be
 * @throws CrosslensError `file-damaged`
 */
export function refuseStranger(bytes: Uint8Array, path: string, expected: 'model' | 'JSON' = 'model'): void {
  const kind = strangerOf(bytes);
  if (kind !== null && kind !== expected) throw new CrosslensError('file-damaged', `${path} ${WORDS[kind]}`);
}

const WORDS: Readonly<Record<Stranger, string>> = {
  nothing: 'is empty. Fetch it again, or choose another file.',
  'web page':
    'is a web page, not the file: the server answered with a page (a login, an error, or its index). Check the address, and whether the repository asks to sign in first.',
  'LFS pointer':
    'is a pointer of Git LFS, not the file itself: the folder was cloned without its large files. Run "git lfs pull" there, or download the file from the repository’s page.',
  JSON: 'is JSON text, not a model: most likely a message of the server. Fetch it again, or choose another file.',
  archive:
    'is a ZIP archive (PyTorch keeps its weights in one), not ONNX. Unpack it, or choose a file that ends with .onnx.',
};

function strangerOf(bytes: Uint8Array): Stranger | null {
  if (bytes.length === 0) return 'nothing';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return 'archive';
  const text = new TextDecoder().decode(bytes.subarray(0, BEGINNING)).trimStart().toLowerCase();
  if (text.startsWith(LFS)) return 'LFS pointer';
  if (/^<(!doctype|html|head|\?xml|!--)/.test(text)) return 'web page';
  if (/^[{[]\s*["{}\]]/.test(text)) return 'JSON';
  return null;
}
