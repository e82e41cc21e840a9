"""Final figures on the evaluation folder. Nothing is trained or chosen by them.

The vectors are those of the exported ONNX file, so the figures are the
published model's, quantisation included.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from .tokenizer import END_ID, encode, load_fast

XQUAD_LANGUAGES = ("ar", "de", "el", "en", "es", "hi", "ru", "th", "tr", "vi", "zh")
TATOEBA = {
    "am": "amh", "km": "khm", "ar": "ara", "de": "deu", "el": "ell", "es": "spa", "hi": "hin",
    "ru": "rus", "sw": "swh", "th": "tha", "tr": "tur", "vi": "vie", "zh": "cmn",
}  # fmt: skip


class Encoder:
    """A model folder; `encode` gives unit vectors."""

    def __init__(self, folder: Path, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            folder / "onnx" / "model_quantized.onnx", options, providers=["CPUExecutionProvider"]
        )
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
            (hidden,) = self.session.run(None, {"input_ids": input_ids, "attention_mask": mask})
            vectors = hidden.sum(1) / mask.sum(1, keepdims=True)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            if out is None:
                out = np.zeros((len(ids), vectors.shape[1]), dtype=np.float32)
            out[chosen] = vectors
        assert out is not None
        return out


def read_xquad_r(folder: Path, language: str) -> tuple[list[str], list[str], list[str], list[int]]:
    """(candidate sentences, question texts, question ids, number of each question's sentence)."""
    articles = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))["data"]
    sentences: list[str] = []
    questions: list[str] = []
    identifiers: list[str] = []
    answers: list[int] = []
    for article in articles:
        for paragraph in article["paragraphs"]:
            breaks = paragraph["sentence_breaks"]
            for question in paragraph["qas"]:
                start = question["answers"][0]["answer_start"]
                number = next(i for i, (begin, end) in enumerate(breaks) if begin <= start < end)
                questions.append(question["question"])
                identifiers.append(question["id"])
                answers.append(len(sentences) + number)
            sentences += [paragraph["context"][begin:end] for begin, end in breaks]
    return sentences, questions, identifiers, answers


def ranks_of(scores: np.ndarray, relevant: np.ndarray) -> np.ndarray:
    """Ranks from 1 of the relevant columns, [queries, R] for scores [queries, N] and relevant [queries, R].
    Equal scores count as ranked above (the pessimistic reading of ties)."""
    own = np.take_along_axis(scores, relevant, axis=1)
    ranks = np.empty(relevant.shape, dtype=np.int64)
    ordered = np.sort(scores, axis=1)
    for row in range(len(scores)):
        ranks[row] = scores.shape[1] - np.searchsorted(ordered[row], own[row], side="left")
    return ranks


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


def matching(queries: np.ndarray, passages: np.ndarray) -> float:
    """R@1 where passage i is the only right one for query i."""
    return float(((queries @ passages.T).argmax(1) == np.arange(len(queries))).mean())


def mkqa(encoder: Encoder, folder: Path, query: str, passage: str) -> tuple[float, int]:
    """R@1 of the same question in another language."""

    def read(language: str) -> dict[str, str]:
        lines = (folder / f"mkqa-{language}.jsonl").read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        return {record["id"].rsplit("_", 1)[0]: record["question"] for record in records}

    one, other = read(query), read(passage)
    common = sorted(one.keys() & other.keys())
    found = matching(encoder.encode([one[i] for i in common]), encoder.encode([other[i] for i in common]))
    return found, len(common)


def tatoeba(encoder: Encoder, folder: Path, language: str) -> tuple[float, int]:
    """R@1 from the language into English."""
    code = TATOEBA[language]
    one, other = (
        (folder / f"tatoeba.{code}-eng.{side}").read_text(encoding="utf-8").splitlines() for side in (code, "eng")
    )
    return matching(encoder.encode(one), encoder.encode(other)), len(one)


def amqa(encoder: Encoder, folder: Path) -> tuple[float, float, int, int]:
    """(R@1, R@10, questions, contexts): a development question's own context among the different
    contexts of the training and development files together."""
    contexts: dict[str, int] = {}
    questions: list[tuple[str, int]] = []
    for name in ("dev_data.json", "train_data.json"):
        for article in json.loads((folder / name).read_text(encoding="utf-8"))["data"]:
            paragraphs = article["paragraphs"]
            for paragraph in paragraphs if isinstance(paragraphs, list) else [paragraphs]:
                context = paragraph.get("context", "").strip()
                if not context:
                    continue
                number = contexts.setdefault(context, len(contexts))
                if name.startswith("dev"):
                    questions += [(entry["question"], number) for entry in paragraph["qas"]]
    scores = encoder.encode([text for text, _ in questions]) @ encoder.encode(list(contexts)).T
    ranks = ranks_of(scores, np.array([[number] for _, number in questions]))
    return float((ranks <= 1).mean()), float((ranks <= 10).mean()), len(questions), len(contexts)


def evaluate(model: Path, folder: Path) -> dict:
    """All figures as one JSON-ready record."""
    encoder = Encoder(model)
    figures, pairs = xquad_r(encoder, folder / "xquad-r")
    record: dict = {
        "xquad-r": {name: {"value": round(value, 4), "n": n} for name, (value, n) in figures.items()},
        "xquad-r-pairs": {q: {p: round(v, 4) for p, v in row.items()} for q, row in pairs.items()},
    }
    value, n = mkqa(encoder, folder / "mkqa", "km", "en")
    record["mkqa-km-en"] = {"R@1": round(value, 4), "n": n}
    record["tatoeba"] = {}
    for language in TATOEBA:
        value, n = tatoeba(encoder, folder / "tatoeba", language)
        record["tatoeba"][f"{language}-en"] = {"R@1": round(value, 4), "n": n}
    first, ten, n, contexts = amqa(encoder, folder / "amqa")
    record["amqa-dev"] = {"R@1": round(first, 4), "R@10": round(ten, 4), "n": n, "contexts": contexts}
    return record
