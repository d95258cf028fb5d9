"""
ja: 評価モードでは勾配が流れません。出力からも重みからも、いつも勾配が流れるようにします。
en: In evaluation no gradient flows. It should, whatever the mode.
fails: q4-gradient
"""

class SelfAttention(SelfAttention):
    def forward(self, x, mask=None):
        with torch.set_grad_enabled(self.training):
            o, w = scaled_dot_product_attention(self.W_q(x), self.W_k(x), self.W_v(x), mask)
            return self.W_o(o), w
