"""Sweeps on a made-up corpus of three languages: trained, resumed, exported and measured for real, in seconds."""

import json
import subprocess
from dataclasses import replace

import numpy as np
import pytest

from crosslens_training import evaluate, release, sweeps, table
from crosslens_training.errors import TrainingError
from crosslens_training.export import export
from crosslens_training.samplers import Encoded, SamplerOptions
from crosslens_training.sweeps import SweepOptions, runs, seen_and_unseen
from crosslens_training.tokenizer import encode, load_fast, save, train
from crosslens_training.train import TrainOptions

WORDS = "addis abeba gonder phnmpeny lake tana nile coffee rain market school bridge".split()
# Every language writes a word its own way, so that the tokenizer sees three languages.
WRITTEN = {"ar": lambda word: word[::-1], "de": lambda word: word + "heit", "en": lambda word: word}


def sentence(language: str, number: int) -> str:
    chosen = np.random.default_rng(number).choice(WORDS, 5)
    return " ".join(WRITTEN[language](word) for word in chosen)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """(work folder, (training, held, counts)) with a tokenizer and 60 parallel rows."""
    work = tmp_path_factory.mktemp("work")
    texts = [sentence(language, number) for number in range(60) for language in WRITTEN]
    save(train(texts * 3, 1400, 2), work / "tokenizer.json")
    fast = load_fast(work / "tokenizer.json")
    ids = encode(fast, texts)
    rows = [{language: 3 * i + k for k, language in enumerate(WRITTEN)} for i in range(60)]
    encoded = Encoded(
        texts=ids,
        rows={"tico-19": rows},
        groups={"tico-19": None},
        pairs={},
        alternatives={},
        spans={language: np.array([row[language] for row in rows]) for language in WRITTEN},
    )
    counts = np.bincount(np.concatenate(ids), minlength=fast.get_vocab_size())
    return work, (encoded, encoded, counts)


@pytest.fixture
def options() -> SweepOptions:
    return SweepOptions(
        alpha=(0, 0.5, 1),
        counts=(1, 2, "all"),
        order=("en", "ar"),
        language_alpha=0.5,
        train=TrainOptions(steps=4, dimensions=8, report_every=4, warm=2, sampler=SamplerOptions(size=16)),
    )


def test_all_languages_and_its_alpha_are_one_run(options):
    names = [run.name for run in runs(options, sweeps.language_order(options, WRITTEN))]
    assert names == ["alpha-0", "alpha-0.5", "alpha-1", "languages-1", "languages-2"]
    apart = replace(options, language_alpha=0.4)
    assert runs(apart, ("en", "ar", "de"))[-1] == sweeps.Run("languages-all", 0.4, None)


def test_a_finished_run_is_not_trained_again_and_a_changed_one_is(corpus, options):
    work, encoded = corpus
    said: list[str] = []
    sweeps.train_all(options, encoded, work, "languages-1", said.append)
    assert any("alpha 1 in the place of 0.5" in line for line in said)
    folder = work / "sweeps" / "languages-1"
    assert json.loads((folder / "run.json").read_text())["alpha"] == 1
    before = (folder / "table.npz").read_bytes()
    said.clear()
    sweeps.train_all(options, encoded, work, "languages-1", said.append)
    assert said == ["languages-1: finished before, not trained again"]
    other = replace(options, train=replace(options.train, seed=2))
    sweeps.train_all(other, encoded, work, "languages-1", said.append)
    assert "settings have changed" in said[1]
    assert (folder / "table.npz").read_bytes() != before
    with pytest.raises(TrainingError, match="Runs: alpha-0, alpha-0.5"):
        sweeps.train_all(options, encoded, work, "languages-3", said.append)


def test_looking_rows_up_gives_the_vectors_of_the_graph(corpus, tmp_path):
    work, (_, _, counts) = corpus
    rows = np.random.default_rng(1).normal(size=(len(counts), 24)).astype(np.float32)
    table.save(tmp_path / "table.npz", rows)
    export(rows, work / "tokenizer.json", tmp_path / "model")
    texts = ["", "gonder", *(sentence(language, number) for number in range(20) for language in WRITTEN), "x " * 600]
    by_lookup = table.TableEncoder(table.load(tmp_path / "table.npz"), table.Pieces(load_fast(work / "tokenizer.json")))
    expected = evaluate.Encoder(tmp_path / "model").encode(texts)
    assert np.allclose(by_lookup.encode(texts, size=7), expected, atol=1e-6)
    assert not np.allclose(expected[1], expected[2], atol=0.1)


def xquad_files(folder):
    """XQuAD-R's form with one article: two paragraphs of two sentences, a question to the second of each."""
    folder.mkdir()
    for language in WRITTEN:
        paragraphs = []
        for number in range(2):
            first, second = sentence(language, 10 * number), sentence(language, 10 * number + 1)
            context = f"{first} {second}"
            breaks = [[0, len(first)], [len(first) + 1, len(context)]]
            qa = {
                "id": str(number),
                "question": second,
                "answers": [{"answer_start": breaks[1][0], "text": second[:3]}],
            }
            paragraphs.append({"context": context, "sentence_breaks": breaks, "qas": [qa]})
        record = {"data": [{"paragraphs": paragraphs}]}
        (folder / f"{language}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def test_the_record_has_every_point_and_says_what_was_seen(corpus, options, tmp_path, monkeypatch):
    work, encoded = corpus
    sweeps.train_all(options, encoded, work, log=lambda _: None)
    xquad_files(tmp_path / "xquad-r")
    monkeypatch.setattr(evaluate, "XQUAD_LANGUAGES", tuple(WRITTEN))
    record = sweeps.measure(options, WRITTEN, work, tmp_path / "xquad-r", "2026-11-21", "abc1234", lambda _: None)
    assert [point["alpha"] for point in record["alpha"]] == [0, 0.5, 1]
    assert set(record["alpha"][0]) == {"alpha", "mono", "cross", "multi", "rankDistance"}
    # A question is its sentence word for word, so within a language it is found first by any table.
    assert {point["mono"] for point in record["alpha"]} == {1.0}
    assert record["languages"]["order"] == ["en", "ar", "de"]
    one, two, every = record["languages"]["points"]
    assert (one["count"], one["languages"], one["seen"]) == (1, ["en"], {"mono": 1.0, "cross": None})
    assert two["languages"] == ["en", "ar"] and two["unseen"]["mono"] == 1.0
    assert every["unseen"] is None and every["count"] == 3
    assert every["all"] == {key: value for key, value in record["alpha"][1].items() if key != "alpha"}
    assert record["encoder"]["steps"] == 4 and record["encoder"]["batchSize"] == 16
    with pytest.raises(TrainingError, match="other settings"):
        changed = replace(options, train=replace(options.train, seed=5))
        sweeps.measure(changed, WRITTEN, work, tmp_path / "xquad-r", "", "", lambda _: None)


def test_means_over_seen_and_unseen_languages():
    pairs = {
        "en": {"en": 0.8, "ar": 0.4, "de": 0.2},
        "ar": {"en": 0.5, "ar": 0.6, "de": 0.1},
        "de": {"en": 0.3, "ar": 0.2, "de": 0.7},
    }
    seen, unseen = seen_and_unseen(pairs, ["en", "ar", "fi"])
    assert seen == {"mono": 0.7, "cross": 0.45}
    assert unseen == {"mono": 0.7, "cross": 0.2}
    assert seen_and_unseen(pairs, ["en"])[0] == {"mono": 0.8, "cross": None}
    assert seen_and_unseen(pairs, ["en"])[1]["cross"] == pytest.approx(
        (0.4 + 0.2 + 0.5 + 0.1 + 0.3 + 0.2) / 6, abs=1e-4
    )


def test_the_shipped_configuration_is_read(request):
    folder = request.config.rootpath
    path = next(p for p in (folder / "configs/sweeps.json", folder / "training/configs/sweeps.json") if p.exists())
    shipped = SweepOptions.from_json(path)
    assert set(shipped.order) == set(evaluate.XQUAD_LANGUAGES) and shipped.order[0] == "en"
    assert len(shipped.alpha) == 11 and shipped.train.steps == 1500 and shipped.train.sampler.size == 1024
    assert shipped.train.rate == 0.3  # bag.json's


def test_a_release_names_a_commit_that_says_what_was_measured(tmp_path):
    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        return subprocess.run(
            ["git", "-C", str(tmp_path), *identity, *arguments], capture_output=True, text=True, check=True
        ).stdout

    with pytest.raises(TrainingError, match="not in a git repository"):
        release.commit_of(tmp_path)
    git("init", "-q")
    (tmp_path / "code.py").write_text("1")
    git("add", ".")
    git("commit", "-qm", "one")
    (tmp_path / "untracked").write_text("1")
    assert release.commit_of(tmp_path) == git("rev-parse", "--short", "HEAD").strip()
    (tmp_path / "code.py").write_text("2")
    with pytest.raises(TrainingError, match=r"differ from the commit.*\n M code\.py"):
        release.commit_of(tmp_path)
