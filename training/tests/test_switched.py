"""Code-switched rows: what is replaced, what stays, and what is never touched."""

import random

from crosslens_training.data import Corpus, Pair, Row
from crosslens_training.switched import SOURCE, augment, dictionary, switch

ROWS = [
    Row("wiktionary-multi", "water", 0, {"en": "water: a liquid", "el": "νερό, ύδωρ", "tr": "su"}),
    Row("wiktionary-multi", "drink", 0, {"en": "drink: to swallow", "el": "πίνω", "tr": "içmek"}),
    Row("wiktionary-multi", "of", 0, {"en": "of: possessive", "tr": "Not used in Turkish"}),
    Row("aosp", "water", 0, {"en": "Water", "el": "Νερά"}),
    Row("cldr", "hot spring", 0, {"en": "hot spring, steam", "el": "θερμή πηγή, ατμός"}),
    Row("tico-19", "doc", 0, {"en": "People drink water", "el": "Οι άνθρωποι πίνουν νερό"}),
]


def test_the_better_source_comes_first_and_remarks_are_left_out():
    words = dictionary(ROWS)
    assert words["el"]["water"] == ["νερό"]
    assert words["el"]["hot spring"] == ["θερμή πηγή"]
    assert "of" not in words["tr"]


def test_longest_phrases_first_and_inflected_forms():
    words = {"hot spring": ["πηγή"], "hot": ["ζεστός"], "drink": ["πίνω"]}
    assert switch("drinks hot springs", words, random.Random(0)) == "πίνω πηγή"


def test_names_and_numbers_stay_and_too_little_known_gives_nothing():
    words = {"drink": ["πίνω"]}
    assert switch("drink 5 Alpha", words, random.Random(0)) == "πίνω 5 Alpha"
    assert switch("drink these other things", words, random.Random(0)) is None
    assert switch("", words, random.Random(0)) is None


def test_real_translations_are_kept_and_missing_ones_switched():
    pair = Pair("qed", "g", "en", "drink water", "water, water")
    made = augment(Corpus(ROWS, [pair]), ["el", "tr"], seed=0)
    row = next(row for row in made.rows if row.texts["en"] == "People drink water")
    assert row.source == SOURCE
    assert row.texts["el"] == "Οι άνθρωποι πίνουν νερό"
    assert row.texts["tr"].endswith("içmek su")
    assert {(one.language, one.query, one.passage) for one in made.pairs} == {
        ("el", "πίνω νερό", "νερό νερό"),
        ("tr", "içmek su", "su su"),
    }


def test_the_same_seed_gives_the_same_rows():
    assert augment(Corpus(ROWS, []), ["el"], 3) == augment(Corpus(ROWS, []), ["el"], 3)
