"""
en: A cosine as a sine a quarter turn ahead.
"""

def positional_encoding(max_len, d_model, base=10000.0):
    j = torch.arange(d_model)
    omega = torch.tensor(base, dtype=torch.float64) ** (-(j - j % 2).double() / d_model)
    p = torch.arange(max_len, dtype=torch.float64).unsqueeze(1)
    return torch.where(j % 2 == 0, torch.sin(p * omega), torch.cos(p * omega))
