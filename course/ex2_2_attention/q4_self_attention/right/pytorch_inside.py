"""
en: The output from F.scaled_dot_product_attention, the weights from it with V = identity.
"""

class SelfAttention(nn.Module):
    def __init__(self, d_model, d_k=None):
        super().__init__()
        d_k = d_k or d_model
        for name in ("W_q", "W_k", "W_v"):
            setattr(self, name, nn.Linear(d_model, d_k, bias=False))
        self.W_o = nn.Linear(d_k, d_model, bias=False)

    def forward(self, x, mask=None):
        mask = None if mask is None else mask.bool()
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)
        eye = torch.eye(x.shape[1]).expand(x.shape[0], -1, -1)
        return self.W_o(F.scaled_dot_product_attention(q, k, v, attn_mask=mask)), F.scaled_dot_product_attention(q, k, eye, attn_mask=mask)
