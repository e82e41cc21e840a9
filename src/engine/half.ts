/** Half precision (IEEE 754 binary16) widened to single: exact, as every half is a single. */
export function widenHalves(bits: Uint16Array): Float32Array {
  const table = (singles ??= createTable());
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i += 1) out[i] = table[bits[i] ?? 0] ?? 0;
  return out;
}

/** All 65,536 halves take 256 kB, and a look-up is several times faster than taking each one apart. */
let singles: Float32Array | null = null;

function createTable(): Float32Array {
  return Float32Array.from({ length: 65_536 }, (_, half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    // Without an exponent the leading one is missing too (subnormal numbers).
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
  });
}
