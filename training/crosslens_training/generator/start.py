"""Where the generator's embedding starts: the encoder's vectors of the pieces, and the languages they occur in.

Writing in another language is close to finding the nearest piece of that language. `bag-hybrid`
has already learnt which words are near each other, so its vector of each piece, brought down to
fewer dimensions, is a start that 100,000 examples on two cores could not reach by themselves. A
second part of each row says in which languages the piece occurs, so that "write Khmer" is one
direction.
"""

from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from ..export import trained_rows
from ..tokenizer import encode, load_fast

CONTENT, LANGUAGE = 14.0, 8.0  # lengths of the two parts; T5's rows have length sqrt(d_model) = 16
REST = 0.02  # deviation of what belongs to neither


def language_profile(tokenizer: Tokenizer, texts_of: dict[str, list[str]], per_language: int = 8000) -> np.ndarray:
    """[pieces, languages] share of each language among the occurrences of a piece, languages weighed alike."""
    counts = np.full((tokenizer.get_vocab_size(), len(texts_of)), 1e-7)
    for column, texts in enumerate(texts_of.values()):
        seen: Counter[int] = Counter()
        for encoding in tokenizer.encode_batch_fast(texts[:per_language], add_special_tokens=False):
            seen.update(encoding.ids)
        total = sum(seen.values())
        for piece, count in seen.items():
            counts[piece, column] += count / total
    return (counts / counts.sum(1, keepdims=True)).astype(np.float32)


def embedding(tokenizer: Tokenizer, encoder: Path, profile: np.ndarray, size: int, seed: int) -> tuple[np.ndarray, int]:
    """([pieces, size] float32, number of leading dimensions that hold content)."""
    rows = trained_rows(encoder / "onnx" / "model_quantized.onnx")
    # The second half of the model's width is left to the model (see `T5.start_as_copier`).
    content = size // 2 - profile.shape[1]
    pieces = [tokenizer.id_to_token(i).replace("▁", " ").strip() for i in range(tokenizer.get_vocab_size())]
    vectors = np.zeros((len(pieces), rows.shape[1]), np.float32)
    for number, ids in enumerate(encode(load_fast(encoder / "tokenizer.json"), pieces)):
        if len(ids):
            vectors[number] = rows[ids].sum(0)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    known = lengths[:, 0] > 0
    vectors[known] /= lengths[known]
    _, _, axes = np.linalg.svd(vectors[known], full_matrices=False)
    reduced = vectors @ axes[:content].T
    generator = np.random.default_rng(seed)
    noise = generator.standard_normal(reduced.shape).astype(np.float32)
    # Pieces that the encoder drops (punctuation) get a direction of their own; a little noise keeps
    # pieces apart that read the same once romanised.
    reduced[~known] = noise[~known]
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True)
    reduced += 0.5 * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    reduced *= CONTENT / np.linalg.norm(reduced, axis=1, keepdims=True)
    rest = REST * generator.standard_normal((len(pieces), size - size // 2))
    return np.concatenate([reduced, profile * LANGUAGE, rest], axis=1).astype(np.float32), content
