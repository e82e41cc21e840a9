"""The regimes under which the family is trained, and its encoders, as data.

Regimes follow arXiv 2408.10536 (x-x-mono, x-y, hybrid) and 2408.11942 (aligned). All start from one initialisation and
take the same number of steps of the same size; they differ in which languages they see, in alpha (the share of batches
in one language, the others being cross-lingual) and in what comes before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .errors import TrainingError
from .samplers import Encoded


@dataclass(frozen=True, slots=True)
class Regime:
    id: str
    alpha: float
    # None: every language of the data. Otherwise only these sides of the parallel rows and these pairs.
    languages: tuple[str, ...] | None = None
    # What a transformer goes through after the shared masked language modelling; a bag has the table stage only.
    stages: tuple[str, ...] = ("table", "network")


REGIMES = {
    regime.id: regime
    for regime in (
        Regime("zero-shot", 1.0, languages=("en",)),
        Regime("x-x-mono", 1.0),
        Regime("x-y", 0.0),
        Regime("hybrid", 0.5),
        Regime("aligned", 0.5, stages=("tlm", "question-passage", "table", "network")),
    )
}

BAG, TRANSFORMER = "bag-of-subwords", "transformer"


@dataclass(frozen=True, slots=True)
class FamilyEncoder:
    id: str
    architecture: str
    regime: str
    name: str
    summary: str
    dtype: str = "int8"
    # The encoder whose weights these are, in another number format: nothing is trained for it.
    weights_of: str | None = None

    @property
    def trained_as(self) -> str:
        """The folder of the work folder that holds the checkpoint."""
        return self.weights_of or self.id


ENCODERS = {
    encoder.id: encoder
    for encoder in (
        FamilyEncoder(
            "bag-hybrid",
            BAG,
            "hybrid",
            "Bag of subwords · hybrid",
            "A small multilingual encoder: the mean of subword vectors, one part of them learned and one for the "
            "wording. Trained on hybrid batches, half of them in one language and half across languages.",
        ),
        FamilyEncoder(
            "bag-mono",
            BAG,
            "x-x-mono",
            "Bag of subwords · monolingual batches",
            "The same encoder trained on the same data with monolingual batches only. It is here for comparison: "
            "texts in different languages are hardly aligned.",
        ),
        FamilyEncoder(
            "bag-xy",
            BAG,
            "x-y",
            "Bag of subwords · cross-lingual batches",
            "The same encoder trained on the same data with cross-lingual batches only: query and passage always differ "
            "in language. It is here for comparison.",
        ),
        FamilyEncoder(
            "small-hybrid",
            TRANSFORMER,
            "hybrid",
            "Small transformer · hybrid",
            "A small multilingual transformer, trained on hybrid batches, half of them in one language and half "
            "across languages.",
        ),
        FamilyEncoder(
            "small-hybrid-q4",
            TRANSFORMER,
            "hybrid",
            "Small transformer · hybrid, 4 bits",
            "The hybrid transformer with its table of pieces in 4 bits, so that quantisation itself can be compared.",
            dtype="q4",
            weights_of="small-hybrid",
        ),
        FamilyEncoder(
            "small-mono",
            TRANSFORMER,
            "x-x-mono",
            "Small transformer · monolingual batches",
            "The small transformer trained on monolingual batches only, every batch in one language. It is here for "
            "comparison.",
        ),
        FamilyEncoder(
            "small-xy",
            TRANSFORMER,
            "x-y",
            "Small transformer · cross-lingual batches",
            "The small transformer trained on cross-lingual batches only: query and passage always differ in "
            "language. It is here for comparison.",
        ),
        FamilyEncoder(
            "small-zero-shot",
            TRANSFORMER,
            "zero-shot",
            "Small transformer · English only",
            "The small transformer trained on the English side of the same data only. What it does in other languages "
            "comes from the shared pretraining.",
        ),
        FamilyEncoder(
            "small-aligned",
            TRANSFORMER,
            "aligned",
            "Small transformer · aligned, then hybrid",
            "The small transformer that first learnt from pairs of translations (translation language modelling, "
            "questions to passages), then from hybrid batches.",
        ),
    )
}


def trained(architecture: str | None = None) -> list[FamilyEncoder]:
    """The encoders that have a training of their own, in order."""
    return [
        encoder
        for encoder in ENCODERS.values()
        if encoder.weights_of is None and architecture in (None, encoder.architecture)
    ]


def languages_of(encoded: Encoded) -> set[str]:
    """Every language that has a pair or a span, or stands in a parallel row."""
    found = set(encoded.pairs) | set(encoded.spans)
    return found.union(*(row for rows in encoded.rows.values() for row in rows))


def restrict(encoded: Encoded, languages: Iterable[str] | None) -> Encoded:
    """The same data with only the given languages (None: all); texts keep their numbers.

    A parallel row keeps the sides in these languages; with fewer than two of them it leaves the cross-lingual sampler.
    Its texts still serve in the monolingual pairs and spans that were made of it.
    Raises TrainingError for a language without data.
    """
    if languages is None:
        return encoded
    kept = set(languages)
    known = languages_of(encoded)
    if not kept:
        raise TrainingError("No language is left to train on. Name at least one.")
    if missing := sorted(kept - known):
        raise TrainingError(
            f"The training data hold nothing in {', '.join(missing)}. There is data in {', '.join(sorted(known))}; "
            "add rows in that language to the training folder and run `encode` again, or leave it out."
        )
    rows: dict[str, list[dict[str, int]]] = {}
    groups: dict[str, list[str] | None] = {}
    for source, source_rows in encoded.rows.items():
        cut = [{language: number for language, number in row.items() if language in kept} for row in source_rows]
        stay = [i for i, row in enumerate(cut) if len(row) > 1]
        rows[source] = [cut[i] for i in stay]
        names = encoded.groups[source]
        groups[source] = None if names is None else [names[i] for i in stay]
    return replace(
        encoded,
        rows=rows,
        groups=groups,
        pairs={language: streams for language, streams in encoded.pairs.items() if language in kept},
        spans={language: numbers for language, numbers in encoded.spans.items() if language in kept},
    )
