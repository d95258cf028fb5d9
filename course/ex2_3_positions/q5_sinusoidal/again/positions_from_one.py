def positional_encoding(max_len, d_model, base=10000.0):
    rows = [[(math.cos if j % 2 else math.sin)((p + 1) / base ** (2 * (j // 2) / d_model)) for j in range(d_model)] for p in range(max_len)]
    return torch.tensor(rows, dtype=torch.float64)
