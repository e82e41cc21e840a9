export interface SpeedRequest {
  readonly id: string;
  /** Folder of the model's files, with the slash at its end. */
  readonly baseUrl: string;
  /** The ONNX file, by its path in the folder. */
  readonly model: string;
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly threads: number;
  /** Texts in one run of the graph. */
  readonly batch: number;
  readonly texts: readonly string[];
}

/** All texts encoded once. */
export interface SpeedRound {
  /** Milliseconds from texts to ids. */
  readonly tokenising: number;
  /** Milliseconds from ids to vectors. */
  readonly network: number;
  /** Without padding. */
  readonly tokens: number;
}

/** What the page offers to the script that drives it. */
export interface SpeedPage {
  open(request: SpeedRequest): Promise<void>;
  encode(id: string): Promise<SpeedRound>;
}

export type SpeedAnswer = SpeedRound | { readonly error: string };
