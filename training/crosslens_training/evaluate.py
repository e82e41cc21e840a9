"""Final figures on the evaluation folder. Nothing is trained or chosen by them.

The vectors are those of the exported ONNX file, so the figures are the
published model's, quantisation included.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from . import eval_files
from .eval_files import Matching
from .tokenizer import END_ID, encode, load_fast

XQUAD_LANGUAGES = ("ar", "de", "el", "en", "es", "hi", "ru", "th", "tr", "vi", "zh")


def graph_of(folder: Path) -> Path:
    """The ONNX file of a model folder.

    @raises ValueError where there is none, or more than one to choose from
    """
    found = sorted((folder / "onnx").glob("*.onnx"))
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise ValueError(f"{folder / 'onnx'} should hold one ONNX file; it holds {names}. Name the one to run.")
    return found[0]


class Encoder:
    """A model folder, of a bag or of a transformer; `encode` gives unit vectors.

    `file`: which ONNX file, where the folder has more than one.
    """

    def __init__(self, folder: Path, threads: int = 1, file: Path | None = None):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            file or graph_of(folder), options, providers=["CPUExecutionProvider"]
        )
        self.inputs = [value.name for value in self.session.get_inputs()]
        self.tokenizer = load_fast(folder / "tokenizer.json")

    def encode(self, texts: Sequence[str], size: int = 64) -> np.ndarray:
        """float32 [len(texts), D]: mean over the mask, then L2."""
        ids = [np.append(pieces, END_ID) for pieces in encode(self.tokenizer, texts)]
        order = np.argsort([len(pieces) for pieces in ids], kind="stable")
        out: np.ndarray | None = None
        for start in range(0, len(ids), size):
            chosen = order[start : start + size]
            width = max(len(ids[i]) for i in chosen)
            input_ids = np.zeros((len(chosen), width), dtype=np.int64)
            mask = np.zeros_like(input_ids)
            for row, i in enumerate(chosen):
                input_ids[row, : len(ids[i])] = ids[i]
                mask[row, : len(ids[i])] = 1
            feeds = {"input_ids": input_ids, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
            (hidden,) = self.session.run(["last_hidden_state"], {name: feeds[name] for name in self.inputs})
            # What a transformer gives for padding is not zero.
            hidden *= mask[..., None]
            vectors = hidden.sum(1) / mask.sum(1, keepdims=True)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            if out is None:
                out = np.zeros((len(ids), vectors.shape[1]), dtype=np.float32)
            out[chosen] = vectors
        assert out is not None
        return out


def read_xquad_r(folder: Path, language: str) -> tuple[list[str], list[str], list[str], list[int]]:
    """(candidate sentences, question texts, question ids, number of each question's sentence)."""
    sentences: list[str] = []
    questions: list[str] = []
    identifiers: list[str] = []
    answers: list[int] = []
    for paragraph in eval_files.xquad_paragraphs(folder / f"{language}.json"):
        for identifier, question, own in paragraph.questions:
            questions.append(question)
            identifiers.append(identifier)
            answers.append(len(sentences) + own)
        sentences += paragraph.sentences
    return sentences, questions, identifiers, answers


def ranks_of(scores: np.ndarray, relevant: np.ndarray) -> np.ndarray:
    """Ranks from 1 of the relevant columns, [queries, R] for scores [queries, N] and relevant [queries, R].
    Equal scores count as ranked above (the pessimistic reading of ties)."""
    own = np.take_along_axis(scores, relevant, axis=1)
    # Counting is faster than sorting, as there are few relevant ones.
    return np.stack([(scores >= own[:, [column]]).sum(1) for column in range(own.shape[1])], axis=1)


def average_precision(ranks: np.ndarray) -> np.ndarray:
    """[queries] from untruncated ranks [queries, R]."""
    ordered = np.sort(ranks, axis=1)
    return (np.arange(1, ranks.shape[1] + 1) / ordered).mean(1)


def xquad_r(encoder: Encoder, folder: Path) -> tuple[dict[str, tuple[float, int]], dict]:
    """Figures {setting/measure: (value, queries)} and the per-language detail."""
    read = {language: read_xquad_r(folder, language) for language in XQUAD_LANGUAGES}
    passages = {language: encoder.encode(read[language][0]) for language in XQUAD_LANGUAGES}
    queries = {language: encoder.encode(read[language][1]) for language in XQUAD_LANGUAGES}
    starts = np.concatenate([[0], np.cumsum([len(passages[language]) for language in XQUAD_LANGUAGES])])
    pool = np.concatenate([passages[language] for language in XQUAD_LANGUAGES])
    # Number of each question's sentence, by question id, in every language's own candidates.
    target = {
        language: dict(zip(read[language][2], read[language][3], strict=True)) for language in XQUAD_LANGUAGES
    }
    count = sum(len(read[language][1]) for language in XQUAD_LANGUAGES)
    pairs: dict[str, dict[str, float]] = {}
    tops: dict[str, dict[str, float]] = {}
    multi = {"mAP": [], "R@10": [], "RD": []}
    for query in XQUAD_LANGUAGES:
        identifiers = read[query][2]
        scores = queries[query] @ pool.T
        pairs[query], tops[query] = {}, {}
        relevant = []
        for number, passage in enumerate(XQUAD_LANGUAGES):
            own = np.array([[target[passage][identifier]] for identifier in identifiers])
            ranks = ranks_of(scores[:, starts[number] : starts[number + 1]], own)
            pairs[query][passage] = float(average_precision(ranks).mean())
            tops[query][passage] = float((ranks <= 10).mean())
            relevant.append(own + starts[number])
        ranks = ranks_of(scores, np.concatenate(relevant, axis=1))
        multi["mAP"].append(average_precision(ranks).mean())
        multi["R@10"].append((ranks <= 10).sum(1).mean() / len(XQUAD_LANGUAGES))
        multi["RD"].append((ranks.max(1) - ranks.min(1)).mean())
    figures: dict[str, tuple[float, int]] = {}
    for name, table in (("mAP", pairs), ("R@10", tops)):
        same = [table[language][language] for language in XQUAD_LANGUAGES]
        other = [table[q][p] for q in XQUAD_LANGUAGES for p in XQUAD_LANGUAGES if q != p]
        figures[f"mono/{name}"] = (float(np.mean(same)), count)
        figures[f"cross/{name}"] = (float(np.mean(other)), count * (len(XQUAD_LANGUAGES) - 1))
    for name, values in multi.items():
        figures[f"multi/{name}"] = (float(np.mean(values)), count)
    return figures, pairs


def half_tied_recall(queries: np.ndarray, passages: np.ndarray, relevant: Sequence[int], k: int) -> float:
    """R@k of one relevant passage a query, ties counted half: the mean of its best and its worst place among the
    passages of its score. The command line's Rhalf@k. Unit vectors [Q, D] and [N, D]; `relevant` [Q] numbers passages.

    Passages with the same vector are compared once, so that their scores cannot differ in a last digit.
    """
    vectors, number, copies = np.unique(passages, axis=0, return_inverse=True, return_counts=True)
    scores = queries @ vectors.T
    own = np.take_along_axis(scores, number.reshape(-1)[np.asarray(relevant)][:, None], axis=1)
    best = 1 + ((scores > own) * copies).sum(1)
    worst = ((scores >= own) * copies).sum(1)
    return float(((best <= k).mean() + (worst <= k).mean()) / 2)


def match(encoder: Encoder, matching: Matching, cuts: Sequence[int] = (1,)) -> dict[str, float | int]:
    """{"R@k": value, "n": queries}, ties counted half."""
    queries, passages = encoder.encode(matching.queries), encoder.encode(matching.passages)
    found = {f"R@{k}": round(half_tied_recall(queries, passages, matching.relevant, k), 4) for k in cuts}
    return {**found, "n": len(matching.queries)}


def evaluate(model: Path, folder: Path) -> dict:
    """All figures as one JSON-ready record."""
    encoder = Encoder(model)
    figures, pairs = xquad_r(encoder, folder / "xquad-r")
    record: dict = {
        "xquad-r": {name: {"value": round(value, 4), "n": n} for name, (value, n) in figures.items()},
        "xquad-r-pairs": {q: {p: round(v, 4) for p, v in row.items()} for q, row in pairs.items()},
    }
    record["mkqa-km-en"] = match(encoder, eval_files.mkqa(folder / "mkqa", "km"))
    record["tatoeba"] = {
        f"{language}-en": match(encoder, eval_files.tatoeba(folder / "tatoeba", language))
        for language in eval_files.TATOEBA
    }
    questions = eval_files.amqa(folder / "amqa")
    record["amqa-dev"] = {**match(encoder, questions, (1, 10)), "contexts": len(questions.passages)}
    return record
