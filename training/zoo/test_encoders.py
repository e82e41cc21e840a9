"""The encoders under src/engine/encoder/fixtures/zoo: `python -m pytest zoo/test_encoders.py` in `training/`."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnxslim")
sentencepiece = pytest.importorskip("sentencepiece")

from encoders import measure, unigram  # noqa: E402
from encoders.byte_pairs import gemma_tokenizer  # noqa: E402
from encoders.dtypes import TOLERANCES  # noqa: E402
from encoders.encoder import Encoder, check_model, write_encoder  # noqa: E402
from encoders.layouts import LAYOUTS  # noqa: E402
from encoders.merges import learn_merges  # noqa: E402
from encoders.texts import PASSAGES, QUERIES, TEXTS, training_lines  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
ZOO = ROOT / "src" / "engine" / "encoder" / "fixtures" / "zoo"
INDEX = {entry["name"]: entry for entry in json.loads((ZOO / "index.json").read_text("utf-8"))}
XLM_R = ROOT.parent / "shared" / "data" / "conformance" / "tokenizers" / "xlm-roberta-tokenizer.json.gz"


def sides(made) -> dict[str, Encoder]:
    passage, query = made if isinstance(made, tuple) else (made, made)
    return {"query": query, "passage": passage}


def golden(name: str) -> dict:
    return json.loads((ZOO / name / "golden.json").read_text("utf-8"))


@pytest.fixture(scope="module", params=LAYOUTS)
def built(request):
    return request.param, LAYOUTS[request.param]()


def test_every_folder_is_listed():
    assert list(INDEX) == list(LAYOUTS)
    assert sorted(path.name for path in ZOO.iterdir() if path.is_dir()) == sorted([*LAYOUTS, "broken"])


def test_golden_values_are_those_of_the_seed(built):
    name, made = built
    record = golden(name)
    assert record["texts"] == {side: list(texts) for side, texts in TEXTS.items()}
    for side, encoder in sides(made).items():
        assert record["ids"][side] == encoder.ids(side)
        np.testing.assert_allclose(record["vectors"][side], encoder.vectors(side), atol=2e-5)
        if encoder.cut:
            assert record["cut"]["dimensions"] == encoder.cut
            np.testing.assert_allclose(record["cut"]["vectors"][side], encoder.vectors(side, encoder.cut), atol=2e-5)


def test_the_tokenizer_in_the_folder_gives_the_ids(built):
    name, made = built
    for side, encoder in sides(made).items():
        folder = ZOO / name / side if isinstance(made, tuple) else ZOO / name
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(encoder.max_tokens)
        ids = [tokenizer.encode(encoder.prefixes[side] + text).ids for text in TEXTS[side]]
        assert golden(name)["ids"][side] == ids
        assert max(map(len, ids)) == encoder.max_tokens


def test_onnxruntime_gives_the_vectors(built):
    name, made = built
    for side, encoder in sides(made).items():
        listed = INDEX[name]["queryModels" if side == "query" and INDEX[name]["queryModels"] else "models"]
        assert [model["dtype"] for model in listed] == list(encoder.dtypes)
        for model in listed:
            lowest = check_model(ZOO / name / model["path"], encoder, (side,))
            assert lowest > TOLERANCES[model["dtype"]]
            assert lowest > model["lowestCosine"] - 1e-3


def test_a_loader_that_does_otherwise_is_noticed(built):
    """Another pooling, no prefix, a text cut elsewhere: each moves the vectors by more than a number format does."""
    for side, encoder in sides(built[1]).items():
        right = encoder.vectors(side)

        def compare(**changes):
            other = Encoder(**{**vars(encoder), **changes})
            return measure.cosines(right, other.vectors(side))

        for pooling in {"mean", "cls", "last"} - {encoder.pooling}:
            assert np.median(compare(pooling=pooling)) < 0.95
        if encoder.prefixes[side]:
            assert np.median(compare(prefixes={"query": "", "passage": ""})) < 0.95
        if encoder.dense:
            assert len(Encoder(**{**vars(encoder), "dense": ()}).vectors(side)[0]) != len(right[0]) or (
                np.median(compare(dense=())) < 0.9
            )


def test_texts_point_apart(built):
    for side, encoder in sides(built[1]).items():
        rows = np.array(encoder.vectors(side))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        products = (rows @ rows.T)[np.triu_indices(len(rows), 1)]
        assert np.median(products) < 0.96


def test_files_are_small():
    sizes = {path: path.stat().st_size for path in ZOO.rglob("*") if path.is_file()}
    assert max(sizes.values()) < 160_000
    assert sum(sizes.values()) < 4_000_000


@pytest.mark.parametrize("path", sorted((ZOO / "broken").glob("*.onnx")), ids=lambda path: path.stem)
def test_broken_files_do_not_open_or_do_not_fit(path):
    try:
        session = measure.open_session(path)
    except Exception:
        assert path.stem not in ("image-inputs", "logits-only")
        return
    inputs = [value.name for value in session.get_inputs()]
    outputs = [value.name for value in session.get_outputs()]
    assert "input_ids" not in inputs or outputs == ["logits"]


def write_with_weights(folder: Path, encoder: Encoder) -> None:
    write_encoder(folder, encoder)
    encoder.model.save_pretrained(folder)


@pytest.mark.parametrize("name", ["bert-mean", "bert-cls", "xlm-roberta", "modernbert", "labse", "matryoshka"])
def test_sentence_transformers_reads_the_same_from_the_folder(tmp_path, name):
    """PyTorch's weights are not committed: they are built again from the seed."""
    library = pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    encoder = LAYOUTS[name]()
    write_with_weights(tmp_path, encoder)
    model = library.SentenceTransformer(str(tmp_path), device="cpu")
    for side, prompt in encoder.prefixes.items():
        vectors = model.encode(list(TEXTS[side]), prompt=prompt or None, batch_size=5)
        lowest = measure.cosines(vectors, golden(name)["vectors"][side])
        assert lowest.min() > 0.999, (side, lowest)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4) == encoder.normalize
        if encoder.cut:
            cut = model.encode(list(TEXTS[side]), prompt=prompt or None, truncate_dim=encoder.cut)
            assert measure.cosines(cut, golden(name)["cut"]["vectors"][side]).min() > 0.999


def test_the_map_does_what_sentencepiece_does_but_for_letters_with_two_marks():
    """
    Rust looks a grapheme of less than six bytes up as a whole and takes the shortest rule that begins it, so that a
    decomposed ế loses its accent; SentencePiece takes the longest. The golden ids are Rust's.
    """
    trained = unigram.train(training_lines(), 400)
    theirs = sentencepiece.SentencePieceProcessor(model_proto=trained)
    ours = unigram.unigram(trained)
    differ = []
    for text in (*QUERIES, *PASSAGES):
        ids = [piece + 1 if piece else 3 for piece in theirs.encode(text)]
        if ours.encode(text, add_special_tokens=False).ids != ids:
            differ.append(text)
    # Tokens of the vocabulary that stand in a text are found by Rust alone.
    assert differ == [text for text in PASSAGES if "<s>" in text or "e\u0302\u0301" in text]
    assert ours.normalizer.normalize_str("e\u0302\u0301") == "ê"
    assert theirs.normalize("e\u0302\u0301") == "▁ế"


@pytest.mark.skipif(not XLM_R.exists(), reason=f"{XLM_R} is not there")
def test_the_map_agrees_with_that_of_xlm_r():
    theirs = Tokenizer.from_str(gzip.decompress(XLM_R.read_bytes()).decode()).normalizer
    ours = unigram.unigram(unigram.train(training_lines(), 400)).normalizer
    for text in (*QUERIES, *PASSAGES):
        assert ours.normalize_str(text) == theirs.normalize_str(text)


def test_merges_are_counted_by_hand():
    words = [tuple("aab"), tuple("aab"), tuple("ab"), tuple("cd"), tuple("cd"), tuple("e")]
    assert learn_merges(words, 10) == [("a", "b"), ("a", "ab"), ("c", "d")]
    within = [("a", "##b", "##c"), ("a", "##b")]
    assert learn_merges(within, 10, "##") == [("a", "##b")]


def test_gemma_falls_back_to_bytes():
    tokenizer = gemma_tokenizer(training_lines())
    assert tokenizer.encode("ꙮ", add_special_tokens=False).tokens == ["<0xEA>", "<0x99>", "<0xAE>"]
