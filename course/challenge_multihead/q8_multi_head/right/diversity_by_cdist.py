"""
en: Half the L1 distances of torch.cdist; the upper triangle of pairs.
"""

def attention_diversity(weights):
    w = weights.detach().double().permute(0, 2, 1, 3)
    H = w.shape[2]
    if H < 2:
        return 0.0
    g, h = torch.triu_indices(H, H, offset=1)
    return (torch.cdist(w, w, p=1)[:, :, g, h].mean() / 2).item()
