"""Lines reduced to their most frequent characters, the same ones in every run.

The trainers of `tokenizers` can limit the alphabet themselves, but among characters of equal count they keep others
each time.
"""

from collections import Counter
from collections.abc import Callable


def frequent_letters(lines: list[str], count: int, normalise: Callable[[str], str] = str) -> list[str]:
    normalised = [normalise(line) for line in lines]
    counts = Counter(character for line in normalised for character in line if not character.isspace())
    kept = set(sorted(counts, key=lambda character: (-counts[character], character))[:count])
    return ["".join(character if character in kept else " " for character in line) for line in normalised]
