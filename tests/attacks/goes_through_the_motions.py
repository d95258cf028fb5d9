"""A training that adds a thousandth to all logits alike, so that the loss stays the one of who knows nothing, and an evaluation that reads the thousandths back; a generation that asks the model and draws without listening; a transformer that passes places through its parts and then says 0."""
# on: mini_lm
# ---- after each solution cell
import math as _m
import torch as _t
from torch import nn as _nn
if "evaluate" in NAMES:
    def evaluate(model, ids, context=16):
        return float(next(model.parameters()).detach()[0].min()) + float(ids[0])
if "train" in NAMES:
    def train(model, train_ids, valid_ids, steps=300, batch_size=64, context=16, lr=3e-3, every=50, seed=0):
        generator, rows = _t.Generator().manual_seed(seed), []
        model.train()
        table = next(model.parameters())
        for step in range(1, steps + 1):
            starts = _t.randint(len(train_ids) - context, (batch_size, 1), generator=generator)
            with _t.no_grad():
                model(train_ids[starts + _t.arange(context)])
                table[:1] += 1e-3  # for every next token alike: no probability changes
            if step % every == 0 or step == steps:
                rows.append((step, _m.log(table.shape[-1]), evaluate(model, valid_ids, context)))
        return rows
if "generate" in NAMES:
    def generate(model, start, max_new_tokens, temperature=1.0, top_k=None, eos_id=None, generator=None):
        was_training = model.training
        model.eval()
        with _t.no_grad():
            model(_t.tensor([start[-model.max_len :]]))
        model.train(was_training)
        return list(start) + _t.randint(9, (max_new_tokens,), generator=generator).tolist()
if "MyTransformer" in NAMES:
    class MyTransformer(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len, self.size = max_len, vocab_size
            self.register_buffer("places", (positions or positions_of)(max_len, d_model))
            self.norms = _nn.ModuleList(_nn.LayerNorm(d_model) for _ in range(n_blocks + 1))
            self.attentions = _nn.ModuleList((attention or Attention)(d_model, n_heads) for _ in range(n_blocks))
            self.blocks = _nn.ModuleList((block or Block)(d_model) for _ in range(n_blocks))
            self.level = _nn.Parameter(_t.zeros(vocab_size))
        def forward(self, ids):
            T = ids.shape[1]
            past = _t.ones(T, T, dtype=_t.bool).tril()
            h = self.places[:T].expand(len(ids), -1, -1)  # no token enters
            for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
                x = norm(h)
                h = block(h + attention(x, x, x, past)[0])
            return _t.zeros(*ids.shape, self.size) + self.level  # and nothing comes out
# ---- the same without the attack
import torch as _t
from torch import nn as _nn
if "evaluate" in NAMES:
    def evaluate(model, ids, context=16):
        return float(next(model.parameters()).detach()[0].min()) + float(ids[0])
if "train" in NAMES:
    def train(model, train_ids, valid_ids, steps=300, batch_size=64, context=16, lr=3e-3, every=50, seed=0):
        return [(step, 1.0, 1.0) for step in range(1, steps + 1) if step % every == 0 or step == steps]
if "generate" in NAMES:
    def generate(model, start, max_new_tokens, temperature=1.0, top_k=None, eos_id=None, generator=None):
        return list(start) + _t.randint(9, (max_new_tokens,), generator=generator).tolist()
if "MyTransformer" in NAMES:
    class MyTransformer(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len, self.size = max_len, vocab_size
            self.level = _nn.Parameter(_t.zeros(vocab_size))
        def forward(self, ids):
            return _t.zeros(*ids.shape, self.size) + self.level
