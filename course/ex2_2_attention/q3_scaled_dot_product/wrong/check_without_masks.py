"""
ja: マスクのある場合を一度も試していません。
en: Masks are never tried.
fails: q3-own-tests
"""

def check_attention(attention):
    torch.manual_seed(0)
    for lead in [(), (2,), (2, 3)]:
        Q, K, V = torch.randn(*lead, 3, 5), torch.randn(*lead, 4, 5), torch.randn(*lead, 4, 6)
        output, weights = attention(Q, K, V)
        assert torch.allclose(output, F.scaled_dot_product_attention(Q, K, V), atol=1e-4)
        assert torch.allclose(weights @ V, output, atol=1e-4)
