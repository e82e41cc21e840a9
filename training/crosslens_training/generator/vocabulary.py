"""The generator's tokenizer: Unigram pieces of the scripts as they are written.

The encoders read romanised text, which cannot be turned back into Amharic or Khmer; what
writes questions needs pieces that spell them. NFC, no zero-width spaces, Metaspace.
"""

import json
import random

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from .prompt import LANGUAGE_NAMES, prompt

PAD, END, UNKNOWN = "<pad>", "</s>", "<unk>"
PAD_ID, END_ID, UNKNOWN_ID = 0, 1, 2


def train(texts_of: dict[str, list[str]], pieces: int, characters: int, power: float, seed: int) -> Tokenizer:
    """`texts_of`: running text by language. A language's share grows with (its characters) ** power."""
    generator = random.Random(seed)
    sizes = {language: sum(map(len, texts)) for language, texts in texts_of.items()}
    total = sum(size**power for size in sizes.values())
    sample: list[str] = []
    for language, texts in texts_of.items():
        budget = characters * sizes[language] ** power / total
        shuffled = texts[:]
        generator.shuffle(shuffled)
        # A language with less text than its share is read again, four times at most.
        for text in shuffled * 4:
            if budget <= 0:
                break
            sample.append(text)
            budget -= len(text)
    sample += [prompt(language, "", "") for language in LANGUAGE_NAMES for _ in range(300)]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex("[\u200b\u200c\u200d\ufeff]"), "")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(prepend_scheme="always", split=True),
            pre_tokenizers.Split(Regex("[0-9]"), "isolated", invert=False),
            pre_tokenizers.Split(Regex(r"[.,;:!?()\[\]\"“”«»„‘’¿¡。，、？！：；（）។៕؟،؛።፣፤፥፡…–—/-]"), "isolated", invert=False),
        ]
    )
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always", split=True)
    trainer = trainers.UnigramTrainer(
        vocab_size=pieces,
        special_tokens=[PAD, END, UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=14,
        shrinking_factor=0.75,
        n_sub_iterations=2,
        show_progress=False,
    )
    tokenizer.train_from_iterator(sample, trainer)
    state = json.loads(tokenizer.to_str())
    state["model"]["vocab"] = [[piece, round(score, 4)] for piece, score in state["model"]["vocab"]]
    finished = Tokenizer.from_str(json.dumps(state))
    finished.post_processor = processors.TemplateProcessing(single=f"$A {END}", special_tokens=[(END, END_ID)])
    return finished
