"""What a bag ships besides its trained table: a part that no training has touched, for the wording itself.

Training across languages pays with exact matching: pieces that are used alike come to lie close, so a rare name is no
longer told from its neighbours. In the untrained part every piece has a random direction, so that two texts are as
similar there as they have pieces in common, weighted by rarity (SIF): a random projection of the sparse vectors of
pieces (Kaski 1998; Sahlgren 2005, random indexing), whose noise falls with the root of its dimensions. It is added
after training. During training it does nothing: the trained part learns to make good for it (NOTES.md, round 4).

A direction is put together from chunks, each drawn from a small book of random signs, so that a piece costs a few
numbers of a chunk instead of a row of its own.
"""

from dataclasses import dataclass

import numpy as np

from .heldout import bag_sums, bags_to_vectors
from .prepare import sif_weights
from .tokenizer import END_ID


@dataclass(frozen=True, slots=True)
class WordingOptions:
    """`trained`: dimensions the trained table is brought down to. `chunks` of `width` dimensions follow, each one of
    `book`. `share`: mean length of the untrained part of a text's vector against that of the trained one."""

    trained: int
    chunks: int
    width: int
    book: int
    share: float
    seed: int


@dataclass(frozen=True, slots=True)
class Wording:
    codes: np.ndarray
    """int32 [V, chunks], rows of the book"""
    book: np.ndarray
    """float32 [B, width], plus and minus 1 over the root of chunks * width"""
    weights: np.ndarray
    """float32 [V, 1], 0 for the end piece"""

    @property
    def dimensions(self) -> int:
        return self.codes.shape[1] * self.book.shape[1]

    def rows(self) -> np.ndarray:
        """float32 [V, dimensions]"""
        return self.book[self.codes].reshape(len(self.codes), -1) * self.weights


def drawn(counts: np.ndarray, options: WordingOptions) -> Wording:
    """The untrained part, of unit length before weights. `counts` [V]: how often training data hold each piece."""
    generator = np.random.default_rng(options.seed)
    signs = generator.integers(0, 2, (options.book, options.width)) * 2 - 1
    weights = sif_weights(counts).astype(np.float32)[:, None]
    weights[END_ID] = 0
    return Wording(
        codes=generator.integers(0, options.book, (len(counts), options.chunks)).astype(np.int32),
        book=(signs / np.sqrt(options.chunks * options.width)).astype(np.float32),
        weights=weights,
    )


def narrowed(rows: np.ndarray, texts: list[np.ndarray], dimensions: int) -> np.ndarray:
    """Rows [V, D] in the `dimensions` orthogonal directions that hold most of the texts' unit vectors.

    Not centred: cosine is what is to be kept, and it is measured from the origin.
    """
    if dimensions >= rows.shape[1]:
        return rows
    vectors = bags_to_vectors(rows, texts)
    directions = np.linalg.eigh(vectors.T @ vectors)[1][:, ::-1]
    return rows @ directions[:, :dimensions]


def parts(rows: np.ndarray, counts: np.ndarray, texts: list[np.ndarray], options: WordingOptions):
    """(trained rows float32 [V, trained], Wording) of a trained table; `texts`: a sample of the training data."""
    trained = narrowed(rows, texts, options.trained)
    wording = drawn(counts, options)
    lengths = [np.linalg.norm(bag_sums(part, texts), axis=1).mean() for part in (trained, wording.rows())]
    scaled = (wording.weights * (options.share * lengths[0] / lengths[1])).astype(np.float32)
    return trained.astype(np.float32), Wording(wording.codes, wording.book, scaled)


def sample(texts: list[np.ndarray], seed: int, number: int = 20_000, shortest: int = 5) -> list[np.ndarray]:
    """Texts of at least `shortest` pieces, drawn at random, to fit the parts on."""
    order = np.random.default_rng(seed).permutation(len(texts))
    long = (texts[i] for i in order if len(texts[i]) >= shortest)
    return [text for text, _ in zip(long, range(number), strict=False)]
