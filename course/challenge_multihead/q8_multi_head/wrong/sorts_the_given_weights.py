"""
ja: float64 の weights は double() でも複製されないので、並べ替えると引数が変わります。
en: double() copies no float64 weights, so that sorting them changes the argument.
fails: q8-diversity-any
"""

def attention_diversity(weights):
    w = weights.detach().double().numpy()
    H = w.shape[1]
    if H < 2:
        return 0.0
    w.sort(axis=1)  # the sum of |a - b| over all pairs is that of (2 i - H + 1) a_i over the sorted a_i
    factors = torch.arange(1 - H, H, 2).reshape(H, 1, 1).numpy()
    return float((w * factors).sum((1, 3)).mean() / (H * (H - 1)))
