import type { LanguageCode } from '../corpus/types.ts';

/** Which side of retrieval a text stands on. */
export type Side = 'query' | 'passage';

/** Row-major, rows × columns. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** Which texts a step changes. */
export type AppliesTo = Side | 'both';

/** Something that depends on a text's language; `otherwise` serves languages that were not seen, `null` leaves them. */
export interface ByLanguage<T> {
  readonly languages: Readonly<Record<LanguageCode, T>>;
  readonly otherwise: T | null;
}

/** One step of what is done to a frozen vector x [d]. */
export type AdapterStep =
  /** x − offset */
  | { readonly kind: 'shift'; readonly to: AppliesTo; readonly offsets: ByLanguage<Float32Array> }
  /** x − Bᵀ(B·x), where the rows of B [r × d] are orthonormal */
  | { readonly kind: 'project-out'; readonly to: AppliesTo; readonly bases: ByLanguage<Matrix> }
  /** W·x + b, W [d × d] */
  | {
      readonly kind: 'linear';
      readonly to: AppliesTo;
      readonly weight: Matrix;
      readonly bias: Float32Array | null;
    }
  /** x + U·(D·x), D [r × d], U [d × r] */
  | { readonly kind: 'low-rank'; readonly to: AppliesTo; readonly down: Matrix; readonly up: Matrix }
  /** x + O·tanh(I·x + b), I [h × d], b [h], O [d × h] */
  | {
      readonly kind: 'hidden';
      readonly to: AppliesTo;
      readonly inner: Matrix;
      readonly bias: Float32Array;
      readonly outer: Matrix;
    }
  /** x / |x|; a zero vector stays zero */
  | { readonly kind: 'unit-length'; readonly to: AppliesTo };

/** What the Lab makes of an encoder's frozen vectors: steps, one after the other. No step changes the dimensions. */
export interface Adapter {
  readonly dimensions: number;
  readonly steps: readonly AdapterStep[];
}
