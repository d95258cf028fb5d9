"""
ja: 作ったデータを覚えておき同じテンソルを返すので、呼び出し側が書き換えると次に同じシードで返るデータも変わる。
en: It remembers what it made and hands out the same tensors again, so a caller's in-place change turns up in the next data of that seed.
fails: q6-data
"""

def make_task(n: int, length: int, seed: int, _made={}) -> tuple[torch.Tensor, torch.Tensor]:
    key = (n, length, seed)
    if key not in _made:  # the arms ask for the same data again and again
        generator = torch.Generator().manual_seed(seed)
        inputs = torch.randint(LETTERS, (n, length), generator=generator)
        _made[key] = inputs, inputs.roll(2, dims=1)
    return _made[key]
