"""The family command on a made-up training folder: run, run again, changed, stopped. Two encoders of 8 dimensions."""

import argparse
import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest

from crosslens_training import __main__ as command
from crosslens_training import manifest
from crosslens_training.errors import TrainingError
from crosslens_training.steps import corpus
from crosslens_training.steps.family import Step, run, why

WORDS = "addis abeba gonder phnmpeny lake tana nile coffee rain market school bridge water child".split()


def sentence(number: int, ending: str) -> str:
    return " ".join(word + ending for word in np.random.default_rng(number).choice(WORDS, 12))


@pytest.fixture
def folder(tmp_path) -> Path:
    data, configs = tmp_path / "data", tmp_path / "configs"
    data.mkdir()
    configs.mkdir()
    rows = [
        {"src": "tico-19", "id": f"doc_{i // 10}:{i % 10}", "text": {"en": sentence(i, ""), "km": sentence(i, "ska")}}
        for i in range(300)
    ]
    pairs = [
        {"src": "qed", "lang": "en", "query": sentence(900 + i, ""), "passage": sentence(600 + i, "")}
        for i in range(60)
    ]
    documents = [
        {"src": "enh", "lang": "am", "title": sentence(i, "o"), "text": sentence(700 + i, "o")} for i in range(40)
    ]
    for name, records in (("parallel", rows), ("pairs", pairs), ("documents", documents)):
        with gzip.open(data / f"{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.writelines(json.dumps(record) + "\n" for record in records)
    bag = {
        "split": "by-source",
        "tokenizer": {
            "pieces": 1300, "characters": 40000, "power": 0.3, "languages": {}, "other_language": 1,
            "minimum_han": 2, "seed": 1,
        },
        "steps": 4, "dimensions": 8, "warm": 1, "report_every": 2, "languages": ["en", "km"], "sampler": {"size": 16},
    }  # fmt: skip
    network = {"steps": 2, "size": 8, "rate": 0.1, "weight_rate": 0.02, "layer_rate": 0.001, "longest": 32, "warm": 1}
    table = {"steps": 4, "size": 8, "rate": 0.1, "weight_rate": 0.02, "warm": 1}
    small = {
        "shape": {"width": 64, "layers": 1, "heads": 2, "intermediate": 64}, "seed": 1, "temperature": 0.05,
        "pretrain": network, "tlm": {**network, "steps": 1}, "question-passage": {**table, "steps": 1},
        "table": table, "network": network,
    }  # fmt: skip
    (configs / "small.json").write_text(json.dumps(small))
    sweeps = {"base": "bag.json", "steps": 2, "size": 16, "seed": 1, "alpha": [0, 1]}
    sweeps["languages"] = {"alpha": 0.5, "counts": [1, "all"], "order": ["en", "km"]}
    (configs / "bag.json").write_text(json.dumps(bag))
    (configs / "sweeps.json").write_text(json.dumps(sweeps))
    return tmp_path


def family(folder: Path, capsys, *encoders: str) -> dict[str, str]:
    """What the command says of each step."""
    options = {
        "small": "configs/small.json",
        "data": "data",
        "work": "work",
        "models": "models",
        "config": "configs/bag.json",
        "sweeps": "configs/sweeps.json",
    }
    flags = [part for name, path in options.items() for part in (f"--{name}", str(folder / path))]
    command.run(
        command.parser().parse_args(["family", *(encoders or ("bag-hybrid", "bag-mono")), *flags, "--device", "cpu"])
    )
    lines = [
        line.removeprefix("family: ") for line in capsys.readouterr().out.splitlines() if line.startswith("family: ")
    ]
    return dict(line.split(": ", 1) for line in lines if ": " in line)


STEPS = ["tokenizer", "encode", "train bag-hybrid", "train bag-mono", "export bag-hybrid", "export bag-mono", "sweeps"]


def test_the_family_is_made_once_and_again_where_something_changed(folder, capsys):
    first = family(folder, capsys)
    assert list(first) == STEPS
    assert all(said.startswith("runs, because there is no ") for said in first.values())
    about = json.loads((folder / "work" / "encoded.json").read_text())
    assert about["split"] == "by-source" and 0 < about["held-out"]["tico-19"] < 100
    run_file = json.loads((folder / "work" / "bag-mono" / "run.json").read_text())
    assert run_file["split"] == "by-source" and set(run_file["languages"]) == {"am", "en", "km"}
    assert (folder / "models" / "bag-hybrid" / "onnx" / "model_quantized.onnx").exists()

    second = family(folder, capsys)
    assert set(second.values()) == {"skipped, its results are newer than what it reads"}

    # A result that is gone is made again, and with it what reads it. The checkpoint has all steps: nothing is trained.
    (folder / "work" / "bag-mono" / "run.json").unlink()
    third = family(folder, capsys)
    assert [name for name, said in third.items() if said.startswith("runs")] == ["train bag-mono", "export bag-mono"]

    config = folder / "configs" / "bag.json"
    config.write_text(config.read_text().replace('"steps": 4', '"steps": 6'))
    fourth = family(folder, capsys)
    assert [name for name, said in fourth.items() if said.startswith("runs")] == STEPS[2:]
    assert fourth["train bag-hybrid"] == "runs, because its settings have changed"
    records = (folder / "work" / "bag-hybrid" / "log.jsonl").read_text().splitlines()
    assert [json.loads(record)["step"] for record in records] == [2, 4, 6]

    parallel = folder / "data" / "parallel.jsonl.gz"
    os.utime(parallel)
    fifth = family(folder, capsys)
    assert fifth["tokenizer"].startswith(f"runs, because {parallel} is newer than ")
    assert all(said.startswith("runs") for said in fifth.values())


def test_the_vocabulary_may_come_from_a_split_of_its_own(folder):
    args = argparse.Namespace(data=folder / "data")
    config = json.loads((folder / "configs" / "bag.json").read_text())
    by_source, uniform = (corpus.tokenizer_texts(args, config | {"split": name}) for name in ("by-source", "uniform"))
    assert by_source != uniform
    assert corpus.tokenizer_texts(args, config | {"tokenizer": {"split": "uniform"}}) == uniform


def test_transformers_share_an_initialisation_and_are_trained_again_with_it(folder, capsys):
    pytest.importorskip("transformers")
    names = ("small-hybrid", "small-hybrid-q4", "small-zero-shot")
    first = family(folder, capsys, *names)
    assert list(first)[2:-1] == [
        "pretrain",
        "train small-hybrid",
        "train small-zero-shot",
        *(f"export {name}" for name in names),
    ]
    graphs = {name: sorted(path.name for path in (folder / "models" / name / "onnx").iterdir()) for name in names}
    assert graphs["small-hybrid"] == ["model_quantized.onnx"] and graphs["small-hybrid-q4"] == ["model_q4.onnx"]
    languages = json.loads((folder / "work" / "small-zero-shot" / "run.json").read_text())["languages"]
    assert set(languages) == {"en"}
    assert not [name for name, said in family(folder, capsys, *names).items() if said.startswith("runs")]

    config = folder / "configs" / "small.json"
    small = json.loads(config.read_text())
    small["pretrain"]["steps"] = 3
    config.write_text(json.dumps(small))
    before = (folder / "work" / "small-hybrid" / "checkpoint.pt").read_bytes()
    again = family(folder, capsys, *names)
    assert [name for name, said in again.items() if said.startswith("runs")] == list(first)[2:-1]
    assert json.loads((folder / "work" / "pretrained" / "run.json").read_text())["steps"] == 3
    assert (folder / "work" / "small-hybrid" / "checkpoint.pt").read_bytes() != before


def test_a_run_stopped_between_two_steps_goes_on_there(folder, tmp_path):
    done: list[str] = []

    def leave(name: str):
        def step() -> None:
            done.append(name)
            if name == "b" and done.count("b") == 1:
                raise KeyboardInterrupt
            (tmp_path / name).write_text(name)

        return step

    one, two = tmp_path / "a", tmp_path / "b"
    steps = [Step("a", [], [one], leave("a"), {"x": 1}), Step("b", [one], [two], leave("b"))]
    with pytest.raises(KeyboardInterrupt):
        run(steps, tmp_path / "notes", lambda _: None)
    run(steps, tmp_path / "notes", lambda _: None)
    assert done == ["a", "b", "b"]
    assert why(steps[0], {"x": 1}) is None
    assert why(steps[0], {"x": 2}) == "its settings have changed"
    os.utime(one, ns=(0, two.stat().st_mtime_ns + 1))
    assert why(steps[1], {}) == f"{one} is newer than {two}"


def test_what_a_step_lacks_is_named(tmp_path):
    step = Step("b", [tmp_path / "gone"], [tmp_path / "b"], lambda: None)
    with pytest.raises(TrainingError, match="step b needs .*gone, which is not there"):
        run([step], tmp_path / "notes", lambda _: None)
    with pytest.raises(TrainingError, match="step a has left no"):
        run([Step("a", [], [tmp_path / "a"], lambda: None)], tmp_path / "notes", lambda _: None)


def test_the_command_line_prints_an_error_without_a_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["x", "encode", "--data", str(tmp_path / "no"), "--work", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"crosslens_training: The training folder .*no is not there"):
        command.main()
    monkeypatch.setattr("sys.argv", ["x", "train", "bag-hybrid", "--work", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"There is no .*encoded\.pkl\. Run the step `encode`"):
        command.main()
    monkeypatch.setattr("sys.argv", ["x", "train", "bag-huge"])
    with pytest.raises(SystemExit, match="No encoder is called bag-huge. There are bag-hybrid"):
        command.main()


def test_the_manifest_keeps_what_is_not_written_anew(tmp_path):
    before = {"version": 1, "encoders": [{"id": "a", "x": 1}, {"id": "b"}], "generators": [{"id": "questions"}]}
    (tmp_path / "manifest.json").write_text(json.dumps(before))
    manifest.write(tmp_path, [{"id": "c"}, {"id": "a", "x": 2}])
    after = json.loads((tmp_path / "manifest.json").read_text())
    assert after["encoders"] == [{"id": "a", "x": 2}, {"id": "b"}, {"id": "c"}]
    assert after["generators"] == before["generators"]
