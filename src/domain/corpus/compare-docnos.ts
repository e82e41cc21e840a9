/**
 * Orders ids by the bytes of their UTF-8, as trec_eval's `strcmp` does. UTF-8 sorts by code point; JavaScript's `<`
 * sorts by UTF-16 unit and puts what is beyond U+FFFF (surrogates, D800–DFFF) before U+E000–U+FFFF.
 */
export function compareDocnos(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
