/** A name that every file system takes: what is neither a letter nor a digit becomes a hyphen, `@` and `.` stay inside. */
export function fileName(parts: readonly string[], extension: string): string {
  const stem = parts
    .join('-')
    .replace(/[^\p{L}\p{M}\p{N}@.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    // Windows and Linux stop at 255 bytes; letters of many scripts have three.
    .slice(0, 80);
  return `${stem === '' ? 'export' : stem}.${extension}`;
}
