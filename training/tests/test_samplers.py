import numpy as np
import pytest

from crosslens_training.samplers import Encoded, Sampler, SamplerOptions, slice_of

LANGUAGES = ("am", "en", "km")


@pytest.fixture
def encoded() -> Encoded:
    """Every text holds the pieces of one language only: 100 to 199 am, 200 to 299 en, 300 to 399 km."""
    rng = np.random.default_rng(1)
    texts: list[np.ndarray] = []

    def text(language: str, length: int = 14) -> int:
        base = 100 * (1 + LANGUAGES.index(language))
        texts.append(rng.integers(base, base + 100, length).astype(np.int32))
        return len(texts) - 1

    rows = {
        "bible-pd": [{language: text(language) for language in LANGUAGES} for _ in range(90)],
        "mkqa": [{language: text(language, 5) for language in LANGUAGES[1:]} for _ in range(90)],
    }
    return Encoded(
        texts=texts,
        rows=rows,
        groups={"bible-pd": [str(i // 10) for i in range(90)], "mkqa": None},
        pairs={
            language: {"qa": np.array([[text(language), text(language)] for _ in range(80)])} for language in LANGUAGES
        },
        alternatives={},
        spans={"en": np.array([row["en"] for row in rows["bible-pd"]])},
    )


def language_of(bag: np.ndarray) -> str:
    (found,) = set((bag // 100 - 1).tolist())
    return LANGUAGES[found]


def bags(batch):
    return np.split(batch.pieces, batch.offsets[1:-1])


def options(**changes) -> SamplerOptions:
    return SamplerOptions(size=64, **changes)


def test_a_monolingual_batch_has_one_language(encoded):
    sampler = Sampler(encoded, options(), 1.0, 3)
    seen = set()
    for _ in range(20):
        batch = sampler.next()
        assert len({language_of(bag) for bag in bags(batch)}) == 1
        assert len(set(batch.languages)) == 1
        seen.add(batch.languages[0])
    assert len(seen) == 3


def test_every_cross_lingual_pair_has_two_languages(encoded):
    for one_direction in (0.0, 1.0):
        sampler = Sampler(encoded, options(one_direction=one_direction), 0.0, 3)
        for _ in range(20):
            batch = sampler.next()
            found = bags(batch)
            for i, (query, passage) in enumerate(batch.languages):
                assert query != passage
                assert language_of(found[i]) == query
                assert language_of(found[i + 64]) == passage


def test_alpha_is_the_share_of_monolingual_batches(encoded):
    sampler = Sampler(encoded, options(), 0.5, 3)
    mono = sum(all(query == passage for query, passage in sampler.next().languages) for _ in range(400))
    assert 160 < mono < 240


def test_the_same_seed_gives_the_same_batches(encoded):
    one, other = (Sampler(encoded, options(), 0.5, 7) for _ in range(2))
    for _ in range(5):
        assert np.array_equal(one.next().pieces, other.next().pieces)


def test_one_source_batches_have_one_source(encoded):
    sampler = Sampler(encoded, options(one_source=1.0, one_direction=0.0), 0.0, 3)
    source_of = {number: source for source, rows in encoded.rows.items() for row in rows for number in row.values()}
    for _ in range(10):
        assert len({source_of[int(key)] for key in sampler.next().query_keys}) == 1


def test_a_window_stays_inside_its_group(encoded):
    sampler = Sampler(encoded, options(), 0.0, 3)
    for _ in range(50):
        window = sampler._window("bible-pd", 9, "en")
        allowed = {encoded.rows["bible-pd"][i]["en"] for i in range(10)}
        assert encoded.rows["bible-pd"][9]["en"] in window
        assert set(window) <= allowed


def test_no_bag_is_empty_even_when_pieces_are_dropped(encoded):
    sampler = Sampler(encoded, options(drop=0.9), 0.5, 3)
    for _ in range(10):
        assert (np.diff(sampler.next().offsets) > 0).all()


def test_a_slice_is_contiguous_and_never_tiny():
    rng = np.random.default_rng(0)
    for length in (2, 4, 5, 30):
        pieces = np.arange(length)
        part = slice_of(pieces, rng)
        assert len(part) >= min(4, length)
        assert np.array_equal(part, np.arange(part[0], part[0] + len(part)))
