/** A mistake in how the command was called; the message is all that is printed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `crosslens: multilingual retrieval from the command line, over the code that runs in the browser

  crosslens models [--json]
      lists the encoders that ship with it, and bm25

  crosslens embed --model ID --as query|passage --in FILE.jsonl --out FILE.npy
      one JSON object with "text" per line in; a C-order float32 matrix out, row i for line i

  crosslens search --model ID --corpus PATH [--k 10] [--json] "query"
      the best passages for a query

  crosslens eval --model ID [--model ID …] --corpus PATH [options]
      --setting mono|cross|multi|all     (all)
      --measures LIST                    (mAP,R@10,nDCG@10,MRR; RD is rank distance)
      --xqg FILE --alpha 0.01            fuses generated queries into the passage vectors
      --xqg-mode sum|mean                (sum, as the paper has it)
      --xqg-per-language N               (all that the file has)
      --json                             tidy rows, values as fractions 0–1

  Both search and eval take
      --corpus PATH            a file or folder (XQuAD-R, SQuAD-style, JSON Lines), or demo; may be repeated
      --queries PATH           queries that take the place of the corpus's own; may be repeated
      --languages am,km        queries and passages of these languages only
      --query-languages LIST, --passage-languages LIST

  --threads N (1) sets the threads of the encoder. Results go to stdout, progress to stderr.
`;
