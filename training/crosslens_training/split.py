"""What is held out of training: the development set that decisions are made on.

Whole groups are held out, with all their languages: documents, Bible chapters, headwords, passages. A split is data:
`uniform` is the one that the bags of subwords, the tokenizer and the question generator that ship were trained with.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .data import LEXICONS, Corpus, Pair, Row, held_out
from .errors import TrainingError


@dataclass(frozen=True, slots=True)
class Split:
    """Groups held out per thousand, by source, with one share for all others."""

    id: str
    per_mille: int
    by_source: dict[str, int] = field(default_factory=dict)
    # Leave out of training what says the same as something held out, wherever it stands.
    by_content: bool = True


SPLITS = {
    split.id: split
    for split in (
        Split("uniform", 30, by_content=False),
        Split("by-source", 30, {"tico-19": 100, "amqa-train": 100, "mkqa": 100}),
    )
}
DEFAULT = "by-source"

_SENTENCE_END = re.compile("[.!?።។။。！？؟।॥\n]+")
_LETTERS = re.compile(r"[\W\d_]+")
# Letters of a sentence that are compared, and how many it must have: shorter ones recur by chance.
_FROM, _TO = 40, 60


def named(identifier: str) -> Split:
    if identifier not in SPLITS:
        raise TrainingError(
            f'The split "{identifier}" is not known. Known: {", ".join(SPLITS)}. Change "split" in the configuration.'
        )
    return SPLITS[identifier]


def holds_out(split: Split, source: str, group: str) -> bool:
    """Whether the group is held out; stable across runs and machines.

    In `by-source` a headword has one place, whichever dictionary lists it.
    """
    if not split.by_content:
        return held_out(source, group)
    # The salt was chosen so that the held documents of TICO-19, whose sizes differ a hundredfold, have a tenth of its
    # rows.
    key = f"word/{group.split(',')[0].strip()}" if source in LEXICONS or source == "aosp" else f"{source}/{group}"
    return zlib.crc32(f"3/{key}".encode()) % 1000 < split.by_source.get(source, split.per_mille)


def content_keys(texts: Iterable[str]) -> Iterator[str]:
    """One key for each longer sentence: its first letters, without marks, digits and spaces."""
    for text in texts:
        for sentence in _SENTENCE_END.split(text):
            letters = _LETTERS.sub("", sentence.lower())
            if len(letters) >= _FROM:
                yield letters[:_TO]


def _texts(record: Row | Pair) -> Iterable[str]:
    return record.texts.values() if isinstance(record, Row) else (record.query, record.passage)


def divide(corpus: Corpus, split: Split) -> tuple[Corpus, Corpus, dict[str, int]]:
    """(training, held out, rows and pairs by source that are in neither).

    In neither is what shares a longer sentence with something held out but belongs to a group that is not: duplicates
    of FLORES, a verse that two chapters have, a news sentence in a question's passage.
    """
    held = Corpus(
        [row for row in corpus.rows if holds_out(split, row.source, row.group)],
        [pair for pair in corpus.pairs if holds_out(split, pair.source, pair.group)],
    )
    keys = (
        {key for one in (*held.rows, *held.pairs) for key in content_keys(_texts(one))} if split.by_content else set()
    )
    dropped: Counter[str] = Counter()

    def trains(record: Row | Pair) -> bool:
        if holds_out(split, record.source, record.group):
            return False
        if keys and any(key in keys for key in content_keys(_texts(record))):
            dropped[record.source] += 1
            return False
        return True

    training = Corpus([row for row in corpus.rows if trains(row)], [pair for pair in corpus.pairs if trains(pair)])
    return training, held, dict(sorted(dropped.items()))
