/** Looks over Parquet's run-length and bit-packed integers before they are decoded. */

/**
 * How many values the runs from `start` on hold, and `null` where they claim more than a page has. A decoder believes
 * them: a few damaged bytes can keep it busy with two thousand million values.
 * @param width bits of one value
 * @param values of the page
 */
export function countRuns(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: number,
  values: number,
): number | null {
  const bytesOfValue = Math.ceil(width / 8);
  let at = start;
  let seen = 0;
  while (seen < values && at < end) {
    let header = 0;
    let shift = 0;
    for (; at < end; shift += 7) {
      const byte = bytes[at++] ?? 0;
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const packed = header % 2 === 1;
    const count = packed ? ((header - 1) / 2) * 8 : header / 2;
    // Packed runs come in eights, whatever is left of the page; some writers fill up a whole group of 504.
    if (count > values - seen + (packed ? 511 : 0)) return null;
    at += packed ? (count / 8) * width : bytesOfValue;
    seen += count;
  }
  return seen;
}
