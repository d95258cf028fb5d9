def wavelengths(d_model, base=10000.0):
    return torch.tensor([base ** (2 * i / d_model) for i in range((d_model + 1) // 2)], dtype=torch.float64)
