"""Byte-pair merges that are the same in every run: among pairs of equal count the first in code point order wins.

The trainers of `tokenizers` break some ties by the order of a hash table.
"""

from collections import Counter
from collections.abc import Iterable


def learn_merges(words: Iterable[tuple[str, ...]], count: int, within: str = "") -> list[tuple[str, str]]:
    """
    @param words their symbols, a word as often as it occurs
    @param within what stands before a symbol that is not the first of its word, and goes when it is merged
    @returns at most `count` pairs, in the order in which they are merged; pairs that occur once are not
    """
    counts = Counter(words)
    merges: list[tuple[str, str]] = []
    while len(merges) < count:
        pairs: Counter[tuple[str, str]] = Counter()
        for word, times in counts.items():
            for pair in zip(word, word[1:], strict=False):
                pairs[pair] += times
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if pairs[best] < 2:
            break
        merges.append(best)
        merged: Counter[tuple[str, ...]] = Counter()
        for word, times in counts.items():
            merged[merge(word, best, within)] += times
        counts = merged
    return merges


def merge(word: tuple[str, ...], pair: tuple[str, str], within: str) -> tuple[str, ...]:
    out: list[str] = []
    for symbol in word:
        # A symbol that came out of this merge is longer than the pair's first, so it does not merge again.
        if out and (out[-1], symbol) == pair:
            out[-1] += symbol.removeprefix(within)
        else:
            out.append(symbol)
    return tuple(out)
