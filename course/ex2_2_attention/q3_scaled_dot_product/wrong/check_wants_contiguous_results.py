"""
ja: 結果を .view(-1) で一列にするので、転置されたままの結果を返す正しい実装を拒んでしまいます。値を比べるだけなら、並べ方は問いません。
en: Results are flattened with .view(-1), so a sound implementation that returns transposed views is refused. To compare values, their layout does not matter.
fails: q3-own-tests
"""

def check_attention(attention) -> None:
    generator = torch.Generator().manual_seed(3)
    for lead in ((), (2,), (3, 2)):
        Q, K, V = (torch.randn(*lead, *shape, generator=generator, dtype=torch.float64) for shape in ((3, 5), (4, 5), (4, 6)))
        mask = torch.rand(*lead, 3, 4, generator=generator) < 0.6
        for given in (None, mask, mask.int(), mask[..., :1, :] & False):
            for dtype in (torch.float64, torch.float16):
                arguments = [a.to(dtype).requires_grad_(dtype is torch.float64) for a in (Q, K, V)]
                before = [a.detach().clone() for a in arguments]
                logits = 40 * before[0].double() @ before[1].double().transpose(-2, -1) / math.sqrt(5)
                closed = torch.zeros_like(logits, dtype=torch.bool) if given is None else (given == 0).expand(logits.shape)
                wanted = logits.masked_fill(closed, -math.inf).softmax(-1).masked_fill(closed, 0)
                try:
                    output, weights = attention(40 * arguments[0], *arguments[1:], given)
                except Exception as error:
                    raise AssertionError("it crashed") from error
                assert output.dtype == weights.dtype == dtype and weights.shape == wanted.shape
                assert torch.allclose(weights.double().view(-1), wanted.reshape(-1), atol=5e-2 if dtype is torch.float16 else 1e-8)
                assert torch.allclose(output.double(), wanted @ before[2].double(), atol=2e-1 if dtype is torch.float16 else 1e-8)
                assert all(torch.equal(a.detach(), b) for a, b in zip(arguments, before))
                if dtype is torch.float64 and given is None:
                    assert all(g is not None for g in torch.autograd.grad(output.pow(2).sum(), arguments, allow_unused=True))
    Q = torch.randn(2, 3, 5, dtype=torch.float64)
    kept = Q.clone()
    attention(Q, Q, Q)
    assert torch.equal(Q, kept)
