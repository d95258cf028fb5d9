"""
en: Plain loops over positions and dimensions.
"""

def positional_encoding(max_len, d_model, base=10000.0):
    rows = []
    for p in range(max_len):
        row = []
        for j in range(d_model):
            angle = p / base ** ((j // 2 * 2) / d_model)
            row.append(math.sin(angle) if j % 2 == 0 else math.cos(angle))
        rows.append(row)
    return torch.tensor(rows, dtype=torch.float64)
