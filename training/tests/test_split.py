import pytest

from crosslens_training.data import Corpus, Pair, Row, held_out
from crosslens_training.errors import TrainingError
from crosslens_training.split import SPLITS, content_keys, divide, holds_out, named

NEW, OLD = named("by-source"), named("uniform")
LONG = "A sentence about the lake of Tana which is long enough to be compared with others"


def share(split, source: str, count: int = 5000) -> float:
    return sum(holds_out(split, source, str(i)) for i in range(count)) / count


def test_a_tenth_of_three_sources_and_three_hundredths_of_the_others():
    for source in ("tico-19", "amqa-train", "mkqa"):
        assert 0.08 < share(NEW, source) < 0.12
    assert 0.02 < share(NEW, "bible-pd") < 0.04
    assert 0.02 < share(OLD, "tico-19") < 0.04


def test_the_old_split_is_that_of_the_shipped_bags_and_the_new_one_is_stable():
    assert all(holds_out(OLD, "enh", str(i)) == held_out("enh", str(i)) for i in range(2000))
    assert [i for i in range(60) if holds_out(NEW, "mkqa", str(i))] == [4, 12, 16, 22, 27, 33, 49]


def test_a_headword_is_on_one_side_in_every_dictionary():
    words = [f"word{i}" for i in range(1000)]
    for source, entry in (("wiktionary", "{}"), ("cldr", "{}, keyword"), ("aosp", "{}")):
        assert [holds_out(NEW, source, entry.format(word)) for word in words] == [
            holds_out(NEW, "wiktionary-multi", word) for word in words
        ]


def held_group(source: str, held: bool) -> str:
    return next(str(i) for i in range(1000) if holds_out(NEW, source, str(i)) == held)


def test_groups_go_whole_and_content_is_on_one_side_only():
    away, stays = held_group("tico-19", True), held_group("tico-19", False)
    rows = [
        Row("tico-19", away, 1, {"en": LONG, "am": "ሀ"}),
        Row("tico-19", away, 2, {"en": "Short.", "am": "ለ"}),
        Row("tico-19", stays, 1, {"en": "Short.", "am": "ለ"}),
        # The same sentence with other marks, inside another document of another source.
        Row("flores-v1", held_group("flores-v1", False), 0, {"en": f"Before. {LONG.upper()}, indeed!", "km": "ក"}),
    ]
    pairs = [
        Pair("enh", held_group("enh", False), "am", "headline", f"Something else. {LONG}."),
        Pair("enh", held_group("enh", False), "am", "headline", "nothing shared"),
    ]
    training, held, dropped = divide(Corpus(rows, pairs), NEW)
    assert held.rows == rows[:2] and held.pairs == []
    assert training.rows == [rows[2]] and training.pairs == [pairs[1]]
    assert dropped == {"enh": 1, "flores-v1": 1}
    everything = divide(Corpus(rows, pairs), OLD)
    assert len(everything[0].rows) + len(everything[1].rows) == 4 and everything[2] == {}


def test_keys_are_long_sentences_without_marks():
    assert (
        list(content_keys([f"{LONG}. Short one.", LONG.replace(" ", "  ")]))
        == [
            "asentenceaboutthelakeoftanawhichislongenoughtobecomparedwith",
        ]
        * 2
    )


def test_an_unknown_split_is_named():
    with pytest.raises(TrainingError, match=f"Known: {', '.join(SPLITS)}"):
        named("random")
