"""Figures of the network on the held-out groups: a smaller choice of texts than the bag's, since encoding costs more."""

from collections.abc import Callable

import numpy as np

from ..heldout import QUESTIONS, SENTENCES, reciprocal_rank
from ..samplers import Encoded

LIMIT = 250  # rows per source
DISTRACTORS = 600  # passages trained on that stand among the candidates of each question set


def measure(
    encode: Callable[[list[np.ndarray]], np.ndarray],
    held: Encoded,
    languages: list[str],
    trained: Encoded,
    seed: int = 0,
) -> dict[str, float]:
    """Mean reciprocal ranks: `sentences` across languages, `words` across languages, `questions` in one language with
    passages trained on among the candidates, and the same by source or set."""
    rng = np.random.default_rng(seed)
    out: dict[str, float] = {}
    by_language: dict[str, list[float]] = {}
    for source, rows in sorted(held.rows.items()):
        chosen = [rows[i] for i in rng.permutation(len(rows))[:LIMIT]]
        numbers = sorted({row[language] for row in chosen for language in languages if language in row})
        if not numbers:
            continue
        encoded = encode([held.texts[number] for number in numbers])
        vectors = dict(zip(numbers, encoded, strict=True))
        values = []
        for query in languages:
            for passage in languages:
                common = [row for row in chosen if query in row and passage in row]
                if query == passage or len(common) < 30:
                    continue
                value = reciprocal_rank(
                    np.stack([vectors[row[query]] for row in common]),
                    np.stack([vectors[row[passage]] for row in common]),
                    np.array([row[passage] for row in common]),
                )
                values.append(value)
                by_language.setdefault(query, []).append(value)
        if values:
            out[source] = float(np.mean(values))
    for language, streams in sorted(held.pairs.items()):
        for stream, pairs in sorted(streams.items()):
            if stream not in (*QUESTIONS, "enh", "kmwiki") or language not in languages or len(pairs) < 15:
                continue
            pairs = pairs[rng.permutation(len(pairs))[:LIMIT]]
            own = np.unique(pairs[:, 1])
            others = trained.pairs.get(language, {}).get(stream, np.empty((0, 2), dtype=np.int64))[:, 1]
            others = rng.permutation(np.unique(others))[:DISTRACTORS]
            texts = [held.texts[n] for n in own] + [trained.texts[n] for n in others]
            scores = encode([held.texts[n] for n in pairs[:, 0]]) @ encode(texts).T
            right = scores[np.arange(len(pairs)), np.searchsorted(own, pairs[:, 1])]
            out[stream] = float((1 / (1 + (scores > right[:, None]).sum(1))).mean())
    means = {
        "sentences": np.mean([out[source] for source in (*SENTENCES, "flores-v1", "geezorg") if source in out]),
        "words": np.mean(
            [out[source] for source in held.rows if source in out and source.startswith(("wik", "geezorg-", "cldr"))]
        ),
        "questions": np.mean([out[name] for name in QUESTIONS if name in out]),
    }
    languages_out = {f"by/{language}": float(np.mean(found)) for language, found in sorted(by_language.items())}
    return {name: round(float(value), 3) for name, value in (means | out | languages_out).items()}
