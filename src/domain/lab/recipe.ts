import type { LanguageCode } from '../corpus/types.ts';

/** What is trained on top of frozen vectors: W (d × d), W = I + U·D of a rank, or one hidden layer beside the identity. */
export type Shape =
  | { readonly kind: 'full' }
  | { readonly kind: 'low-rank'; readonly rank: number }
  | { readonly kind: 'hidden'; readonly width: number };

/** Settings that every trained recipe has. Adapters start as the identity. */
export interface Training {
  readonly shape: Shape;
  /** Passes over the training pairs. */
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** AdamW's, pulling towards the start (the identity) instead of towards zero. */
  readonly weightDecay: number;
  /** Divides similarities in InfoNCE. */
  readonly temperature: number;
}

/** Batch strategies (arXiv 2408.10536): a batch is monolingual with probability α, else cross-lingual. */
export interface HybridRecipe {
  readonly kind: 'hybrid';
  readonly alpha: number;
  /** Training languages; empty means all that the shard has. */
  readonly languages: readonly LanguageCode[];
  readonly training: Training;
}

/** Language alignment (arXiv 2408.11942): parallel texts drawn together first, then hybrid batches. */
export interface AlignRecipe {
  readonly kind: 'align';
  readonly on: 'queries' | 'passages';
  /** Passes over the parallel texts before the retrieval training starts. */
  readonly alignEpochs: number;
  readonly alpha: number;
  readonly languages: readonly LanguageCode[];
  readonly training: Training;
}

/** Distillation (Dr.DECR, arXiv 2112.08185): the query of `teacher` language teaches its parallel queries. */
export interface DistilRecipe {
  readonly kind: 'distil';
  readonly teacher: LanguageCode;
  /** The paper's 2: softens both distributions. */
  readonly softening: number;
  /** Multiplies cosines before softening: cosines alone are too flat to teach anything. Ours. */
  readonly scale: number;
  /** Weight of the mean-squared term between the parallel queries' vectors; the KL term has 1. */
  readonly squaredWeight: number;
  readonly training: Training;
}

/** Optimal transport (OPTICAL, arXiv 2301.12566) between the token vectors of a parallel pair. */
export interface TransportRecipe {
  readonly kind: 'transport';
  readonly teacher: LanguageCode;
  /** Entropic regularisation ε of Sinkhorn. */
  readonly epsilon: number;
  readonly iterations: number;
  /** Parallel pairs that are drawn for training. */
  readonly pairs: number;
  readonly training: Training;
}

/** Self-training (Sentri) labels each query with its best passage; mining (CORA) with a passage that holds an answer. */
export interface SelfTrainRecipe {
  readonly kind: 'self-train';
  readonly label: 'top' | 'answer';
  readonly rounds: number;
  /** Top passages of each language that are looked at; 1 for `top`. */
  readonly depth: number;
  /** Lowest cosine of a pseudo-label. */
  readonly threshold: number;
  readonly training: Training;
}

/** Controls without training: fitted in closed form on the training half. */
export type ControlRecipe =
  /** Subtracts each language's mean, by side. */
  | { readonly kind: 'centre' }
  /** LIR: removes each language's top principal directions. */
  | { readonly kind: 'subspace'; readonly components: number }
  /** SHIFT: subtracts from passages of a language the mean difference to their parallel passages in the pivot. */
  | { readonly kind: 'shift'; readonly pivot: LanguageCode }
  /** Whitening; `shrinkage` 0–1 mixes the covariance with its mean variance. */
  | { readonly kind: 'whiten'; readonly shrinkage: number };

export type TrainedRecipe = HybridRecipe | AlignRecipe | DistilRecipe | TransportRecipe | SelfTrainRecipe;
export type Recipe = TrainedRecipe | ControlRecipe;
export type RecipeKind = Recipe['kind'];
