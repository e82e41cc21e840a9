/** How a file's bytes are to be read, or why they cannot be. `skip` is the length of the byte order mark. */
type Inspection =
  | { readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; readonly skip: number }
  | { readonly refusal: string };

/** First bytes of what people pick by mistake. */
const KNOWN_BINARIES: readonly (readonly [magic: string, what: string])[] = [
  ['PK\x03\x04', 'It is a ZIP archive (or an office document). Unpack it first.'],
  ['\x28\xb5\x2f\xfd', 'It is compressed with Zstandard. Unpack it first.'],
  ['BZh', 'It is compressed with bzip2. Unpack it first.'],
  ['PAR1', 'It is a Parquet file. Save it as JSON Lines first.'],
  ['%PDF', 'It is a PDF. A corpus is text: JSON, tables, lines.'],
  ['7z\xbc\xaf\x27\x1c', 'It is a 7-Zip archive. Unpack it first.'],
  ['\xfd7zXZ', 'It is compressed with xz. Unpack it first.'],
  ['Rar!', 'It is a RAR archive. Unpack it first.'],
  ['\x89PNG', 'It is an image. A corpus is text: JSON, tables, lines.'],
  ['\xff\xd8\xff', 'It is an image. A corpus is text: JSON, tables, lines.'],
];

/** How many bytes are looked at for what text does not hold. */
const SAMPLE = 8_192;

export function inspectBytes(bytes: Uint8Array): Inspection {
  for (const [magic, refusal] of KNOWN_BINARIES) if (startsWith(bytes, magic)) return { refusal };
  if (startsWith(bytes.subarray(257), 'ustar')) return { refusal: 'It is a tar archive. Unpack it first.' };
  if (startsWith(bytes, '\xff\xfe\x00\x00') || startsWith(bytes, '\x00\x00\xfe\xff')) {
    return { refusal: 'It is encoded in UTF-32. Save it as UTF-8.' };
  }
  if (startsWith(bytes, '\xef\xbb\xbf')) return { encoding: 'utf-8', skip: 3 };
  if (startsWith(bytes, '\xff\xfe')) return { encoding: 'utf-16le', skip: 2 };
  if (startsWith(bytes, '\xfe\xff')) return { encoding: 'utf-16be', skip: 2 };
  const nul = bytes.subarray(0, SAMPLE).indexOf(0);
  if (nul === -1) return { encoding: 'utf-8', skip: 0 };
  if (alternatesWithNul(bytes)) {
    return { refusal: 'It looks like UTF-16 without a byte order mark. Save it as UTF-8.' };
  }
  return {
    refusal: `It is not text: byte ${nul.toLocaleString('en-GB')} is NUL. A corpus is text: JSON, tables, lines.`,
  };
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  if (bytes.length < magic.length) return false;
  for (let i = 0; i < magic.length; i++) if (bytes[i] !== magic.charCodeAt(i)) return false;
  return true;
}

/** `{` and `"` with a NUL after or before each: the beginning of JSON in UTF-16. */
function alternatesWithNul(bytes: Uint8Array): boolean {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  return (a !== 0 && b === 0 && c !== 0 && d === 0) || (a === 0 && b !== 0 && c === 0 && d !== 0);
}
