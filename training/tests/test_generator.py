"""The generator's start and its examples; small tables made here, no data needed."""

import random

import torch

from crosslens_training.generator.examples import key_of, near
from crosslens_training.generator.model import T5, Shape, position_buckets
from crosslens_training.generator.prompt import prompt
from crosslens_training.generator.train import loss_of, padded


def small(vocabulary: int = 200) -> T5:
    torch.manual_seed(1)
    model = T5(Shape(vocabulary, d_model=64, d_kv=32, num_heads=2, d_ff=64, encoder_layers=2, decoder_layers=2))
    rows = torch.zeros(vocabulary, 64)
    rows[:, :32] = torch.nn.functional.normalize(torch.randn(vocabulary, 32), dim=1) * 8
    with torch.no_grad():
        model.shared.weight.copy_(rows)
    return model


def next_pieces(model: T5, source: list[int], written: list[int]) -> torch.Tensor:
    ids = torch.tensor([source])
    target = torch.tensor([[0, *written]])
    states = model.states(ids, torch.ones_like(ids), target)
    return (states[0] @ model.shared.weight.T)[1:].argmax(-1)


def test_the_copying_start_goes_on_with_a_word_untrained():
    model = small()
    model.start_as_copier(32)
    right = 0
    generator = random.Random(3)
    for _ in range(20):
        source = generator.sample(range(3, 200), 12)
        written = source[4:8]
        right += int((next_pieces(model, source, written) == torch.tensor(source[5:9])).sum())
    plain = small()
    source = list(range(10, 22))
    by_chance = int((next_pieces(plain, source, source[4:8]) == torch.tensor(source[5:9])).sum())
    assert right >= 60, right  # of 80
    assert by_chance <= 1


def test_buckets_are_those_of_t5():
    both = position_buckets(1, 200, True)[0]
    assert [int(both[i]) for i in (0, 1, 7, 8)] == [0, 17, 23, 24]
    assert int(both[199]) == 31
    past = position_buckets(200, 1, False)[:, 0]
    assert [int(past[i]) for i in (0, 1, 15, 16)] == [0, 1, 15, 16]
    assert int(past[199]) == 31


def test_padding_keeps_the_end_piece_of_a_cut_row():
    assert padded([[5, 6, 7, 8, 1], [9, 1]], 4).tolist() == [[5, 6, 7, 1], [9, 1, 0, 0]]


def test_a_loss_over_the_whole_vocabulary_is_the_plain_cross_entropy():
    model = small(60).float()
    source, target = torch.tensor([[4, 5, 6, 1]]), torch.tensor([[7, 8, 1]])
    generator = torch.Generator().manual_seed(0)
    # So many draws that every piece is among them: nothing stands for others.
    sampled = loss_of(model, source, target, 4000, generator)
    shifted = torch.tensor([[0, 7, 8]])
    logits = model.states(source, torch.ones_like(source), shifted)[0] @ model.shared.weight.T
    whole = torch.nn.functional.cross_entropy(logits, target[0])
    assert abs(sampled.item() - whole.item()) < 0.05 * whole.item()  # bfloat16


def test_the_prompt_is_that_of_xqg():
    assert prompt("km", "Rice", "Rice grows.") == "Generate a Khmer question for this passage: Rice Rice grows."


def test_words_are_looked_up_without_their_endings():
    assert key_of("Monsoons") == key_of("monsoon") == "monsoo"
    assert key_of("ቡና") == "ቡና"


def test_a_long_passage_is_cut_where_the_question_points():
    passage = "padding " * 100 + "the dam on the river Mekong " + "padding " * 100
    assert "Mekong" in near("Where is the dam on the Mekong?", passage)
