/**
 * Rows of `from` [rows × d] scaled to length 1, into `unit`; their lengths into `lengths` [rows]. A row of zeros has
 * no direction and stays.
 */
export function toUnitRows(
  from: Float32Array,
  rows: number,
  d: number,
  unit: Float32Array,
  lengths: Float32Array,
): void {
  for (let row = 0; row < rows; row += 1) {
    const start = row * d;
    let squares = 0;
    for (let i = start; i < start + d; i += 1) squares += (from[i] ?? 0) * (from[i] ?? 0);
    const length = Math.sqrt(squares);
    const scale = length === 0 ? 0 : 1 / length;
    for (let i = start; i < start + d; i += 1) unit[i] = (from[i] ?? 0) * scale;
    lengths[row] = length;
  }
}

/**
 * ∂loss/∂x = (g − u(u·g)) ÷ |x| for each row, out of g = ∂loss/∂u, in place: only what turns a vector changes a
 * cosine. A row of zeros gets no gradient.
 * @param gradient g on entry, ∂loss/∂x on return [rows × d]
 */
export function backThroughUnitRows(
  unit: Float32Array,
  lengths: Float32Array,
  rows: number,
  d: number,
  gradient: Float32Array,
): void {
  for (let row = 0; row < rows; row += 1) {
    const start = row * d;
    let along = 0;
    for (let i = start; i < start + d; i += 1) along += (unit[i] ?? 0) * (gradient[i] ?? 0);
    const length = lengths[row] ?? 0;
    const scale = length === 0 ? 0 : 1 / length;
    for (let i = start; i < start + d; i += 1) {
      gradient[i] = ((gradient[i] ?? 0) - (unit[i] ?? 0) * along) * scale;
    }
  }
}
