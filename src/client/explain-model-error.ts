import type { ErrorCode, WireError } from '../protocol/errors.ts';
import type { Explanation } from './explain-error.ts';
import { explainError } from './explain-error.ts';

/** Words for what goes wrong with a model from elsewhere, where those of the app's own files would mislead. */
const WORDS: Partial<Readonly<Record<ErrorCode, { readonly title: string; readonly action: string }>>> = {
  network: {
    title: 'The server could not be reached, or broke off',
    action:
      'Check the address and your connection, then go on: what was fetched is kept. A server other than the Hub has to allow other pages to read from it (CORS).',
  },
  'not-found': {
    title: 'There is nothing of this name',
    action: 'Check the id, the revision and the path. Private repositories answer as if they were not there.',
  },
  'hash-mismatch': {
    title: 'What arrived is not what the source announced',
    action: 'Delete it under Storage and fetch it again.',
  },
  'file-damaged': {
    title: 'A file is damaged, or not what its name says',
    action: 'Fetch it again, or choose another file or folder.',
  },
  'model-invalid': {
    title: 'This model cannot be run here',
    action: 'Choose another ONNX file of it, other settings, or another model.',
  },
  'tokenizer-invalid': {
    title: 'Its tokenizer cannot be read',
    action: 'The model needs a tokenizer.json of the Hugging Face kind; choose another export of it.',
  },
  'file-needed': {
    title: 'Its files are not here',
    action: 'Fetch them, or choose the folder; the arm then opens by itself.',
  },
};

export function explainModelError(error: WireError): Explanation {
  const words = WORDS[error.code];
  return words === undefined
    ? explainError(error)
    : { title: words.title, detail: error.message, action: words.action };
}
