"""From texts to batches of (query, passage) pairs of piece ids.

A bag of subwords does not see order, so every text operation is done on
arrays of piece ids: joining neighbouring verses is concatenation, a
pseudo-question is a slice.

Regimes (arXiv 2408.10536): a *monolingual* batch holds pairs of one language
only; in a *cross-lingual* batch query and passage of every pair differ in
language; *hybrid* training draws a monolingual batch with probability alpha.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .errors import TrainingError


@dataclass(slots=True)
class Encoded:
    """The training data as piece ids. `texts[i]` is an int32 array; all other fields hold text numbers."""

    texts: list[np.ndarray]
    # Parallel rows per source, in text order: {language: text number}.
    rows: dict[str, list[dict[str, int]]]
    # Same length: the group of each row (rows of one group are one running text), or None.
    groups: dict[str, list[str] | None]
    # Monolingual (query, passage) pairs: language -> source -> array [n, 2].
    pairs: dict[str, dict[str, np.ndarray]]
    # Dictionary entries: text number -> numbers of the single words or phrases it lists.
    alternatives: dict[int, np.ndarray]
    # Texts long enough to cut a pseudo-question from: language -> array [n].
    spans: dict[str, np.ndarray]


@dataclass(slots=True)
class Batch:
    """`size` pairs. Ids and bounds are those of all queries and then all passages, 2 * size bags."""

    pieces: np.ndarray  # int32 [total]
    offsets: np.ndarray  # int64 [2 * size + 1]
    query_keys: np.ndarray  # int64 [size]; equal keys are the same content
    passage_keys: np.ndarray  # int64 [size]
    languages: list[tuple[str, str]] = field(default_factory=list)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SamplerOptions:
    size: int = 1024
    source_weights: dict[str, float] = field(default_factory=dict)  # parallel sources
    language_weights: dict[str, float] = field(default_factory=dict)
    other_language: float = 0.3  # weight of every language not named above
    one_source: float = 0.5  # share of cross-lingual batches drawn from a single source
    one_direction: float = 0.3  # share of cross-lingual batches from one language to one other
    widen: float = 0.3  # share of running texts whose passage takes in its neighbours
    shorten: float = 0.3  # share of longer queries cut to a slice
    single: float = 0.6  # share of dictionary entries replaced by one of their words or phrases
    drop: float = 0.1  # share of pieces left out of every bag
    stream_weights: dict[str, float] = field(default_factory=dict)  # monolingual: pairs, neighbours, parts, spans
    stream_power: float = 0.5  # a stream's share is its weight * size ** power: small sets are not repeated too often


def slice_of(pieces: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A contiguous slice of 4 pieces or more, 30 to 80 % of the text: a pseudo-question."""
    length = max(4, int(len(pieces) * rng.uniform(0.3, 0.8)))
    if length >= len(pieces):
        return pieces
    start = int(rng.integers(0, len(pieces) - length + 1))
    return pieces[start : start + length]


class Sampler:
    """Draws batches. One generator, one order of draws: the same seed gives the same batches."""

    def __init__(self, data: Encoded, options: SamplerOptions, alpha: float, seed: int | Sequence[int]):
        self.data, self.options = data, options
        self.rng = np.random.default_rng(seed)
        self.sources = sorted(source for source in data.rows if data.rows[source])
        weights = np.array([options.source_weights.get(source, 0.05) for source in self.sources])
        self.source_probabilities = weights / weights.sum() if len(weights) else weights
        self._directions: dict[tuple[str, str], list[tuple[str, np.ndarray]]] = {}
        self._presence = {
            source: {
                language: np.array([i for i, row in enumerate(rows) if language in row])
                for language in sorted(set().union(*rows))
            }
            for source, rows in data.rows.items()
            if rows
        }
        self.mono_languages = sorted(set(data.pairs) | set(data.spans))
        mono = np.array([self._weight(language) for language in self.mono_languages])
        self.mono_probabilities = mono / mono.sum() if len(mono) else mono
        cross = sorted({language for presence in self._presence.values() for language in presence})
        self.cross_languages = cross
        weights = np.array([self._weight(language) for language in cross])
        self.cross_probabilities = weights / weights.sum() if len(cross) else weights
        # Without a parallel row every batch is monolingual, whatever was asked for.
        self.alpha = alpha if cross else 1.0
        if self.alpha > 0 and not self.mono_languages:
            raise TrainingError(
                "No language has a monolingual pair or a text to cut one from, so no monolingual batch can be drawn. "
                "Add pairs or running text to the training folder, or train with alpha 0."
            )

    def _weight(self, language: str) -> float:
        return self.options.language_weights.get(language, self.options.other_language)

    def next(self) -> Batch:
        return self.monolingual() if self.rng.random() < self.alpha else self.cross_lingual()

    # -- cross-lingual ---------------------------------------------------------

    def cross_lingual(self) -> Batch:
        rng, options = self.rng, self.options
        if rng.random() < options.one_direction:
            query, passage = rng.choice(self.cross_languages, 2, replace=False, p=self.cross_probabilities)
            drawn = self._one_direction(str(query), str(passage))
            if drawn is not None:
                return self._batch(drawn, f"{query}-{passage}")
        if rng.random() < options.one_source:
            chosen = np.full(options.size, rng.choice(len(self.sources), p=self.source_probabilities))
        else:
            chosen = rng.choice(len(self.sources), options.size, p=self.source_probabilities)
        drawn = []
        for number in chosen:
            source = self.sources[number]
            index = int(rng.integers(len(self.data.rows[source])))
            row = self.data.rows[source][index]
            languages = sorted(row)
            if len(languages) == 2:
                pair = languages if rng.random() < 0.5 else languages[::-1]
            else:
                # Two draws without replacement proportional to weight (exponential races).
                races = rng.exponential(size=len(languages)) / [self._weight(language) for language in languages]
                first, second = np.argpartition(races, 1)[:2]
                pair = [languages[first], languages[second]]
                if rng.random() < 0.5:
                    pair.reverse()
            drawn.append(self._cross_pair(source, index, pair[0], pair[1]))
        return self._batch(drawn, "mixed")

    def _one_direction(self, query: str, passage: str):
        """Pairs from one language into one other: negatives are all of the passage's language."""
        key = (query, passage)
        if key not in self._directions:
            found = []
            for source, presence in self._presence.items():
                if query in presence and passage in presence:
                    common = np.intersect1d(presence[query], presence[passage])
                    if len(common) >= 64:
                        found.append((source, common))
            self._directions[key] = found
        found = self._directions[key]
        if not found:
            return None
        weights = np.array([self.options.source_weights.get(source, 0.05) for source, _ in found])
        # Small pools get no more draws than they can fill without many repeats.
        weights *= np.minimum(1.0, np.array([len(common) for _, common in found]) / self.options.size)
        chosen = self.rng.choice(len(found), self.options.size, p=weights / weights.sum())
        return [
            self._cross_pair(found[number][0], int(self.rng.choice(found[number][1])), query, passage)
            for number in chosen
        ]

    def _cross_pair(self, source: str, index: int, query: str, passage: str):
        rng, data = self.rng, self.data
        row = data.rows[source][index]
        query_text, passage_text = (
            data.texts[self._single(row[language])] for language in (query, passage)
        )
        key = (row[query], row[passage])
        if data.groups[source] is not None and rng.random() < self.options.widen:
            passage_text = np.concatenate([data.texts[number] for number in self._window(source, index, passage)])
        if len(query_text) > 12 and rng.random() < self.options.shorten:
            query_text = slice_of(query_text, rng)
        return query_text, passage_text, key, (query, passage)

    def _single(self, number: int) -> int:
        found = self.data.alternatives.get(number)
        if found is None or self.rng.random() >= self.options.single:
            return number
        return int(found[self.rng.integers(len(found))])

    def _window(self, source: str, index: int, language: str) -> list[int]:
        """Text numbers of the row and up to three rows on either side, of the same running text."""
        groups, rows = self.data.groups[source], self.data.rows[source]
        before, after = self.rng.integers(0, 4, 2)
        return [
            rows[i][language]
            for i in range(max(0, index - before), min(len(rows), index + after + 1))
            if groups[i] == groups[index] and language in rows[i]
        ]

    # -- monolingual -----------------------------------------------------------

    def monolingual(self) -> Batch:
        language = str(self.rng.choice(self.mono_languages, p=self.mono_probabilities))
        return self.monolingual_in(language)

    def _share(self, pool: np.ndarray) -> float:
        return float(len(pool) ** self.options.stream_power)

    def monolingual_in(self, language: str) -> Batch:
        rng, data, size = self.rng, self.data, self.options.size
        streams: list[tuple[str, np.ndarray]] = []
        weights = []
        for name, pairs in sorted(data.pairs.get(language, {}).items()):
            streams.append(("pair", pairs))
            weights.append(self.options.stream_weights.get(name, 1.0) * self._share(pairs))
        if language in data.spans:
            streams.append(("span", data.spans[language]))
            weights.append(self.options.stream_weights.get("spans", 0.3) * self._share(data.spans[language]))
        probabilities = np.array(weights) / np.sum(weights)
        drawn = []
        for number in rng.choice(len(streams), size, p=probabilities):
            kind, pool = streams[number]
            if kind == "pair":
                query, passage = pool[rng.integers(len(pool))]
                drawn.append(
                    (data.texts[query], data.texts[passage], (int(query), int(passage)), (language, language))
                )
            else:
                text = int(pool[rng.integers(len(pool))])
                pieces = data.texts[text]
                drawn.append((slice_of(pieces, rng), pieces, (text, text), (language, language)))
        return self._batch(drawn, language)

    # -- assembly --------------------------------------------------------------

    def _batch(self, drawn, kind: str) -> Batch:
        bags = [pair[0] for pair in drawn] + [pair[1] for pair in drawn]
        lengths = np.array([len(bag) for bag in bags], dtype=np.int64)
        pieces = np.concatenate(bags)
        if self.options.drop > 0:
            owner = np.repeat(np.arange(len(bags)), lengths)
            keep = self.rng.random(len(pieces)) >= self.options.drop
            # A bag is never emptied: its first piece stays.
            keep[np.concatenate([[0], np.cumsum(lengths)[:-1]])] = True
            pieces, owner = pieces[keep], owner[keep]
            lengths = np.bincount(owner, minlength=len(bags))
        keys = np.array([pair[2] for pair in drawn], dtype=np.int64)
        return Batch(
            pieces=pieces,
            offsets=np.concatenate([[0], np.cumsum(lengths)]),
            query_keys=keys[:, 0],
            passage_keys=keys[:, 1],
            languages=[pair[3] for pair in drawn],
            kind=kind,
        )
