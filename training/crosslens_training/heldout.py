"""Figures on the held-out groups of the training folder: the only ones decisions are made by."""

import numpy as np

from .samplers import Encoded

QUESTIONS = ("amqa-train", "arcd", "iapp", "qed")
SENTENCES = ("tico-19", "mkqa", "aosp", "bible-pd")  # multilingual sources of sentences, not words
LIMIT = 1000  # pairs per test, the first of a seeded shuffle


def bag_sums(table: np.ndarray, bags: list[np.ndarray]) -> np.ndarray:
    """float32 [len(bags), D]: the sum of every bag's rows of `table` [V, D]."""
    out = np.zeros((len(bags), table.shape[1]), dtype=np.float32)
    for i, bag in enumerate(bags):
        out[i] = table[bag].sum(0)
    return out


def bags_to_vectors(table: np.ndarray, bags: list[np.ndarray]) -> np.ndarray:
    """Unit vectors [len(bags), D] of the exported rows `table` [V, D]."""
    out = bag_sums(table, bags)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)


def reciprocal_rank(queries: np.ndarray, passages: np.ndarray, keys: np.ndarray) -> float:
    """Mean reciprocal rank of passage i for query i; passages with the same key count as right."""
    scores = queries @ passages.T
    right = keys[:, None] == keys[None, :]
    best = np.where(right, scores, -2).max(1, keepdims=True)
    return float((1 / (1 + ((scores > best) & ~right).sum(1))).mean())


def measure(
    table: np.ndarray, held: Encoded, languages: list[str], distractors: Encoded | None = None, seed: int = 0
) -> dict[str, float]:
    """MRR per test and their means: `cross` (mean over sources of the mean over ordered pairs), `mono-questions`,
    and `hard-questions`, where the passages trained on stand among the candidates. Only the last shows a model
    that has drawn its training passages towards every question."""
    rng = np.random.default_rng(seed)
    cross: dict[str, float] = {}
    for source, rows in sorted(held.rows.items()):
        found = sorted({language for row in rows for language in row} & set(languages))
        chosen = rng.permutation(len(rows))[:LIMIT]
        vectors = {}
        for language in found:
            present = [i for i in chosen if language in rows[i]]
            bags = [held.texts[rows[i][language]] for i in present]
            vectors[language] = dict(zip(present, bags_to_vectors(table, bags), strict=True))
        values = []
        for query in found:
            for passage in found:
                common = sorted(vectors[query].keys() & vectors[passage].keys())
                if query == passage or len(common) < 30:
                    continue
                value = reciprocal_rank(
                    np.stack([vectors[query][i] for i in common]),
                    np.stack([vectors[passage][i] for i in common]),
                    np.array([rows[i][passage] for i in common]),
                )
                values.append(value)
        if values:
            cross[f"cross/{source}"] = float(np.mean(values))
    mono: dict[str, float] = {}
    for language, streams in sorted(held.pairs.items()):
        for stream, pairs in sorted(streams.items()):
            if language not in languages or len(pairs) < 15:
                continue
            chosen = pairs[rng.permutation(len(pairs))[:LIMIT]]
            passages = np.unique(pairs[:, 1])[: 3 * LIMIT]
            passages = np.union1d(passages, chosen[:, 1])
            queries = bags_to_vectors(table, [held.texts[n] for n in chosen[:, 0]])
            candidates = bags_to_vectors(table, [held.texts[n] for n in passages])
            scores = queries @ candidates.T
            own = scores[np.arange(len(chosen)), np.searchsorted(passages, chosen[:, 1])]
            mono[f"mono/{language}/{stream}"] = float((1 / (1 + (scores > own[:, None]).sum(1))).mean())
    hard: list[float] = []
    for language, streams in sorted(held.pairs.items()):
        for stream, pairs in sorted(streams.items()):
            if stream in QUESTIONS and language in languages and distractors is not None:
                trained = distractors.pairs.get(language, {}).get(stream, np.empty((0, 2), dtype=np.int64))
                own, others = np.unique(pairs[:, 1]), np.unique(trained[:, 1])
                bags = [held.texts[n] for n in own] + [distractors.texts[n] for n in others]
                queries = bags_to_vectors(table, [held.texts[n] for n in pairs[:, 0]])
                scores = queries @ bags_to_vectors(table, bags).T
                right = scores[np.arange(len(pairs)), np.searchsorted(own, pairs[:, 1])]
                mono[f"hard/{language}/{stream}"] = float((1 / (1 + (scores > right[:, None]).sum(1))).mean())
                hard.append(mono[f"hard/{language}/{stream}"])
    questions = [value for name, value in mono.items() if name.startswith("mono/") and name.split("/")[2] not in ("parts", "neighbours")]
    sentences = [value for name, value in cross.items() if name.split("/")[1] in SENTENCES]
    return {
        "cross": float(np.mean(list(cross.values()))) if cross else float("nan"),
        "cross-sentences": float(np.mean(sentences)) if sentences else float("nan"),
        "mono-questions": float(np.mean(questions)) if questions else float("nan"),
        "hard-questions": float(np.mean(hard)) if hard else float("nan"),
        **cross,
        **mono,
    }
