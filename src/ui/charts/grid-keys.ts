interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads inside a grid (WAI-ARIA's grid pattern); `null` for keys that mean nothing there. */
export function step(key: string, { row, column }: Place, rows: number, columns: number): Place | null {
  const clamp = (value: number, length: number): number => Math.max(0, Math.min(length - 1, value));
  switch (key) {
    case 'ArrowUp':
      return { row: clamp(row - 1, rows), column };
    case 'ArrowDown':
      return { row: clamp(row + 1, rows), column };
    case 'ArrowLeft':
      return { row, column: clamp(column - 1, columns) };
    case 'ArrowRight':
      return { row, column: clamp(column + 1, columns) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return null;
  }
}
