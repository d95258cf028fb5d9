"""
ja: 一ビットの違いも許していません。足す順序が違うだけの正しい実装を拒んでしまいます。
en: It allows no difference in a single bit and so refuses sound implementations that sum in another order.
fails: q3-own-tests
"""

def check_attention(attention):
    torch.manual_seed(0)
    for n in range(20):
        Q, K, V = torch.randn(2, 3, 40), torch.randn(2, 50, 40), torch.randn(2, 50, 6)
        output, weights = attention(Q, K, V)
        assert torch.equal(output, ((Q @ K.transpose(-2, -1) / math.sqrt(40)).softmax(-1)) @ V)
