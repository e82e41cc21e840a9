/** A mistake in how the command was called; the message is all that is printed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `crosslens: multilingual retrieval from the command line, over the code that runs in the browser

  crosslens models [--json]
      lists the encoders that ship with it, those that are kept, and bm25

  crosslens models look REF [--query-model REF] [--json]
      what a model is and how it would be run: each setting with the file that says so, and its ONNX files

  crosslens corpus look PATH [--json]
      what each file is recognised as, how it would be read, and some of its records
  crosslens corpus convert PATH… --out FILE.jsonl[.gz]
      any corpus as JSON Lines of Crosslens's own

  crosslens embed --model ID --as query|passage --in FILE.jsonl --out FILE.npy
      one JSON object with "text" per line in; a C-order float32 matrix out, row i for line i

  crosslens search --model ID --corpus PATH [--k 10] [--json] "query"
      the best passages for a query

  crosslens eval --model ID [--model ID …] --corpus PATH [options]
      --setting mono|cross|multi|all     (all)
      --measures LIST                    (mAP,R@10,nDCG@10,MRR; RD is rank distance; trec_eval's names as well)
      --run FILE                         a TREC run of another system beside the models; may be repeated
      --qrels FILE                       judgements that take the place of the corpus's own
      --xqg FILE --alpha 0.01            fuses generated queries into the passage vectors
      --xqg-mode sum|mean                (sum, as the paper has it)
      --xqg-per-language N               (all that the file has)
      --xqg-normalise                    unit length after fusion (the paper has none)
      --significance                     every two arms, question by question; with --xqg also with and without
      --export-run FILE                  the ranking as a TREC run (.gz compresses), --depth passages of each query
      --export-qrels FILE                the corpus's judgements
      --json                             tidy rows, values as fractions 0–1

  crosslens eval --run FILE [--run FILE …] --qrels FILE [options]
      evaluates runs as trec_eval does; every judged query counts (its -c)
      --measures map,ndcg_cut_10,recall_100,recip_rank
      --convention 10|9                  (10; 9 keeps scores in single precision)
      --level N                          lowest level that is relevant (1)
      --depth N                          only so many passages of each query count
      --no-complete                      leaves out judged queries that the run lacks
      --significance, --json             {"<measure>":{"all":x,"n":n,"perQuery":{"<query>":x}}} for one run

  Both take with --significance
      --correction holm|bonferroni (holm), --resamples N (10000), --seed N (1)

  crosslens answers --corpus PATH --retrieved FILE | --predictions FILE [--json]
      against the answers that the corpus's queries carry
      --retrieved FILE         [{"id": …, "ctxs": [text, …]}]: has-answer R@k (--k 10), R@2kt and R@5kt, official and
                               strict, and by characters
      --predictions FILE       {"<id>": "answer"}: exact match and F1, by the rules of SQuAD and MLQA
      --punkt FILE             Punkt's English parameters; without them R@kt is marked approximate

  crosslens xqg generate --corpus PATH --languages am,km --out FILE.jsonl [options]
      writes queries for every passage; a FILE that is there already is gone on with
      --generator ID|FOLDER              (the first that ships; a folder holds an encoder–decoder as ONNX)
      --per-language 5 --top-k 10 --temperature 1 --seed 1
      --passage-languages LIST --limit N passages in these languages, the first N of them
      --own-language                     in the passage's own language as well, which fusion never uses

  crosslens xqg check --corpus PATH --xqg FILE [--k 10] [--json]
      shares of generated queries that are in the language asked for, that find their own or the parallel passage
      among the first k of that language by BM25, and that are duplicates

  crosslens xqg fuse --model ID --corpus PATH --xqg FILE --alpha 0.01 --out FILE.npy
      fused passage vectors, and FILE.ids.jsonl with the id of each row

  crosslens lab train --recipe KIND --model ID --corpus PATH [options]
      trains an adapter on the model's vectors in one half of the articles, and says what it changes on the questions
      of the other half: monolingual, cross-lingual and multilingual mAP, and rank distance
      --recipe hybrid        --alpha 0.5 (share of monolingual batches), --training-languages LIST
      --recipe align         --on queries|passages, --align-epochs N, and what hybrid takes
      --recipe distil        --teacher en, --softening 2, --scale N, --squared-weight N
      --recipe transport     --teacher en, --epsilon N, --iterations N, --pairs N
      --recipe self-train    --label top|answer, --rounds N, --depth N, --threshold N
      --recipe centre, subspace (--components N), shift (--pivot en), whiten (--shrinkage N): fitted, not trained
      --epochs N, --batch-size N, --learning-rate N, --weight-decay N, --temperature N
      --shape full|low-rank:R|hidden:H
      --seed 1, --seeds 1                the first seed, and how many: several give a 95 % interval (Student's t)
      --split-seed 1, --held-out 0.5     which articles are held out
      --xqg FILE --xqg-alpha 0.01        also with generated queries fused, before and after; --xqg-mode and so on as
                                         in eval
      --out FILE.safetensors, --name TEXT the arm that the first seed makes
      --json                             settings, changes, and tidy rows for each seed

  crosslens lab sweep --model ID --corpus PATH [options]
      hybrid batches at several shares, or with more and more training languages
      --alpha 0:1:0.1                    a range with its step, or a list (0,0.25,0.5,0.75,1)
      --training-languages en,de,… --counts 1,2,4
                                         languages in the order in which they are added, and after how many to measure
      --json, and of lab train what concerns training, seeds and the split

  crosslens lab assemble --kind KIND --model ID --corpus PATH --out FILE.safetensors
      an arm without training
      --kind tag             --tag-language own|CODE: [am] after every query
      --kind expand          --in FILE (JSON Lines: query, texts), --mode document|mean|concatenate; --keep-meta-text
      --kind permutation     --in FILE (JSON Lines: query, ranking; or a TREC run)
      --kind views           --dense 0.4 --lexical 0.2 --late 0.4, --depth 100

  crosslens lab candidates --model ID --corpus PATH [--depth 20] --out FILE.jsonl
      the best passages of every query with their texts, a line for each query, for a reranker of your own

  crosslens lab rerank --cross-encoder FOLDER --model ID --corpus PATH [--depth 20] --out FILE.jsonl
      orders them by a cross-encoder (config.json, tokenizer.json, onnx/model.onnx), a ranking a line

  --model takes an ID of crosslens models, and REF:
      hub:owner/name[@revision]          from the Hugging Face Hub, or from what HF_ENDPOINT names; kept in the cache
      https://…                          a folder on any server, with the files at the Hub's names; kept in the cache
      FOLDER                             read where it is; a path with a slash in it (./model)
      --query-model REF                  a separate query encoder, as mDPR's
      --dtype fp32|fp16|q8|q4|q4f16      or the path of an ONNX file; q8, q4 or fp32, whichever is there first
      --pooling mean|cls|last|output, --normalise, --no-normalise, --query-prefix TEXT, --passage-prefix TEXT,
      --max-tokens N, --dimensions N (Matryoshka): in place of what the model's own files say
      CROSSLENS_CACHE                    where models are kept (~/.cache/crosslens)

  A FILE.safetensors that the Lab made stands wherever --model takes an encoder. Questions about what it was trained on
  judge no arm of an eval.

  search, eval and lab take
      --corpus PATH            a file, a folder with all that is in it, a ZIP, an https address, or demo; may be
                               repeated. SQuAD and its kin, BEIR, MIRACL, Mr.TyDi, MLDR, MS MARCO, DPR, Belebele, MKQA,
                               JSON Lines, CSV, TSV, Parquet, TMX, parallel lines, text, Markdown; each also .gz
      --queries PATH           queries that take the place of the corpus's own; may be repeated
      --languages am,km        queries and passages of these languages only
      --query-languages LIST, --passage-languages LIST
  and, like corpus look and convert,
      --format [FILE=]FORMAT   in place of what a file is recognised as, for all files or for one
      --language [FILE=]CODE   of texts that name none; detect: text by text
      --columns ROLE=NAME,…    of a table: id, text, title, lang, group, query, queryId, relevant
      --passage-characters N   (800) of plain text and Markdown
      --first N, --range A:B, --sample N (--sample-seed 1, --sample-per-language)
                               so many rows of the passages, and those that are relevant to queries; the others are never
                               in memory. Parallel passages are one row
      --no-keep-relevant       without those

  --threads N (1) sets the threads of the model. Results go to stdout, progress to stderr.
`;
