"""A tiny random T5 in every layout that is read, and what PyTorch computes with it.

    python training/zoo/make_t5.py src/engine/generator/fixtures/t5-tiny
    npx prettier --write src/engine/generator/fixtures

Needs torch, transformers, tokenizers, onnx. The model knows nothing: its weights are random, with the end token's row
made longer so that sequences end. The seed is the first one whose greedy sequences are worth comparing (`worth_it`).
"""

import json
import math
import sys
from collections import Counter
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import T5Config, T5ForConditionalGeneration

sys.path.insert(0, str(Path(__file__).resolve().parent))
from t5_onnx import Exporter, dequantised_state_dict, export_t5  # noqa: E402

PAD, END, UNKNOWN = 0, 1, 2
LONGEST_WORD = 8
# mT5 has more rows than its tokenizer has pieces, so this model has, too.
SPARE_ROWS = 4
MAX_NEW_TOKENS = 20
PROMPTS = (
    "Generate a Amharic question for this passage: Gondar The castle stands in the north of the country.",
    "Generate a Khmer question for this passage: A river.",
    "Generate a English question for this passage: Angkor Wat ប្រាសាទ አንኮር was built in the 12th century.",
)
TEXTS = (
    *PROMPTS,
    "Generate a German question for this passage: the question of the passage is in this language",
    "What is the name of the river that flows through the city? When was it built, and by whom?",
    "ጎንደር በኢትዮጵያ ሰሜን የምትገኝ ከተማ ናት። ዋና ከተማዋ አዲስ አበባ ነው።",
    "ប្រាសាទអង្គរវត្តត្រូវបានសាងសង់នៅសតវត្សទី១២។ តើវានៅឯណា?",
)


def make_tokenizer() -> Tokenizer:
    """Every character of the texts and their words, scored by frequency: training one gives other pieces each time."""
    words = Counter(f"▁{word}" for text in TEXTS for word in text.split() if len(word) <= LONGEST_WORD)
    characters = Counter(character for text in TEXTS for character in f"▁{text}" if not character.isspace())
    counts = characters | words
    total = sum(counts.values())
    special = ["<pad>", "</s>", "<unk>"]
    pieces = [(piece, 0.0) for piece in special]
    pieces += [(piece, math.log(counts[piece] / total)) for piece in sorted(counts)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=UNKNOWN))
    tokenizer.add_special_tokens(special)
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", END)]
    )
    return tokenizer


def make_model(seed: int, rows: int) -> T5ForConditionalGeneration:
    config = T5Config(
        vocab_size=rows,
        d_model=32,
        d_kv=8,
        d_ff=48,
        num_heads=2,
        num_layers=2,
        num_decoder_layers=2,
        relative_attention_num_buckets=16,
        relative_attention_max_distance=32,
        feed_forward_proj="gated-gelu",
        decoder_start_token_id=PAD,
        pad_token_id=PAD,
        eos_token_id=END,
        tie_word_embeddings=False,  # the head shares the table all the same; T5 1.1 only leaves out the scaling
    )
    config._attn_implementation = "eager"
    model = T5ForConditionalGeneration(config).eval()
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 1:
                weight.uniform_(0.5, 1.5, generator=generator)
            else:
                # Small queries keep attention soft: a sharp one multiplies the last bits that are compared.
                spread = 0.25 if "shared" in name else 1.0 if "relative" in name else 0.1 if ".q." in name else 0.35
                weight.normal_(0, spread, generator=generator)
        model.shared.weight[END] *= 1.6
        model.shared.weight[[PAD, UNKNOWN]] *= 0.1
    return model


def pad(batch: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(map(len, batch))
    ids = torch.tensor([row + [PAD] * (width - len(row)) for row in batch])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in batch])
    return ids, mask


@torch.no_grad()
def greedy(model: T5ForConditionalGeneration, ids: torch.Tensor, mask: torch.Tensor) -> dict:
    """Without a cache: the whole prefix is decoded anew in every step. Tokens end with the end token, if it came."""
    hidden = model.encoder(input_ids=ids, attention_mask=mask)[0]
    prefix = torch.full((len(ids), 1), PAD)
    logits, gaps = [], []
    for _ in range(MAX_NEW_TOKENS):
        step = model(encoder_outputs=(hidden,), attention_mask=mask, decoder_input_ids=prefix).logits[:, -1]
        logits.append(step)
        best = step.topk(2).values
        gaps.append(best[:, 0] - best[:, 1])
        prefix = torch.cat([prefix, step.argmax(-1, keepdim=True)], 1)
    rows = []
    for row in prefix[:, 1:].tolist():
        rows.append(row[: row.index(END) + 1] if END in row else row)
    smallest = min(float(gap) for row, row_gaps in zip(rows, torch.stack(gaps, 1)) for gap in row_gaps[: len(row)])
    return {"hidden": hidden, "rows": rows, "logits": logits, "gap": smallest}


def worth_it(result: dict, pieces: int) -> bool:
    """Different sequences, not one token over and over, one cut off, one that ends, and no step that is a near tie."""
    rows = result["rows"]
    ended = [row[-1] == END for row in rows]
    varied = all(len(set(row)) >= min(6, len(row)) for row in rows) and all(len(row) >= 4 for row in rows)
    clean = all(UNKNOWN < token < pieces or token == END for row in rows for token in row)
    return varied and clean and any(ended) and not all(ended) and len({*map(len, rows)}) > 1 and result["gap"] > 0.02


def numbers(tensor: torch.Tensor) -> list:
    return [round(value, 5) for value in tensor.flatten().tolist()]


def write(path: Path, record) -> None:
    path.write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    torch.set_num_threads(1)  # more only wait for each other over matrices this small
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    tokenizer = make_tokenizer()
    encoded = [tokenizer.encode(text).ids for text in PROMPTS]
    ids, mask = pad(encoded)
    pieces = tokenizer.get_vocab_size()
    seed, model, result = next(
        (seed, model, result)
        for seed in range(100_000)
        for model in [make_model(seed, pieces + SPARE_ROWS)]
        for result in [greedy(model, ids, mask)]
        if worth_it(result, pieces)
    )
    state, config = model.state_dict(), model.config.to_dict()

    exporter = Exporter(state, config, quantise=False)
    for name, build in (
        ("encoder_model", exporter.encoder),
        ("decoder_model_merged", exporter.decoder_two_branches),
        ("decoder_model", exporter.decoder_first),
        ("decoder_with_past_model", exporter.decoder_with_past),
    ):
        onnx.save(build(), folder / "onnx" / f"{name}.onnx")
    export_t5(state, config, folder, quantise=True, suffix="_quantized")

    rounded = make_model(seed, pieces + SPARE_ROWS)
    values = dequantised_state_dict(state, config).items()
    rounded.load_state_dict({name: torch.tensor(value) for name, value in values})
    quantised = greedy(rounded, ids, mask)

    tokenizer.save(str(folder / "tokenizer.json"))
    write(folder / "tokenizer.json", json.loads((folder / "tokenizer.json").read_text(encoding="utf-8")))
    write(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "T5Tokenizer", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"},
    )
    kept = (
        "model_type architectures vocab_size d_model d_kv d_ff num_heads num_layers num_decoder_layers feed_forward_proj "
        "relative_attention_num_buckets relative_attention_max_distance layer_norm_epsilon is_encoder_decoder "
        "decoder_start_token_id pad_token_id eos_token_id"
    ).split()
    write(
        folder / "config.json",
        {**{key: config[key] for key in kept if config.get(key) is not None}, "tie_word_embeddings": False},
    )
    write(
        folder / "generation_config.json",
        {"decoder_start_token_id": PAD, "pad_token_id": PAD, "eos_token_id": END, "max_new_tokens": MAX_NEW_TOKENS},
    )
    write(
        folder / "golden.json",
        {
            "seed": seed,
            "maxNewTokens": MAX_NEW_TOKENS,
            "prompts": PROMPTS,
            "ids": encoded,
            "encoderStates": [numbers(row[: len(one)]) for row, one in zip(result["hidden"], encoded)],
            "greedy": result["rows"],
            "texts": [tokenizer.decode(row) for row in result["rows"]],
            "logits": [[numbers(step[row]) for step in result["logits"][:2]] for row in range(len(PROMPTS))],
            "quantisedGreedy": quantised["rows"],
        },
    )
    print(f"{pieces} pieces, seed {seed}, smallest gap {result['gap']:.3f} and {quantised['gap']:.4f}")
    for row in result["rows"]:
        print(len(row), row, tokenizer.decode(row))
    print(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()), "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
