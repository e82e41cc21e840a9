/**
 * Tails of Student's t and of χ² by way of the regularised incomplete beta and gamma functions. Formula numbers are
 * those of the NIST Digital Library of Mathematical Functions (DLMF, https://dlmf.nist.gov): Stirling's series 5.11.1,
 * the beta fraction 8.17.22, the gamma series 8.11.4 and the gamma fraction 8.9.2. Fractions are evaluated by Lentz's
 * method as modified by Thompson and Barnett (1986).
 */

/** Where series and fractions stop. Less than this, and rounding could keep a fraction from ever settling. */
const PRECISION = 1e-15;
const MOST_STEPS = 1_000_000;
/** Lentz's method divides by its partial sums; this stands in for one that is exactly 0. */
const TINY = 1e-300;
/** From here on Stirling's series with the terms below is exact to the last digits of a double. */
const STIRLING_FROM = 10;
/** B₂ₖ / (2k(2k − 1)), k = 1 … 7, with the Bernoulli numbers B. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** Probability that Student's t with `df` > 0 degrees of freedom exceeds `t`; `df` need not be whole. */
export function studentTSurvival(t: number, df: number): number {
  requirePositive('df', df);
  if (Number.isNaN(t)) return NaN;
  const square = t * t;
  if (square === Infinity) return t > 0 ? 0 : 1;
  const tail = regularisedBeta(df / 2, 0.5, df / (df + square), square / (df + square)) / 2;
  return t >= 0 ? tail : 1 - tail;
}

/** Probability that χ² with `df` > 0 degrees of freedom exceeds `x`; `df` need not be whole. */
export function chiSquareSurvival(x: number, df: number): number {
  requirePositive('df', df);
  return upperGamma(df / 2, x / 2);
}

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  requirePositive('x', x);
  let product = 1;
  let shifted = x;
  for (; shifted < STIRLING_FROM; shifted += 1) product *= shifted;
  const series = (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI);
  return series + stirlingRest(shifted) - Math.log(product);
}

/**
 * Regularised incomplete beta function Iₓ(a, b).
 * @param y 1 − x, which the caller often has with more digits than the subtraction leaves
 */
export function regularisedBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // The fraction converges quickly on this side of the mean only; the other side is its mirror image.
  return x < (a + 1) / (a + b + 2) ? betaTail(a, b, x, y) : 1 - betaTail(b, a, y, x);
}

/** Regularised upper incomplete gamma function Q(a, x), a > 0; 1 for x ≤ 0. */
export function upperGamma(a: number, x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - gammaBySeries(a, x) : gammaByFraction(a, x);
}

function betaTail(a: number, b: number, x: number, y: number): number {
  const front = Math.exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b)) / a;
  const fraction = lentz((step) => {
    const m = Math.floor(step / 2);
    return step % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  }, 1);
  return front / fraction;
}

function gammaBySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * PRECISION; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum * gammaFront(a, x);
}

function gammaByFraction(a: number, x: number): number {
  const base = x + 1 - a;
  return (
    gammaFront(a, x) /
    lentz(
      (step) => -step * (step - a),
      base,
      (step) => base + 2 * step,
    )
  );
}

/**
 * d₀ + n₁ / (d₁ + n₂ / (d₂ + …)).
 * @param numerator nₖ for k = 1, 2, …
 * @param denominator dₖ for the same k; 1 throughout where it is left out
 */
function lentz(
  numerator: (k: number) => number,
  first: number,
  denominator: (k: number) => number = () => 1,
): number {
  let value = first === 0 ? TINY : first;
  let above = value;
  let below = 0;
  for (let k = 1; ; k += 1) {
    const n = numerator(k);
    const d = denominator(k);
    below = 1 / awayFromZero(d + n * below);
    above = awayFromZero(d + n / above);
    const change = above * below;
    value *= change;
    if (Math.abs(change - 1) <= PRECISION) return value;
    if (k >= MOST_STEPS) throw new RangeError(`A fraction did not settle within ${MOST_STEPS} steps.`);
  }
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** ln x where 1 − x is known: near 1 the complement has the digits that x lacks. */
function logOf(x: number, complement: number): number {
  return complement < 0.5 ? Math.log1p(-complement) : Math.log(x);
}

/** xᵃ e⁻ˣ / Γ(a), for large a through Stirling's series, since the three factors all but cancel there. */
function gammaFront(a: number, x: number): number {
  if (a < STIRLING_FROM) return Math.exp(a * Math.log(x) - x - logGamma(a));
  const distance = (x - a) / a;
  return Math.exp(a * (Math.log1p(distance) - distance) - stirlingRest(a)) * Math.sqrt(a / (2 * Math.PI));
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), without the cancellation of two large ln Γ. */
function logBeta(a: number, b: number): number {
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  if (large < STIRLING_FROM) return logGamma(large) + logGamma(small) - logGamma(large + small);
  const sum = large + small;
  const growth = (large - 0.5) * Math.log1p(small / large) + small * Math.log(sum) - small;
  return logGamma(small) - growth - stirlingRest(sum) + stirlingRest(large);
}

/** What ln Γ(x) has beyond (x − ½) ln x − x + ½ ln 2π, for x ≥ `STIRLING_FROM`. */
function stirlingRest(x: number): number {
  let sum = 0;
  for (const [k, coefficient] of STIRLING.entries()) sum += coefficient / x ** (2 * k + 1);
  return sum;
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} must be a positive, finite number, not ${value}.`);
  }
}
