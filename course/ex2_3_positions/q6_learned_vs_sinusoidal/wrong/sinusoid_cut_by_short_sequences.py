"""
ja: 短い列を渡すと、バッファが短いまま残ります。
en: A short sequence cuts the buffer for all later ones.
fails: q6-held-out q6-inside q6-structure
may: q6-sinusoidal
"""

class SinusoidalPositionalEncoding(SinusoidalPositionalEncoding):
    def forward(self, x):
        if x.shape[1] > len(self.pe):
            raise ValueError("too long")
        self.pe = self.pe[: x.shape[1]]
        return x + self.pe
