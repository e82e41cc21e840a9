"""The written graphs against transformers' T5: `python -m pytest zoo` in `training/`."""

import numpy as np
import onnx
import onnxruntime
import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

from t5_onnx import Exporter, dequantised_state_dict, export_t5, position_buckets, quantise_rows  # noqa: E402

STEPS, TOKENS, LAYERS = 30, 40, 3
LENGTHS = (TOKENS, 25, 7)


def make(activation: str, tied: bool, scaled: bool = False):
    """More positions than `relative_attention_max_distance`, so that the outermost buckets are met."""
    config = transformers.T5Config(
        vocab_size=300,
        d_model=32,
        d_kv=8,
        d_ff=48,
        num_heads=3,
        num_layers=2,
        num_decoder_layers=LAYERS,
        feed_forward_proj=activation,
        relative_attention_num_buckets=16,
        relative_attention_max_distance=20,
        tie_word_embeddings=scaled,
        decoder_start_token_id=0,
    )
    config._attn_implementation = "eager"
    model = transformers.T5ForConditionalGeneration(config).eval()
    if not tied:
        model.lm_head.weight = torch.nn.Parameter(model.lm_head.weight.clone())
    torch.manual_seed(7)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 1:
                weight.uniform_(0.5, 1.5)
            else:
                # T5 leaves the root of the head size out of attention and into the queries' initial weights.
                weight.normal_(0, 1.0 if "shared" in name or "bias" in name else 0.06 if ".q." in name else 0.18)
    return model, config.to_dict()


@pytest.fixture(scope="module")
def batch():
    draw = np.random.default_rng(3)
    mask = np.array([[int(column < length) for column in range(TOKENS)] for length in LENGTHS])
    return draw.integers(3, 300, mask.shape) * mask, mask, draw.integers(3, 300, (len(LENGTHS), STEPS))


def expected(model, batch):
    ids, mask, prefix = map(torch.tensor, batch)
    with torch.no_grad():
        out = model(input_ids=ids, attention_mask=mask, decoder_input_ids=prefix)
    return out.encoder_last_hidden_state.numpy(), out.logits.numpy()


def session(model: onnx.ModelProto):
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def states(exporter: Exporter, batch):
    ids, mask, _ = batch
    return session(exporter.encoder()).run(None, {"input_ids": ids, "attention_mask": mask})[0]


def step_by_step(decoder, hidden, batch, heads=3, head=8):
    """Logits of every step of the merged decoder; the encoder's keys and values are those of the first step."""
    _, mask, prefix = batch
    names = [output.name for output in decoder.get_outputs()]
    feeds = {
        value.name: np.zeros((len(mask), heads, 0, head), np.float32)
        for value in decoder.get_inputs()
        if value.name.startswith("past")
    }
    feeds |= {"encoder_attention_mask": mask, "encoder_hidden_states": hidden}
    logits = []
    for step in range(STEPS):
        now = {"input_ids": prefix[:, step : step + 1], "use_cache_branch": np.array([step > 0])}
        out = dict(zip(names, decoder.run(None, {**feeds, **now}), strict=True))
        logits.append(out["logits"][:, 0])
        for name, value in out.items():
            if name.startswith("present") and (step == 0 or ".decoder." in name):
                feeds[name.replace("present", "past_key_values")] = value
    return np.stack(logits, 1)


@pytest.mark.parametrize("activation", ["relu", "gated-gelu"])
@pytest.mark.parametrize(("tied", "scaled"), [(True, True), (True, False), (False, False)])
@pytest.mark.parametrize("quantise", [False, True])
def test_every_graph_computes_what_pytorch_does(batch, activation, tied, scaled, quantise):
    model, config = make(activation, tied, scaled)
    exporter = Exporter(model.state_dict(), config, quantise)
    assert exporter.shape.tied == tied
    if quantise:
        rounded = dequantised_state_dict(model.state_dict(), config)
        model.load_state_dict({name: torch.tensor(value) for name, value in rounded.items()})
    reference_states, reference = expected(model, batch)
    hidden = states(exporter, batch)
    shown = batch[1].astype(bool)
    assert np.abs(hidden - reference_states)[shown].max() < 1e-4
    for build in (exporter.decoder_merged, exporter.decoder_two_branches):
        assert np.abs(step_by_step(session(build()), hidden, batch) - reference).max() < 1e-4
    feeds = {"encoder_attention_mask": batch[1], "encoder_hidden_states": hidden, "input_ids": batch[2]}
    for build in (exporter.decoder_plain, exporter.decoder_first):
        assert np.abs(session(build()).run(["logits"], feeds)[0] - reference).max() < 1e-4


@pytest.mark.parametrize("tied", [True, False])
def test_int8_keeps_the_logits(batch, tied):
    model, config = make("gated-gelu", tied)
    _, reference = expected(model, batch)
    exporter = Exporter(model.state_dict(), config, True)
    logits = step_by_step(session(exporter.decoder_merged()), states(exporter, batch), batch)
    cosines = (logits * reference).sum(-1) / np.linalg.norm(logits, axis=-1) / np.linalg.norm(reference, axis=-1)
    assert cosines.min() > 0.995
    assert (logits.argmax(-1) == reference.argmax(-1)).mean() > 0.9


def test_buckets_are_those_of_transformers():
    for bidirectional in (True, False):
        for buckets, reach in ((32, 128), (16, 20), (8, 64)):
            relative = torch.arange(-reach, reach + 1)
            theirs = transformers.models.t5.modeling_t5.T5Attention._relative_position_bucket(
                relative, bidirectional, buckets, reach
            )
            assert position_buckets(bidirectional, buckets, reach).tolist() == theirs.tolist()


def test_a_zero_row_quantises_to_zero():
    rows, scales = quantise_rows(np.zeros((2, 4), np.float32))
    assert not rows.any()
    assert np.isfinite(scales).all()


def test_files_and_their_size(tmp_path):
    model, config = make("gated-gelu", True)
    full = export_t5(model.state_dict(), config, tmp_path, quantise=False)
    small = export_t5(model.state_dict(), config, tmp_path, quantise=True, suffix="_quantized")
    assert sorted(path.name for path in (tmp_path / "onnx").iterdir()) == [
        "decoder_model_merged.onnx",
        "decoder_model_merged_quantized.onnx",
        "encoder_model.onnx",
        "encoder_model_quantized.onnx",
    ]
    weights = sum(weight.numel() for weight in model.parameters())
    assert full["decoder_model_merged"].stat().st_size < 4 * weights * 1.2
    assert small["decoder_model_merged"].stat().st_size < full["decoder_model_merged"].stat().st_size / 2


def test_other_activations_are_refused():
    model, config = make("relu", True)
    with pytest.raises(ValueError, match="gated-silu"):
        Exporter(model.state_dict(), {**config, "feed_forward_proj": "gated-silu"}, False)
