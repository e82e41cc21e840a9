const LFS = 'version https://git-lfs.github.com/spec/';
const LOOKED_AT = 256;

/**
 * Whether a file begins as what servers and clones give in place of it.
 * @param bytes the first of the file, some hundred at least or all there are
 */
export function strangeBeginning(bytes: Uint8Array): 'a web page' | 'a Git LFS pointer' | null {
  const text = new TextDecoder().decode(bytes.subarray(0, LOOKED_AT)).trimStart();
  if (text.startsWith(LFS)) return 'a Git LFS pointer';
  return /^<(!doctype|html|head|\?xml)/i.test(text) ? 'a web page' : null;
}
