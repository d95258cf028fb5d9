"""
ja: どの層も同じ部品です ([part] * n_blocks)。層ごとに作りましょう。
en: All layers are one and the same part ([part] * n_blocks): make one for each.
fails: lm-own-formula
"""

class MyTransformer(MyTransformer):
    def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=Attention, positions=positions_of, block=Block):
        super().__init__(vocab_size, d_model, max_len, n_heads, 1, attention, positions, block)
        self.norms, self.attentions, self.blocks = (
            nn.ModuleList([parts[0]] * n_blocks) for parts in (self.norms, self.attentions, self.blocks)
        )
