import type { ErrorCode, WireError } from '../protocol/errors.ts';

/** What a person reads: what happened, the particulars, and the step that leads on. */
export interface Explanation {
  readonly title: string;
  readonly detail: string;
  readonly action: string;
}

const WORDS: Readonly<Record<ErrorCode, { readonly title: string; readonly action: string }>> = {
  aborted: { title: 'Cancelled', action: 'Start it again when you like; what was done is kept.' },
  'worker-crashed': {
    title: 'A worker stopped',
    action: 'Open the arm again. If it stops again, choose a smaller shard or close other tabs.',
  },
  network: {
    title: 'A file could not be fetched',
    action: 'Check that the server still runs, then try again.',
  },
  'not-found': {
    title: 'A file is missing',
    action: 'Build the app again (npm start), so that the models are in place.',
  },
  'hash-mismatch': {
    title: 'A file is not the one that was published',
    action: 'Reload without the cache. If it stays, the file was changed or cut short: build the app again.',
  },
  'access-denied': {
    title: 'The server does not give this out',
    action:
      'Sign in at the source, accept its terms and download the files there; then open the folder here.',
  },
  'file-damaged': {
    title: 'A file is damaged or not what it should be',
    action: 'Fetch it again, or choose another file.',
  },
  'storage-full': {
    title: 'This browser has no room left',
    action: 'Delete something under Storage, and try again.',
  },
  'manifest-invalid': {
    title: 'The list of encoders cannot be read',
    action: 'Restore models/manifest.json and build the app again.',
  },
  'sweeps-invalid': {
    title: 'The sweeps cannot be read',
    action:
      'Write models/sweeps.json again (python -m crosslens_training sweeps) or take it away, and build the app again.',
  },
  'model-invalid': { title: 'The model cannot be used', action: 'Choose another encoder.' },
  'tokenizer-invalid': { title: 'The tokenizer cannot be read', action: 'Choose another encoder.' },
  'device-unavailable': { title: 'The device cannot run this encoder', action: 'Choose WASM for this arm.' },
  'device-lost': { title: 'The GPU stopped half-way', action: 'The arm goes on with WASM.' },
  'device-mismatch': { title: 'The device computes something else', action: 'Choose WASM for this arm.' },
  'out-of-memory': { title: 'Out of memory', action: 'Choose fewer languages or rows, or fewer arms.' },
  'corpus-empty': { title: 'Nothing is left to index', action: 'Choose more languages or more rows.' },
  'corpus-invalid': {
    title: 'The corpus cannot be read',
    action: 'Look at the report below for each file and row.',
  },
  'file-needed': {
    title: 'A file of yours is needed',
    action: 'Open it again under Corpus; the arm then opens by itself.',
  },
  unanswerable: {
    title: 'A run answers its own queries only',
    action: 'Choose one of the corpus’s queries.',
  },
  'not-possible': {
    title: 'This cannot be done with this data',
    action: 'Change what the message names, and try again.',
  },
  'arm-file-invalid': {
    title: 'This file is no arm of the Lab',
    action: 'Choose a .safetensors file that was exported from the Lab.',
  },
  'not-ready': { title: 'Not ready yet', action: 'Wait until indexing is done.' },
  internal: {
    title: 'Something went wrong in Crosslens',
    action: 'Try again; if it stays, please report it with the text above.',
  },
};

export function explainError(error: WireError): Explanation {
  const words = WORDS[error.code];
  return { title: words.title, detail: error.message, action: words.action };
}
