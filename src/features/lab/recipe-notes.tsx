import type { ReactNode } from 'react';
import type { ControlKind } from './draft-recipes.ts';
import type { Choice } from './lab-form.ts';

/** What a person should know of a recipe before running it. */
interface RecipeNote {
  readonly title: string;
  /** One plain sentence. */
  readonly sentence: string;
  readonly paper: string;
  readonly formula: ReactNode;
  /** What the symbols of the formula stand for. */
  readonly symbols: string;
  readonly theirs: string;
  readonly ours: string;
}

const FROZEN =
  'The encoder stays frozen and an adapter on its vectors is trained, the same for queries and passages, starting from “change nothing”.';

export const RECIPE_NOTES: Readonly<Record<Choice, RecipeNote>> = {
  hybrid: {
    title: 'Batch strategies',
    sentence:
      'Each batch of training pairs is either in one language or across two; α says how often it is in one.',
    paper: 'Hybrid batch training, arXiv 2408.10536',
    formula: (
      <>
        L = −log e<sup>s(q, p)/τ</sup> / Σ<sub>p′ in batch</sub> e<sup>s(q, p′)/τ</sup>
      </>
    ),
    symbols:
      's is the cosine of a query q and a passage p, p′ runs over the passages of the batch, τ is the temperature. A batch is monolingual with probability α.',
    theirs:
      'The two kinds of batches, α from 0 to 1 with 0.5 as their best, AdamW with weight decay 0.01, batches of 100. They train whole encoders on millions of texts.',
    ours: `${FROZEN} The paper states no temperature, so it is a setting here. Passages of the batch that are known to be right as well are no negatives.`,
  },
  align: {
    title: 'Language alignment',
    sentence:
      'Texts that say the same in two languages are first drawn together; then retrieval is trained as above.',
    paper: 'mDPR for Amharic and Khmer, arXiv 2408.11942',
    formula: (
      <>
        L = −log e<sup>s(x, x̂)/τ</sup> / Σ<sub>x′ in batch</sub> e<sup>s(x, x′)/τ</sup>, then batches with α
      </>
    ),
    symbols: 'x and x̂ are parallel texts in two languages; x′ runs over the texts of the batch.',
    theirs:
      'Aligning a low-resource language with a larger one before retrieval training. They go on pre-training the encoder with masked words of translated texts and enlarge its vocabulary.',
    ours: `${FROZEN} Parallel queries or passages of the shard’s training half take the place of their bitext. “To compare” trains the same without the alignment.`,
  },
  distil: {
    title: 'Distillation',
    sentence:
      'The query in a strong language is the teacher: its parallel queries learn to score passages as it does.',
    paper: 'Dr.DECR, arXiv 2112.08185',
    formula: (
      <>
        L = T²·KL( softmax(c·s<sub>teacher</sub>/T) ‖ softmax(c·s<sub>student</sub>/T) ) + λ·|q
        <sub>teacher</sub> − q<sub>student</sub>|²
      </>
    ),
    symbols:
      's are the cosines of a query with the passages of the batch, T softens both distributions, c is the scale, λ weighs the difference of the vectors.',
    theirs:
      'An English teacher, divergence of scores at temperature 2, and a squared difference of representations. They distil token vectors of a ColBERT model.',
    ours: 'The encoder stays frozen and an adapter for queries alone is trained: passages stay as they are. One vector a text instead of one a token; the scale, because cosines alone are too flat to teach anything; any language may be the teacher. Both score passages in the teacher’s language, where it is at its best, and the teacher’s own queries are among the students, so that they stay where they are.',
  },
  transport: {
    title: 'Optimal transport',
    sentence:
      'The tokens of a text are moved onto those of its translation at the least cost, and training lowers that cost.',
    paper: 'OPTICAL, arXiv 2301.12566',
    formula: (
      <>
        L = Σ<sub>ij</sub> P<sub>ij</sub>·(1 − cos(x<sub>i</sub>, y<sub>j</sub>)), P = argmin Σ P·C − ε·H(P)
      </>
    ),
    symbols:
      'x are the tokens of the student’s text, y those of the teacher’s, P is the plan, H its entropy; ε blurs it. Sinkhorn’s iterations find P.',
    theirs:
      'Transport between the token vectors of parallel texts as the thing to learn from, with translated text alone and no judged queries.',
    ours: `${FROZEN} It is trained on token vectors and then serves whole texts. The cost is 1 − cosine, tokens weigh the same, and parallel questions of the training half are the parallel texts. Beside each pair the teacher’s own text is to stay where it is. The plan of any two texts can be looked at on this screen.`,
  },
  'self-train': {
    title: 'Self-training and mining',
    sentence:
      'The arm labels training questions itself, learns from those labels, and does so again, round by round.',
    paper: 'Sentri (labels from its own ranking); CORA, arXiv 2107.11976 (labels by answers)',
    formula: (
      <>
        label(q) = argmax<sub>p</sub> cos(q, p) if ≥ θ; then batches as in 1, and again
      </>
    ),
    symbols:
      'θ is the threshold: what scores below it is no label. Mining takes a passage only if it holds an answer to the question.',
    theirs:
      'Training in rounds on what the current retriever finds. CORA lets a generator’s answers decide which passages are right.',
    ours: `${FROZEN} Sentri’s top passage is the label, or a passage among the first k that holds an answer. How often the labels are right is counted against the judgements, which training never sees.`,
  },
  control: {
    title: 'Controls without training',
    sentence: 'Plain linear algebra on the training half: what any training has to beat.',
    paper: 'Centring; LIR (language subspaces); SHIFT (mean differences); whitening',
    formula: null,
    symbols: '',
    theirs: '',
    ours: '',
  },
  query: {
    title: 'Query side',
    sentence: 'The passages stay as they are; queries are tagged, expanded, or their rankings reordered.',
    paper:
      'CORA, arXiv 2107.11976 (tag); query expansion, arXiv 2511.19325; listwise reranking, arXiv 2312.16159',
    formula: (
      <>
        q ← E(“question [am]”), q ← mean(E(q), E(d<sub>1</sub>), …), or a given order of the first passages
      </>
    ),
    symbols: 'E encodes a text; d are texts that a language model wrote for the question.',
    theirs:
      'CORA tells the model the language by a tag behind the question. The expansion study lets language models write; the reranking study lets them order.',
    ours: 'What language models wrote is pasted or opened as a file: none runs here. Remarks around a text (“Sure, here is …”) can be stripped.',
  },
  views: {
    title: 'Several views of one text',
    sentence: 'Three scores of the same text are added up: whole vectors, shared words, and single tokens.',
    paper: 'M3-Embedding (BGE-M3), Findings of ACL 2024',
    formula: (
      <>
        s = w<sub>dense</sub>·cos(q, p) + w<sub>lexical</sub>·BM25(q, p)/best + w<sub>late</sub>·mean
        <sub>i</sub> max<sub>j</sub> cos(q<sub>i</sub>, p<sub>j</sub>)
      </>
    ),
    symbols:
      'q_i and p_j are token vectors. Lexical scores are divided by the query’s best, so that they lie between 0 and 1.',
    theirs: 'One model that gives all three scores, and their weighted sum.',
    ours: 'BM25 for the words, the encoder’s own token vectors for the late interaction, which is computed for the best passages by the other two alone.',
  },
};

/** The four controls, each with its formula. */
export const CONTROL_NOTES: Readonly<Record<ControlKind, Omit<RecipeNote, 'paper' | 'symbols'>>> = {
  centre: {
    title: 'Centring',
    sentence: 'Each language’s mean is subtracted, so that no language sits in a corner of its own.',
    formula: (
      <>
        x ← x − μ<sub>language</sub>
      </>
    ),
    theirs: 'An old and simple correction of multilingual vectors.',
    ours: 'Means of queries and of passages apart, from the training half; then unit length again.',
  },
  subspace: {
    title: 'Language subspace',
    sentence: 'The directions in which a language’s texts mostly lie are removed.',
    formula: <>x ← x − BᵀB·x</>,
    theirs: 'LIR: the top principal directions of ten thousand sentences of each language are projected out.',
    ours: 'B holds the top directions of a language’s queries and passages in the training half of the shard, which is far smaller. A language that is not there stays as it is.',
  },
  shift: {
    title: 'Mean-difference shift',
    sentence: 'Passages of each language are moved by their mean difference to their translations.',
    formula: (
      <>
        p ← p − mean(p<sub>language</sub> − p<sub>pivot</sub>)
      </>
    ),
    theirs: 'SHIFT: the mean difference of parallel texts, subtracted from documents only.',
    ours: 'Parallel passages of the training half; the pivot is yours to choose. Queries stay as they are.',
  },
  whiten: {
    title: 'Whitening',
    sentence: 'All directions are given the same spread.',
    formula: (
      <>
        x ← W·(x − μ), WᵀW = Σ<sup>−1</sup>
      </>
    ),
    theirs: 'A standard transformation in statistics.',
    ours: 'Queries and passages of the training half together. The covariance Σ is mixed with its mean variance (shrinkage), because that half is small.',
  },
};
