"""ModernBERT: rotary positions, every other layer sees only a window, byte-level pieces."""

from transformers import ModernBertConfig, ModernBertModel

from .byte_pairs import modernbert_tokenizer
from .encoder import Encoder
from .texts import training_lines
from .weights import randomise

MAX_TOKENS = 64


def modernbert() -> Encoder:
    tokenizer = modernbert_tokenizer(training_lines())
    config = ModernBertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=MAX_TOKENS,
        global_attn_every_n_layers=2,
        local_attention=16,
        bos_token_id=1,
        cls_token_id=1,
        eos_token_id=2,
        sep_token_id=2,
        pad_token_id=3,
    )
    config._attn_implementation = "eager"
    return Encoder(
        name="modernbert",
        layout="ModernBERT, byte-level BPE, first token, a prompt for queries only; pooling written as since version 6",
        model=randomise(ModernBertModel(config), 5),
        architecture="ModernBertModel",
        tokenizer=tokenizer,
        tokenizer_config={
            "clean_up_tokenization_spaces": True,
            "cls_token": "[CLS]",
            "mask_token": "[MASK]",
            "model_input_names": ["input_ids", "attention_mask"],
            "model_max_length": MAX_TOKENS,
            "pad_token": "[PAD]",
            "sep_token": "[SEP]",
            "tokenizer_class": "PreTrainedTokenizerFast",
            "unk_token": "[UNK]",
        },
        pooling="cls",
        normalize=True,
        max_tokens=MAX_TOKENS,
        dtypes=("fp32", "q8"),
        prefixes={"query": "query: ", "passage": ""},
        prompts={"query": "query: "},
        pooling_style="named",
    )
