import type { WireError } from './errors.ts';

/** One call of a worker: what goes in, what comes out, and what is reported on the way. */
export interface Method<Input, Output, Progress = never> {
  readonly input: Input;
  readonly output: Output;
  readonly progress: Progress;
}

/** A worker's contract: method names to their types. Calls and implementations are both inferred from it. */
export type Contract = { readonly [name: string]: Method<unknown, unknown, unknown> };
export type MethodName<C> = Extract<keyof C, string>;
export type InputOf<M> = M extends Method<infer Input, unknown, unknown> ? Input : never;
export type OutputOf<M> = M extends Method<unknown, infer Output, unknown> ? Output : never;
export type ProgressOf<M> = M extends Method<unknown, unknown, infer Progress> ? Progress : never;

/** Main thread → worker. */
export type Request =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly type: 'cancel'; readonly id: number };

/**
 * Worker → main thread. `alive` comes once, when the worker holds the lock that is named as the worker is:
 * browsers give the lock back when a worker ends, for whatever reason, which is how its end is noticed.
 */
export type Reply =
  | { readonly type: 'alive' }
  | { readonly type: 'result'; readonly id: number; readonly output: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | { readonly type: 'progress'; readonly id: number; readonly progress: unknown };
