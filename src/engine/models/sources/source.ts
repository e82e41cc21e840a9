import type { ListedFile } from '../../../protocol/library.ts';

/** What a place holds, before anything large is fetched from it. */
export interface Listing {
  readonly name: string;
  /** The commit that the Hub answered with, `local` for a folder, `unversioned` for a plain server. */
  readonly revision: string;
  readonly licence: string | null;
  readonly files: readonly ListedFile[];
}

/** Gives the files of one place at one revision. */
export interface SourceReader {
  /** Where a file comes from, as a person reads it: an address, or the folder's name and a path. */
  addressOf(path: string): string;
  /** Names the content of a file at its place, for a download that goes on on another day. */
  keyOf(path: string): string;
  /** The file itself where it is on this machine, so that it need not be fetched; else `null`. */
  blobOf(path: string): Blob | null;
  /** Whether other content may come under the same key one day. */
  mayChange(path: string): boolean;
  /**
   * A JSON file or a README, whole.
   * @throws CrosslensError `network`, `not-found`, `access-denied`, `file-damaged`, `aborted`
   */
  readSmall(path: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * @param from the byte to go on with; a server may begin at 0 all the same
   * @throws CrosslensError as `readSmall`
   */
  open(path: string, from: number, signal?: AbortSignal): Promise<OpenedFile>;
}

/** A model that was found. */
export interface ModelSource extends Listing, SourceReader {}

export interface OpenedFile {
  /** Where `body` begins: as asked, or 0 where the whole file came. */
  readonly from: number;
  /** Bytes of the whole file; `null` where nobody says. */
  readonly total: number | null;
  /** Changes when the content does (ETag, or the time of the last change); `null` where nobody says. */
  readonly validator: string | null;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Larger files are not taken for JSON: the largest tokenizers in use have 35 MB. */
export const SMALL_BYTES = 2 ** 26;
