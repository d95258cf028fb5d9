"""
ja: forward が毎回、表を float32 に直しているので、.half() にした層の出力が float32 になります。型は表に任せてください。
en: forward turns the table into float32 each time, so a layer made .half() answers in float32. Leave the type to the table.
fails: q6-sinusoidal
"""

class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len: int, d_model: int):
        super().__init__()
        position = torch.arange(max_len, dtype=torch.float64)[:, None]
        omega = 10000.0 ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
        pe = torch.zeros(max_len, d_model, dtype=torch.float64)
        pe[:, 0::2] = torch.sin(position * omega)
        pe[:, 1::2] = torch.cos(position * omega)
        self.register_buffer("pe", pe.float())

    def forward(self, x):
        T = x.size(1)
        if T > self.pe.size(0):
            raise ValueError(f"T = {T} is larger than max_len = {self.pe.size(0)}")
        return x + self.pe[:T].float()
