"""
ja: 計算済みの表をキャッシュして同じテンソルをそのまま返すので、呼び出し側が結果を書き換えると次の呼び出しの値も壊れる。
en: A computed table is kept and the very same tensor is returned again, so a caller that changes a result in place spoils the next call.
fails: q5-values
"""

def positional_encoding(max_len: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    cache = positional_encoding.__dict__.setdefault("cache", {})
    key = (max_len, d_model, float(base))
    if key not in cache:
        positions = torch.arange(max_len, dtype=torch.float64).unsqueeze(1)
        frequencies = base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
        angles = positions * frequencies
        encoding = torch.zeros(max_len, d_model, dtype=torch.float64)
        encoding[:, 0::2] = torch.sin(angles)
        encoding[:, 1::2] = torch.cos(angles[:, : d_model // 2])
        cache[key] = encoding
    return cache[key]
