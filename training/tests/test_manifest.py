import hashlib

import pytest

from crosslens_training import cards, manifest, regimes

RUN = {
    "dimensions": 320,
    "layers": 2,
    "steps": {"table": 3000, "network": 600, "tlm": 150},
    "size": {"table": 1024, "network": 256},
    "seed": 7,
    "temperature": 0.05,
    "seconds": 3600,
    "command": "python -m crosslens_training family",
    "split": "by-source",
    "languages": {"km": 34_370, "am": 114_667},
    "sources": {"tico-19": 2764, "mkqa": 4500},
    "held-out": {},
}
BAG_RUN = {**{key: value for key, value in RUN.items() if key != "layers"}, "steps": 5000, "size": 1024}
FIGURES = {
    "xquad-r": {
        f"{setting}/{measure}": {"value": 0.25, "n": 10}
        for setting, measures in manifest.EVALUATIONS.items()
        for measure in measures
    },
    "mkqa-km-en": {"R@1": 0.95, "n": 1758},
    "tatoeba": {"am-en": {"R@1": 0.8, "n": 168}},
    "amqa-dev": {"R@1": 0.7, "R@10": 0.94, "n": 600, "contexts": 343},
    "date": "2026-11-21",
    "commit": "abc1234",
}


def run_of(identifier: str) -> dict:
    return BAG_RUN if regimes.ENCODERS[identifier].architecture == regimes.BAG else RUN


@pytest.fixture
def folder(tmp_path):
    def make(name: str):
        (tmp_path / "onnx").mkdir()
        (tmp_path / "onnx" / name).write_bytes(b"graph")
        (tmp_path / "config.json").write_text('{"hidden_size": 704}')
        return tmp_path

    return make


def test_an_entry_names_the_file_of_its_own_format(folder):
    made = manifest.encoder("small-hybrid-q4", folder("model_q4.onnx"), RUN, FIGURES)
    assert (made["model"], made["dtype"], made["regime"]) == ("onnx/model_q4.onnx", "q4", "hybrid")
    assert made["bytes"] == sum(entry["bytes"] for entry in made["files"]) == 25
    assert made["dimensions"] == 704
    assert made["files"][1]["sha256"] == hashlib.sha256(b"graph").hexdigest()
    assert made["training"]["alpha"] == 0.5 and made["training"]["minutes"] == 60


def test_stages_stand_in_the_order_in_which_they_are_trained():
    assert list(manifest.stages_of(RUN).items()) == [("tlm", (150, None)), ("table", (3000, 1024)), ("network", (600, 256))]
    assert manifest.stages_of(BAG_RUN) == {"table": (5000, 1024)}


def test_steps_and_size_are_plain_numbers(folder):
    training = manifest.encoder("small-mono", folder("model_quantized.onnx"), RUN, FIGURES)["training"]
    assert (training["steps"], training["batchSize"], training["alpha"]) == (3750, 256, 1.0)


def test_a_folder_with_two_graphs_has_no_entry(folder):
    made = folder("model_quantized.onnx")
    (made / "onnx" / "model_q4.onnx").write_bytes(b"other")
    with pytest.raises(ValueError, match="should hold one ONNX file; it holds model_q4.onnx, model_quantized.onnx"):
        manifest.encoder("small-hybrid", made, RUN, FIGURES)


@pytest.mark.parametrize("identifier", regimes.ENCODERS)
def test_a_card_says_what_a_person_must_know(identifier):
    card = cards.card(identifier, run_of(identifier), FIGURES)
    encoder = regimes.ENCODERS[identifier]
    assert f"Regime `{encoder.regime}`" in card
    for heading in ("Loading", "Training", "Data and attribution", "Figures", "What was kept apart", "Limits", "Not to be"):
        assert f"## {heading}" in card
    assert "| km | 34,370 |" in card
    assert "| [tico-19](https://tico-19.github.io) | 2,764 | CC0-1.0 |" in card
    assert f"evaluate {identifier} --eval" in card and "on 2026-11-21 at commit abc1234" in card
    assert "| AmQA development questions over 343 contexts | 0.700 (R@10 0.940) | 600 |" in card
    is_bag = encoder.architecture == regimes.BAG
    assert ("no stock configuration" in card) == is_bag
    assert ("from sentence_transformers import SentenceTransformer" in card) != is_bag


def test_a_card_names_the_file_and_dtype_to_load():
    card = cards.card("small-hybrid-q4", RUN, FIGURES)
    assert 'onnx/model_q4.onnx"' in card and "dtype: 'q4'" in card and 'models/small-hybrid-q4"' in card
    card = cards.card("small-hybrid", RUN, FIGURES)
    assert 'onnx/model_quantized.onnx"' in card and "dtype: 'q8'" in card


def test_a_card_says_what_quantisation_costs_or_that_it_is_not_known():
    assert "has not been compared with float32 yet" in cards.card("small-hybrid", RUN, FIGURES)
    found = {"lowest": 0.9991, "mean": 0.9996, "lossOfMap": 0.0012, "pairs": 400}
    card = cards.card("small-hybrid", RUN, FIGURES, found)
    assert "at least 0.99910, 0.99960 in the mean" in card and "over 400 pairs of the development set mAP falls by 0.12" in card
    assert "mAP rises by 0.15 points" in cards.card("small-hybrid", RUN, FIGURES, {**found, "lossOfMap": -0.0015})


def test_a_bags_card_tells_what_was_trained_from_what_was_not():
    card = cards.card("bag-hybrid", {**BAG_RUN, "dimensions": 384}, FIGURES, dimensions=704)
    assert "704 dimensions" in card and "trained with 384 dimensions" in card and "is not trained" in card
    assert "is not trained" not in cards.card("bag-hybrid", {**BAG_RUN, "dimensions": 384}, FIGURES, dimensions=384)
