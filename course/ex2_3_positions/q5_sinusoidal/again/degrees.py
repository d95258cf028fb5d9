def positional_encoding(max_len, d_model, base=10000.0):
    out = torch.empty(max_len, d_model, dtype=torch.float64)
    for j in range(d_model):
        turn = torch.arange(max_len, dtype=torch.float64) / base ** ((j - j % 2) / d_model)
        out[:, j] = torch.cos(torch.deg2rad(turn)) if j % 2 else torch.sin(torch.deg2rad(turn))
    return out
