import type { Contract, InputOf, MethodName, OutputOf, ProgressOf } from './contract.ts';

/** What one call is given beside its input. */
export interface CallContext<Progress> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** What must be written to serve a contract. */
export type Service<C extends Contract> = {
  readonly [M in MethodName<C>]: (
    input: InputOf<C[M]>,
    context: CallContext<ProgressOf<C[M]>>,
  ) => Promise<OutputOf<C[M]>>;
};
