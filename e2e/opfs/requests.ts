/** What the tests of e2e/opfs.spec.ts ask of a worker. */
export interface StoreRequest {
  /**
   * `scenario`: every step of the store's promise; `open`: which store `openStore` gives; `fill`: appends megabytes
   * until it is refused, and says how many stayed; `begin`: appends and ends without closing; `size`: of what is there.
   */
  readonly what: 'scenario' | 'open' | 'fill' | 'begin' | 'size';
  /** Parts of the file system that the browser is to lack. */
  readonly without?: readonly ('createWritable' | 'createSyncAccessHandle' | 'move' | 'getDirectory')[];
}
