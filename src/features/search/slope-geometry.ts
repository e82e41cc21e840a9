/** Where one passage stands in a column, in pixels from the corner of the columns' common box. */
export interface Anchor {
  readonly passageId: string;
  readonly left: number;
  readonly right: number;
  /** Middle of the card's first line. */
  readonly y: number;
  readonly gold: boolean;
  /** At the foot, among the relevant passages that were missed. */
  readonly missed: boolean;
}

export interface Slope {
  readonly key: string;
  readonly passageId: string;
  readonly path: string;
  readonly gold: boolean;
  readonly missed: boolean;
}

/** Lines between the places of the same passage in neighbouring columns; level tangents at both ends. */
export function slopes(columns: readonly (readonly Anchor[])[]): readonly Slope[] {
  return columns.slice(1).flatMap((right, index) => {
    const left = columns[index] ?? [];
    const there = new Map(right.map((anchor) => [anchor.passageId, anchor]));
    return left.flatMap((from): Slope[] => {
      const to = there.get(from.passageId);
      if (to === undefined) return [];
      return [
        {
          key: `${index} ${from.passageId}`,
          passageId: from.passageId,
          path: curve(from.right, from.y, to.left, to.y),
          gold: from.gold,
          missed: from.missed || to.missed,
        },
      ];
    });
  });
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const bend = (x2 - x1) / 2;
  const point = (x: number, y: number): string => `${round(x)} ${round(y)}`;
  return `M${point(x1, y1)}C${point(x1 + bend, y1)} ${point(x2 - bend, y2)} ${point(x2, y2)}`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
