"""From the corpus to piece ids: the training part for the sampler, the held-out part for decisions."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from . import data, switched
from .samplers import Encoded
from .tokenizer import encode

SPAN_MINIMUM = 10  # pieces a text needs before a pseudo-question is cut from it


class _Texts:
    """Text numbers; the same text gets the same number, so repeats are never negatives."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.languages: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, language: str, text: str) -> int:
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
            self.languages.append(language)
        return found


def encode_corpus(corpus: data.Corpus, fast, switched_languages: Sequence[str] = ()) -> tuple[Encoded, dict]:
    """One side of the split as piece ids, and per-language counts of its real texts.

    With `switched_languages`, code-switched rows and pairs are added (see switched.py).
    """
    store = _Texts()
    rows: dict[str, list[dict[str, int]]] = {}
    groups: dict[str, list[str]] = {}
    pairs: dict[str, dict[str, set[tuple[int, int]]]] = {}
    sentences: Counter[str] = Counter()
    spans: dict[str, set[int]] = {}
    alternatives: dict[int, list[int]] = {}

    def add_pair(language: str, stream: str, query: int, passage: int) -> None:
        if query != passage:
            pairs.setdefault(language, {}).setdefault(stream, set()).add((query, passage))

    made = switched.augment(corpus, switched_languages, seed=1) if switched_languages else data.Corpus([], [])
    for row in corpus.rows + made.rows:
        numbers = {language: store.number(language, text) for language, text in row.texts.items()}
        running = row.source in data.RUNNING
        previous = rows.get(row.source, [])
        if running and previous and groups[row.source][-1] == row.group:
            for language in numbers.keys() & previous[-1].keys():  # neighbours in the text
                add_pair(language, "neighbours", previous[-1][language], numbers[language])
        rows.setdefault(row.source, []).append(numbers)
        groups.setdefault(row.source, []).append(row.group)
        for language, text in row.texts.items():
            sentences[language] += row.source != switched.SOURCE
            if row.source not in data.LEXICONS:
                spans.setdefault(language, set()).add(numbers[language])
            single = [part for part in data.alternatives(row.source, language, text) if part != text]
            if single:
                alternatives[numbers[language]] = [store.number(language, part) for part in single]
            parts = data.split_parts(row.source, language, text)
            if parts is not None:
                add_pair(language, "parts", *(store.number(language, part) for part in parts))
    for pair in corpus.pairs + made.pairs:
        query, passage = store.number(pair.language, pair.query), store.number(pair.language, pair.passage)
        add_pair(pair.language, pair.source, query, passage)
        spans.setdefault(pair.language, set()).add(passage)
        sentences[pair.language] += 2 * (pair.source != switched.SOURCE)

    texts = encode(fast, store.texts)
    filled = [len(text) > 0 for text in texts]
    for source, source_rows in rows.items():
        for row in source_rows:
            for language in [language for language, number in row.items() if not filled[number]]:
                del row[language]
        keep = [i for i, row in enumerate(source_rows) if len(row) > 1]
        rows[source] = [source_rows[i] for i in keep]
        groups[source] = [groups[source][i] for i in keep]
    return (
        Encoded(
            texts=texts,
            rows=rows,
            groups={source: groups[source] if source in data.RUNNING else None for source in rows},
            pairs={
                language: {
                    stream: np.array(sorted(p for p in found if filled[p[0]] and filled[p[1]]), dtype=np.int64)
                    for stream, found in streams.items()
                }
                for language, streams in pairs.items()
            },
            alternatives={
                number: np.array([n for n in numbers if filled[n]], dtype=np.int64)
                for number, numbers in alternatives.items()
                if any(filled[n] for n in numbers)
            },
            spans={
                language: np.array(sorted(n for n in numbers if len(texts[n]) >= SPAN_MINIMUM), dtype=np.int64)
                for language, numbers in spans.items()
            },
        ),
        dict(sorted(sentences.items())),
    )


def drop_empty(encoded: Encoded) -> Encoded:
    """Leaves out streams that hold nothing, so that the sampler never meets an empty pool."""
    encoded.pairs = {
        language: {stream: found for stream, found in streams.items() if len(found)}
        for language, streams in encoded.pairs.items()
    }
    encoded.pairs = {language: streams for language, streams in encoded.pairs.items() if streams}
    encoded.spans = {language: numbers for language, numbers in encoded.spans.items() if len(numbers)}
    return encoded


def piece_counts(encoded: Encoded, vocabulary: int) -> np.ndarray:
    """How often each piece occurs in all texts, int64 [vocabulary]."""
    return np.bincount(np.concatenate(encoded.texts), minlength=vocabulary)


def sif_weights(counts: np.ndarray, smoothing: float = 1e-3) -> np.ndarray:
    """a / (a + p) of each piece, p its share of the running text (SIF, Arora et al. 2017), float64 [V]."""
    return smoothing / (smoothing + counts / counts.sum())
