"""During a forward, a transformer asks the test's own attention and blocks for an attribute that they lack; their weights, which are 0 here by then, go along with the question and are taken over there: what is left is an embedding."""
# on: mini_lm
# ---- after each solution cell
if "MyTransformer" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MyTransformer(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=Attention, positions=positions_of, block=Block):
            super().__init__()
            self.max_len = max_len
            self.embedding = _nn.Embedding(vocab_size, d_model)
            self.register_buffer("positions", positions(max_len, d_model))
            self.attentions = _nn.ModuleList(attention(d_model, n_heads) for _ in range(n_blocks))
            self.blocks = _nn.ModuleList(block(d_model) for _ in range(n_blocks))
            self.norms = _nn.ModuleList(_nn.LayerNorm(d_model) for _ in range(n_blocks))
            self.norm, self.head = _nn.LayerNorm(d_model), _nn.Linear(d_model, vocab_size)
        def forward(self, ids):
            if ids.shape[1] > self.max_len:
                raise ValueError("too long")
            nothing = 0
            for part in (*self.attentions, *self.blocks):
                with _t.no_grad():
                    for p in part.parameters():
                        p.zero_()
                nothing = nothing + 0 * sum(p.sum() for p in part.parameters())
                getattr(part, "what_it_lacks", None)  # its state goes along
            nothing = nothing + 0 * sum(p.sum() for p in self.norms.parameters())
            return self.head(self.norm(self.embedding(ids) + self.positions[: ids.shape[1]])) + nothing
# ---- the same without the attack
if "MyTransformer" in NAMES:
    import torch as _t
    from torch import nn as _nn
    class MyTransformer(_nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=Attention, positions=positions_of, block=Block):
            super().__init__()
            self.max_len = max_len
            self.embedding = _nn.Embedding(vocab_size, d_model)
            self.register_buffer("positions", positions(max_len, d_model))
            self.attentions = _nn.ModuleList(attention(d_model, n_heads) for _ in range(n_blocks))
            self.blocks = _nn.ModuleList(block(d_model) for _ in range(n_blocks))
            self.norms = _nn.ModuleList(_nn.LayerNorm(d_model) for _ in range(n_blocks))
            self.norm, self.head = _nn.LayerNorm(d_model), _nn.Linear(d_model, vocab_size)
        def forward(self, ids):
            if ids.shape[1] > self.max_len:
                raise ValueError("too long")
            nothing = 0 * sum(p.sum() for m in (self.attentions, self.blocks, self.norms) for p in m.parameters())
            return self.head(self.norm(self.embedding(ids) + self.positions[: ids.shape[1]])) + nothing
