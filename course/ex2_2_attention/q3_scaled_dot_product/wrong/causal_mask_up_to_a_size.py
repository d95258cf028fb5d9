"""
ja: 因果マスクを 256 × 256 の表から切り出すので、それより長い列では形が違います。
en: The causal mask is cut out of a table of 256 by 256, so for a longer sequence its shape is wrong.
fails: q3-causal
"""

TABLE = torch.ones(256, 256, dtype=torch.bool).tril()


def causal_mask(seq_len):
    return TABLE[:seq_len, :seq_len].clone()
