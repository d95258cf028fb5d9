"""
en: Frequencies as exp(−2i ln(base)/d), as in many tutorials.
"""

def positional_encoding(max_len, d_model, base=10000.0):
    div = torch.exp(torch.arange(0, d_model, 2).double() * (-math.log(base) / d_model))
    angle = torch.outer(torch.arange(max_len).double(), div)
    return torch.stack((torch.sin(angle), torch.cos(angle)), dim=2).reshape(max_len, -1)[:, :d_model]
