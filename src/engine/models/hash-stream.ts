import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';

/** Read at a time: little memory, and few turns. */
const STEP_BYTES = 2 ** 22;

/** SHA-256 of content that comes piece by piece: the browser's own digest wants it whole. */
export interface StreamHash {
  update(bytes: Uint8Array): void;
  /** Hex. */
  finish(): string;
}

export function startHash(): StreamHash {
  const state = sha256.create();
  return {
    update(bytes) {
      state.update(bytes);
    },
    finish: () => bytesToHex(state.digest()),
  };
}

/**
 * Reads a Blob into a hash. @param onBytes gets what was read so far
 * @throws CrosslensError `aborted`, or what reading the Blob throws
 */
export async function hashBlob(
  hash: StreamHash,
  blob: Blob,
  signal?: AbortSignal,
  onBytes?: (read: number) => void,
): Promise<void> {
  for (let at = 0; at < blob.size; at += STEP_BYTES) {
    throwIfAborted(signal);
    hash.update(new Uint8Array(await blob.slice(at, at + STEP_BYTES).arrayBuffer()));
    onBytes?.(Math.min(blob.size, at + STEP_BYTES));
    await yieldToEvents();
  }
}
