"""Tatoeba, MKQA and AmQA as JSON Lines: a made-up evaluation folder, read and written for real."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from crosslens_training import eval_files, eval_sets
from crosslens_training.errors import TrainingError
from crosslens_training.evaluate import half_tied_recall

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    base = tmp_path / "eval"
    for name in ("tatoeba", "mkqa", "amqa", "xquad-r"):
        (base / name).mkdir(parents=True)
    for language in ("de", "en"):
        asked = [{"id": "q7", "question": f"{language} b?", "answers": [{"answer_start": 4, "text": "B"}]}]
        first = {"context": "None.", "sentence_breaks": [[0, 5]], "qas": []}
        second = {"context": "A1. B2.", "sentence_breaks": [[0, 3], [4, 7]], "qas": asked}
        articles = {"data": [{"paragraphs": [first]}, {"paragraphs": [second]}]}
        (base / "xquad-r" / f"{language}.json").write_text(json.dumps(articles), encoding="utf-8")
    for code in eval_files.TATOEBA.values():
        # The first line holds a separator that is no end of a line.
        (base / "tatoeba" / f"tatoeba.{code}-eng.{code}").write_text("one\u2028uno\ntwo\n", encoding="utf-8")
        (base / "tatoeba" / f"tatoeba.{code}-eng.eng").write_text("One.\nTwo.\n", encoding="utf-8")
    for code in (*eval_files.MKQA.values(), "en"):
        ids = ["7", "5"] if code == "en" else ["5", "9"]
        rows = [{"id": f"{number}_{code}", "question": f"{code} {number}?"} for number in ids]
        (base / "mkqa" / f"mkqa-{code}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    def paragraph(context, *questions):
        return {"context": context, "qas": [{"question": text} for text in questions]}

    dev = [
        {"paragraphs": [paragraph("A ", "a?", "aa?"), {"qas": [{"question": "lost?"}]}]},
        {"paragraphs": paragraph("B", "b?")},
    ]
    train = [{"paragraphs": [paragraph("B", "unused?"), paragraph("C", "unused?")]}]
    for name, data in (("dev", dev), ("train", train)):
        (base / "amqa" / f"{name}_data.json").write_text(json.dumps({"data": data}), encoding="utf-8")
    return base


def test_matchings_of_every_set(folder):
    tatoeba = eval_files.tatoeba(folder / "tatoeba", "am")
    assert (tatoeba.queries, tatoeba.passages, tatoeba.relevant) == (["one\u2028uno", "two"], ["One.", "Two."], [0, 1])
    mkqa = eval_files.mkqa(folder / "mkqa", "zh")
    assert (mkqa.queries, mkqa.passages, mkqa.query_language) == (["zh_cn 5?"], ["en 5?"], "zh")
    amqa = eval_files.amqa(folder / "amqa")
    assert (amqa.queries, amqa.passages, amqa.relevant) == (["a?", "aa?", "b?"], ["A", "B", "C"], [0, 0, 1])


def test_the_command_writes_the_explorers_format_outside_the_repository(folder, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "training.eval_sets", "--eval", str(folder), "--out", str(out)]
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    assert "amqa.jsonl --setting mono --measures Rhalf@1,Rhalf@10" in said
    assert "mkqa-km-en.jsonl --setting cross --measures Rhalf@1" in said
    rows = [json.loads(line) for line in (out / "amqa.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == {"id": "p-0001", "lang": "am", "text": "A"}
    assert rows[-1] == {"id": "q-0003", "lang": "am", "text": "b?", "relevant": ["p-0002"]}
    assert len(list(out.iterdir())) == len(eval_files.TATOEBA) + len(eval_files.MKQA) + 2


def test_a_sentence_stands_before_its_paragraph_and_a_group_joins_the_languages(folder, tmp_path):
    eval_sets.write(folder, tmp_path / "out")
    lines = (tmp_path / "out" / "xquad-r-in-context.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    assert len(rows) == 2 * (3 + 1)
    assert rows["de_1_1"] == {"id": "de_1_1", "lang": "de", "text": "B2. A1. B2."}
    assert rows["en_q7"]["relevant"] == ["en_1_1"] and rows["en_q7"]["group"] == rows["de_q7"]["group"] == "q7"


def test_a_folder_inside_the_repository_is_refused(folder):
    with pytest.raises(TrainingError, match="inside the repository"):
        eval_sets.write(folder, REPOSITORY / "anything" / "below")
    assert not (REPOSITORY / "anything").exists()


def test_what_is_missing_or_does_not_fit_is_named(folder, tmp_path):
    with pytest.raises(TrainingError, match="is no folder"):
        eval_sets.write(tmp_path / "nowhere", tmp_path / "out")
    (folder / "tatoeba" / "tatoeba.khm-eng.eng").write_text("One.\n")
    with pytest.raises(TrainingError, match="2 lines on one side and 1"):
        eval_sets.write(folder, tmp_path / "out")
    (folder / "tatoeba" / "tatoeba.khm-eng.eng").unlink()
    with pytest.raises(TrainingError, match=r"khm-eng\.eng cannot be read: No such file"):
        eval_sets.write(folder, tmp_path / "out")


def test_ties_count_half():
    def unit(*angles):
        return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], dtype=np.float32)

    passages = unit(0, 0.5, 0.5, 1)
    # Query 0 finds its own alone, query 1 shares the best score with a copy, query 3's own comes second.
    assert half_tied_recall(unit(0), passages, [0], 1) == 1
    assert half_tied_recall(unit(0.5), passages, [1], 1) == 0.5
    assert half_tied_recall(unit(0.5), passages, [2], 1) == 0.5
    assert half_tied_recall(unit(0.5), passages, [2], 2) == 1
    assert half_tied_recall(unit(0.6), passages, [3], 2) == 0
    assert half_tied_recall(unit(0.6), passages, [3], 3) == 1
    assert half_tied_recall(unit(0, 0.5, 0.5, 0.6), passages, [0, 1, 2, 3], 1) == 0.5
