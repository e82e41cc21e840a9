import numpy as np
import pytest

from crosslens_training.errors import TrainingError
from crosslens_training.regimes import BAG, ENCODERS, REGIMES, TRANSFORMER, languages_of, restrict, trained
from crosslens_training.samplers import Encoded, Sampler, SamplerOptions


@pytest.fixture
def encoded() -> Encoded:
    """Text 10 * row + column of a tiny corpus: pieces say which; three rows of am, en, km, one of en and km only."""
    texts = [np.arange(number, number + 12, dtype=np.int32) for number in range(40)]
    rows = [{"am": 10 * i, "en": 10 * i + 1, "km": 10 * i + 2} for i in range(3)]
    return Encoded(
        texts=texts,
        rows={"tico-19": rows, "mkqa": [{"en": 31, "km": 32}]},
        groups={"tico-19": ["a", "a", "b"], "mkqa": None},
        pairs={
            "am": {"neighbours": np.array([[0, 10]])},
            "en": {"neighbours": np.array([[1, 11]]), "qed": np.array([[5, 6]])},
        },
        alternatives={},
        spans={"km": np.array([2, 12, 22]), "en": np.array([1, 11, 21])},
    )


def test_rows_keep_the_given_languages_and_leave_with_fewer_than_two(encoded):
    two = restrict(encoded, ["am", "en"])
    assert two.rows == {"tico-19": [{"am": 0, "en": 1}, {"am": 10, "en": 11}, {"am": 20, "en": 21}], "mkqa": []}
    assert two.groups == {"tico-19": ["a", "a", "b"], "mkqa": None}
    assert languages_of(two) == {"am", "en"}
    assert encoded.rows["mkqa"] == [{"en": 31, "km": 32}]  # the original is as it was


def test_groups_stay_beside_their_rows(encoded):
    encoded.rows["tico-19"][1] = {"am": 10, "km": 12}
    assert restrict(encoded, ["am", "en"]).groups["tico-19"] == ["a", "b"]


def test_one_language_keeps_the_pairs_of_its_rows_and_every_batch_is_monolingual(encoded):
    english = restrict(encoded, ["en"])
    assert english.rows == {"tico-19": [], "mkqa": []}
    assert english.pairs["en"]["neighbours"].tolist() == [[1, 11]]
    sampler = Sampler(english, SamplerOptions(size=8), 0.5, 1)
    assert sampler.alpha == 1
    allowed = {1, 11, 21, 5, 6}
    for _ in range(10):
        batch = sampler.next()
        assert set(batch.languages) == {("en", "en")}
        assert set(batch.query_keys.tolist()) | set(batch.passage_keys.tolist()) <= allowed


def test_all_languages_are_the_data_itself(encoded):
    assert restrict(encoded, None) is encoded


def test_a_language_without_data_is_named(encoded):
    with pytest.raises(TrainingError, match=r"nothing in sw\. There is data in am, en, km"):
        restrict(encoded, ["en", "sw"])


def test_nothing_to_draw_a_monolingual_batch_from_is_said(encoded):
    encoded.pairs, encoded.spans = {}, {}
    with pytest.raises(TrainingError, match="no monolingual batch"):
        Sampler(encoded, SamplerOptions(size=8), 0.5, 1)
    assert Sampler(encoded, SamplerOptions(size=8), 0.0, 1).next().kind


def test_every_encoder_has_a_regime_and_the_bags_are_those_of_the_manifest():
    assert {encoder.regime for encoder in ENCODERS.values()} == set(REGIMES)
    assert {encoder.regime for encoder in trained(TRANSFORMER)} == set(REGIMES)
    assert [encoder.id for encoder in trained(BAG)] == ["bag-hybrid", "bag-mono", "bag-xy"]
    assert {REGIMES[encoder.regime].alpha for encoder in trained(BAG)} == {0.0, 0.5, 1.0}
    assert ENCODERS["small-hybrid-q4"].trained_as == "small-hybrid"
    assert len(ENCODERS) == len(trained()) + 1
