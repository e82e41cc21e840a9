import type { EncoderProfile, EncoderSettings, ModelRef } from '../../protocol/encoder.ts';
import type { WireError } from '../../protocol/errors.ts';
import type { DownloadProgress, ModelReport } from '../../protocol/library.ts';

/** How far an encoder of the person's own has come. */
export type OwnEncoderState =
  /** A link names it, and it is not here. Nothing has been asked of any server. */
  | { readonly kind: 'needed' }
  /** Its folder is being listed. */
  | { readonly kind: 'looking' }
  | { readonly kind: 'fetching'; readonly progress: DownloadProgress | null }
  /** Cancelled; what was fetched is kept. */
  | { readonly kind: 'stopped'; readonly progress: DownloadProgress | null }
  /** The place has much more to fetch than the link said: the person is asked once more. */
  | { readonly kind: 'larger'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly error: WireError }
  /** It was fetched, and is another one than the link names: its files are others. */
  | { readonly kind: 'other'; readonly id: string }
  | { readonly kind: 'kept'; readonly where: 'disk' | 'memory'; readonly notice: string | null };

/** An encoder of the person's own: one that this browser keeps, or one that a link names. */
export interface OwnEncoder {
  readonly id: string;
  /** `null` as long as it is not here. */
  readonly profile: EncoderProfile | null;
  readonly ref: ModelRef;
  readonly settings: EncoderSettings;
  /** Of all its files; `null` where the link does not say. */
  readonly bytes: number | null;
  readonly state: OwnEncoderState;
}

/** A model on its way into the library, from the first look to the last byte. */
export interface Addition {
  readonly phase: 'looking' | 'looked' | 'fetching' | 'stopped' | 'done' | 'failed';
  readonly ref: ModelRef;
  /** `null` until it was looked at. */
  readonly report: ModelReport | null;
  /** As the person left them; `null` where there is no report, or no graph to run. */
  readonly settings: EncoderSettings | null;
  readonly progress: DownloadProgress | null;
  readonly error: WireError | null;
  /** Of what came of it. */
  readonly id: string | null;
}

export interface LibraryState {
  /** Models of earlier visits are known, or could not be listed. */
  readonly listed: boolean;
  readonly error: WireError | null;
  readonly addition: Addition | null;
}

export const CLOSED_LIBRARY: LibraryState = { listed: false, error: null, addition: null };
