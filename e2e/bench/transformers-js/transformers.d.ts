/** What the comparison uses of a package that is installed only when it runs. */
declare module '@huggingface/transformers' {
  export const env: {
    allowRemoteModels: boolean;
    allowLocalModels: boolean;
    localModelPath: string;
    useBrowserCache: boolean;
    useWasmCache: boolean;
    readonly backends: {
      readonly onnx: {
        readonly wasm: { numThreads: number; wasmPaths: { readonly mjs: string; readonly wasm: string } };
      };
    };
  };
  export type FeatureExtractor = (
    texts: readonly string[],
    options: { readonly pooling: 'mean'; readonly normalize: boolean },
  ) => Promise<{ readonly data: ArrayLike<number> }>;
  export function pipeline(
    task: 'feature-extraction',
    model: string,
    options: { readonly device: 'wasm'; readonly dtype: string },
  ): Promise<FeatureExtractor>;
}
