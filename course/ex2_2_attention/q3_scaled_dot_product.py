# %% [markdown] lang="ja"
r"""
# 演習 2.2 問題 3　スケール化内積注意 (scaled dot-product attention)

**できるようになること**　Transformer の中心にある注意機構 (attention) を、マスクも含めて自分で書けるようになります。$\sqrt{d_k}$ で割る理由を測定で確かめ、最後に、**他人の実装の誤りを見つけるテスト**も書きます。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 90 分 | ★★☆ | 18 点 |

**最後の図が答える問い**　$\sqrt{d_k}$ で割らないと、次元が大きいときソフトマックスと勾配に何が起こるでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.2, problem 3: scaled dot-product attention

**What you will be able to do.** Write the attention at the centre of the transformer yourself, masks included. You measure why it divides by $\sqrt{d_k}$, and at the end you **write tests that find the mistakes in other people's implementations**.

| time | difficulty | points |
|---|---|---|
| 90 min | ★★☆ | 18 |

**The question that the picture answers.** Without $\sqrt{d_k}$, what happens to the softmax and to gradients when the dimension is large?
"""

# %% [markdown] lang="ja"
r"""
## まず予想してみましょう

$q, k \in \mathbb{R}^d$ の成分が、平均 0、分散 1 の独立な正規乱数だとします。内積 $q \cdot k$ の分散は、$d = 4$、$64$、$1024$ でそれぞれいくつになるでしょうか。そして、32 個のキーに対するソフトマックスは、一様に近いでしょうか、一つのキーに集中するでしょうか。紙に書いてから、次のセルを実行してください。

<details><summary>答え</summary>

$q\cdot k$ は、平均 0、分散 1 の積を $d$ 個足したものなので、分散は $d$ です。$d = 1024$ では標準偏差が 32 にもなり、ソフトマックスはほぼ一つのキーだけを選びます。

</details>
"""

# %% [markdown] lang="en"
r"""
## Predict first

Let the components of $q, k \in \mathbb{R}^d$ be independent normal numbers with mean 0 and variance 1. What is the variance of the dot product $q \cdot k$ for $d = 4$, $64$ and $1024$? And is a softmax over 32 keys close to uniform, or concentrated on one key? Write it down, then run the next cell.

<details><summary>Answer</summary>

$q\cdot k$ is a sum of $d$ products, each with mean 0 and variance 1, so its variance is $d$. At $d = 1024$ the standard deviation is 32, and the softmax picks almost one key alone.

</details>
"""

# %% nbgrader={"grade_id": "q3-setup", "locked": true}
import math

import torch
import torch.nn.functional as F

# %% nbgrader={"grade_id": "q3-experiment", "locked": true} tags=["experiment"]
import matplotlib.pyplot as plt

torch.manual_seed(0)
fig, axes = plt.subplots(1, 3, figsize=(10, 3), sharey=True)
print("   d  divided by   variance of logits   entropy (max 3.47)   gradient")
for d, ax in zip((4, 64, 1024), axes):
    q, k = torch.randn(300, 1, d), torch.randn(300, 32, d)
    raw = (q * k).sum(-1)  # (300, 32): 32 keys for each of 300 queries
    for name, logits in {"1": raw, "√d": raw / d**0.5}.items():
        w = logits.softmax(-1)
        entropy = -(w * w.clamp_min(1e-30).log()).sum(-1).mean()  # nats; uniform over 32 keys: ln 32 = 3.47
        gradient = (w * (1 - w)).mean()  # how much a weight moves when its own logit moves
        print(f"{d:4}  {name:>10}   {logits.var():18.2f}   {entropy:18.2f}   {gradient:8.4f}")
        ax.hist(logits.flatten().numpy(), bins=60, density=True, alpha=0.6, label=f"divided by {name}")
    ax.set(title=f"d = {d}", xlabel="logit", xlim=(-80, 80), yscale="log")
axes[0].set_ylabel("density")
axes[0].legend(loc="upper left", fontsize=8)
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
**図から読み取れること**　割らない場合 (1)、分散は $d$ とともに増え、エントロピー (entropy) は 0 に近づき、勾配も消えていきます。重みが 0 か 1 に張り付くと、学習の信号が流れません。$\sqrt{d}$ で割ると、三つの量はどれも $d$ によらず、ほぼ一定です。

## 考え方

クエリ (query) $Q \in \mathbb{R}^{T_q \times d_k}$、キー (key) $K \in \mathbb{R}^{T_k \times d_k}$、バリュー (value) $V \in \mathbb{R}^{T_k \times d_v}$ に対して、

$$\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right) V$$

です (Vaswani ほか 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), 式 (1))。ソフトマックスは**キーの方向**に取ります。

**手で確かめる例**　$d_k = 4$、$q = (2,0,0,0)$、キーが $(1,0,0,0)$ と $(0,1,0,0)$ なら、ロジットは $2/\sqrt4 = 1$ と $0$ で、重みは $e/(e+1) \approx 0.731$ と $0.269$ です。

**マスク (mask)**　この科目のマスクは **True (1) = 注意してよい** という意味です (`F.scaled_dot_product_attention` と同じ)。`nn.MultiheadAttention` の `attn_mask` は逆に True = 禁止なので、注意してください。マスクは真偽値でも 0/1 の数でもよく、形は $(\dots, T_q, T_k)$ にブロードキャストできるものです。

**注意できるキーが一つもない行**は、重みも出力も **0** と決めます。
"""

# %% [markdown] lang="en"
r"""
**What the picture shows.** Undivided (1), the variance grows with $d$, the entropy approaches 0 and the gradient fades: weights stuck at 0 or 1 let no learning signal through. Divided by $\sqrt{d}$, all three stay about the same for every $d$.

## The idea

For queries $Q \in \mathbb{R}^{T_q \times d_k}$, keys $K \in \mathbb{R}^{T_k \times d_k}$ and values $V \in \mathbb{R}^{T_k \times d_v}$,

$$\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right) V$$

(Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), equation (1)). The softmax runs **over the keys**.

**An example to check by hand.** With $d_k = 4$, $q = (2,0,0,0)$ and the keys $(1,0,0,0)$ and $(0,1,0,0)$, the logits are $2/\sqrt4 = 1$ and $0$, so the weights are $e/(e+1) \approx 0.731$ and $0.269$.

**Masks.** In this course **True (1) = may be attended to**, as in `F.scaled_dot_product_attention`. The `attn_mask` of `nn.MultiheadAttention` means the opposite (True = forbidden): take care. A mask holds booleans or 0/1 numbers of any type, and its shape broadcasts to $(\dots, T_q, T_k)$.

**A row with no key to attend to** has weights **0** and output **0**: our decision.
"""

# %% nbgrader={"grade_id": "q3-attention", "solution": true}
def scaled_dot_product_attention(Q, K, V, mask=None):
    """Attention of every query to every key.

    Q: (..., T_q, d_k)   K: (..., T_k, d_k)   V: (..., T_k, d_v), any leading dimensions
    mask: None, or booleans or 0/1 that broadcast to (..., T_q, T_k); True = may be attended to
    Returns (output (..., T_q, d_v), attention_weights (..., T_q, T_k)).
    A query that may attend to no key has weights 0 and output 0.  Arguments are not changed.
    """
    ### BEGIN SOLUTION
    scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])  # (..., T_q, T_k)
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        forbidden = mask == 0
        weights = scores.masked_fill(forbidden, -math.inf).softmax(dim=-1)
        weights = weights.masked_fill(forbidden, 0.0)  # a row of -inf became NaN
    return weights @ V, weights
    ### END SOLUTION

# %% nbgrader={"grade_id": "q3-attention-try", "locked": true}
Q, K, V = torch.tensor([[2.0, 0, 0, 0]]), torch.eye(4)[:2], torch.tensor([[10.0], [0.0]])
output, weights = scaled_dot_product_attention(Q, K, V)
assert weights.shape == (1, 2) and output.shape == (1, 1), f"形は (T_q, T_k) と (T_q, d_v) です / shapes are (T_q, T_k) and (T_q, d_v); got {tuple(weights.shape)}, {tuple(output.shape)}"
assert abs(float(weights[0, 0]) - 0.731) < 1e-3, f"上の手計算と比べてください / compare with the example by hand: expected 0.731, got {float(weights[0, 0]):.3f}"
_, weights = scaled_dot_product_attention(Q, K, V, mask=torch.tensor([[False, True]]))
assert float(weights[0, 0]) == 0, "True = 注意してよい、です。逆になっていませんか / True means may be attended to: is it the other way round?"

# %% nbgrader={"grade_id": "q3-softmax", "grade": true, "points": 1}
# 重みは 0 以上で、キーの方向に足すと 1 です。 / Weights are not negative and sum to 1 over the keys.
### BEGIN HIDDEN TESTS
torch.manual_seed(1)
for B, T_q, T_k, d_k, d_v in [(2, 3, 5, 4, 6), (3, 7, 2, 8, 1), (1, 1, 9, 3, 2)]:
    output, w = scaled_dot_product_attention(torch.randn(B, T_q, d_k), torch.randn(B, T_k, d_k), torch.randn(B, T_k, d_v))
    assert w.shape == (B, T_q, T_k), "重みの形は (B, T_q, T_k) です / weights have the shape (B, T_q, T_k)"
    assert output.shape == (B, T_q, d_v), "出力の形は (B, T_q, d_v) です / the output has the shape (B, T_q, d_v)"
    assert (w >= 0).all() and torch.allclose(w.sum(-1), torch.ones(B, T_q), atol=1e-5), "ソフトマックスはどの軸に沿っていますか / along which axis is the softmax?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-scale", "grade": true, "points": 2}
# ロジットは内積を √d_k で割ったものです。 / Logits are dot products divided by √d_k.
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
for d_k, d_v, T_k in [(1, 3, 2), (9, 2, 4), (50, 7, 3)]:
    Q, K = torch.randn(2, 3, d_k, dtype=torch.float64), torch.randn(2, T_k, d_k, dtype=torch.float64) / d_k**0.5  # logits of order 1: nothing saturates
    _, w = scaled_dot_product_attention(Q, K, torch.randn(2, T_k, d_v, dtype=torch.float64))
    for i in range(T_k):
        ratio = (w[..., i] / w[..., 0]).log()  # the logits' difference, whatever the softmax subtracts
        expected = torch.einsum("btd,bd->bt", Q, K[:, i] - K[:, 0]) / d_k**0.5
        assert torch.allclose(ratio, expected, atol=1e-6), f"d_k = {d_k}、d_v = {d_v}、T_k = {T_k} のとき、何で割りましたか / what did you divide by for d_k = {d_k}, d_v = {d_v}, T_k = {T_k}?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-output", "grade": true, "points": 2}
# 出力は重みとバリューの積で、PyTorch の関数と一致します。 / The output is weights times values and agrees with PyTorch's function.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
for B, T_q, T_k, d_k, d_v in [(2, 3, 5, 4, 6), (3, 6, 4, 4, 4), (2, 4, 4, 5, 5)]:
    Q, K, V = (torch.randn(B, t, d, dtype=torch.float64) for t, d in [(T_q, d_k), (T_k, d_k), (T_k, d_v)])
    output, w = scaled_dot_product_attention(Q, K, V)
    assert torch.allclose(output, F.scaled_dot_product_attention(Q, K, V), atol=1e-6), "F.scaled_dot_product_attention と違います / it differs from F.scaled_dot_product_attention"
    assert torch.allclose(output, w @ V, atol=1e-6), "返した重みは、出力に使った重みですか / are the returned weights the ones that were used?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-leading", "grade": true, "points": 1}
# 先頭の次元がいくつあっても (0、1、2 個) 同じ結果です。 / Any number of leading dimensions (0, 1, 2) gives the same result.
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
Q, K, V = torch.randn(2, 5, 3, 4), torch.randn(2, 5, 6, 4), torch.randn(2, 5, 6, 7)
output, w = scaled_dot_product_attention(Q, K, V)  # (2, 5, 3, 7), (2, 5, 3, 6)
assert torch.allclose(output, F.scaled_dot_product_attention(Q, K, V), atol=1e-5), "先頭の次元が二つのときが違います / wrong with two leading dimensions"
one, w_one = scaled_dot_product_attention(Q[1], K[1], V[1])
assert torch.allclose(one, output[1], atol=1e-5) and torch.allclose(w_one, w[1], atol=1e-5), "先頭の次元が一つのときが違います / wrong with one leading dimension"
none, w_none = scaled_dot_product_attention(Q[1, 2], K[1, 2], V[1, 2])
assert torch.allclose(none, output[1, 2], atol=1e-5) and torch.allclose(w_none, w[1, 2], atol=1e-5), "先頭の次元がないときが違います / wrong without leading dimensions"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-symmetry", "grade": true, "points": 1}
# キーとバリューを一緒に並べ替えても出力は同じで、同じキーが二つなら重みは半分ずつです。 / Permuting keys and values together changes nothing; a duplicated key shares its weight.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
Q, K, V = torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6)
output, w = scaled_dot_product_attention(Q, K, V)
order = torch.tensor([3, 0, 4, 1, 2])
moved, w_moved = scaled_dot_product_attention(Q, K[:, order], V[:, order])
assert torch.allclose(moved, output, atol=1e-5) and torch.allclose(w_moved, w[..., order], atol=1e-5), "キーの順序が結果に影響しています / the order of the keys plays a part"
shifted, _ = scaled_dot_product_attention(Q, K + torch.randn(2, 1, 4), V)
assert torch.allclose(shifted, output, atol=1e-5), "すべてのロジットに同じ数を足しても重みは同じです / the same number added to all logits changes no weight"
_, twice = scaled_dot_product_attention(Q, torch.cat([K, K], 1), torch.cat([V, V], 1))
assert torch.allclose(twice[..., :5], w / 2, atol=1e-5), "キーを二つずつにすると重みは半分です / with each key twice, weights are halved"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-mask", "grade": true, "points": 2}
# マスクが False のキーは、ソフトマックスの前に除かれます。 / Keys whose mask is False are left out before the softmax.
### BEGIN HIDDEN TESTS
torch.manual_seed(6)
Q, K, V = torch.randn(3, 4, 5), torch.randn(3, 6, 5), torch.randn(3, 6, 2)
allowed = torch.rand(3, 4, 6) < 0.5  # another pattern in every batch row, no triangle and no rectangle
allowed[..., 0] |= ~allowed.any(-1)
for mask in (allowed, allowed.int(), allowed.float(), allowed.to(torch.uint8)):
    output, w = scaled_dot_product_attention(Q, K, V, mask)
    assert (w[~allowed] == 0).all(), f"False のキーに重みがあります ({mask.dtype}) / keys with False have weight ({mask.dtype})"
    assert torch.allclose(w.sum(-1), torch.ones(3, 4), atol=1e-5), "残ったキーの重みの和は 1 ですか / do the weights of the remaining keys sum to 1?"
    assert torch.allclose(output, F.scaled_dot_product_attention(Q, K, V, attn_mask=allowed), atol=1e-5), "マスクをかけた出力が違います / the masked output is wrong"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-mask-broadcast", "grade": true, "points": 1}
# マスクは (T_q, T_k)、(1, T_k)、(B, 1, T_k) でもかまいません。 / A mask may be (T_q, T_k), (1, T_k) or (B, 1, T_k).
### BEGIN HIDDEN TESTS
torch.manual_seed(7)
Q, K, V = torch.randn(2, 3, 5), torch.randn(2, 4, 5), torch.randn(2, 4, 6)
for mask in (torch.tensor([[1, 0, 1, 1], [0, 1, 0, 0], [1, 1, 0, 1]]), torch.tensor([[0, 1, 1, 0]]), torch.tensor([[[1, 1, 0, 0]], [[0, 0, 1, 1]]])):
    output, w = scaled_dot_product_attention(Q, K, V, mask.bool())
    whole, w_whole = scaled_dot_product_attention(Q, K, V, mask.bool().expand(2, 3, 4))
    expected = F.scaled_dot_product_attention(Q, K, V, attn_mask=mask.bool().expand(2, 3, 4))
    assert torch.allclose(output, expected, atol=1e-5) and torch.allclose(w, w_whole, atol=1e-5), f"形 {tuple(mask.shape)} のマスクが違います / wrong for a mask of shape {tuple(mask.shape)}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-mask-empty-row", "grade": true, "points": 1}
# 注意できるキーがない行は重みも出力も 0、一つだけなら重みは 1 です。 / A row without a key has weights and output 0; with a single key its weight is 1.
### BEGIN HIDDEN TESTS
torch.manual_seed(8)
Q, K, V = torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6) + 1
mask = torch.zeros(2, 3, 5, dtype=torch.bool)
mask[0, 1, 3] = mask[1, 2, 0] = True
output, w = scaled_dot_product_attention(Q, K, V, mask)
assert not w.isnan().any() and not output.isnan().any(), "0/0 の行があります / some row is 0/0"
assert torch.equal(w, mask.float()), "キーのない行は 0、一つだけの行は 1 です。一様な重みになっていませんか / rows are 0 without a key and 1 with one: are they uniform?"
assert torch.allclose(output[0, 1], V[0, 3]) and (output[0, 0] == 0).all(), "出力は一つだけのキーのバリュー、キーがなければ 0 です / the output is the single key's value, or 0"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-large-logits", "grade": true, "points": 1}
# ロジットが ±200 でも、半精度でも、結果は有限で型も変わりません。 / With logits of ±200, and in half precision, results are finite and keep their type.
### BEGIN HIDDEN TESTS
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    Q = torch.tensor([[1.0, 0, 0, 0], [-1.0, 0, 0, 0]], dtype=dtype) * 20
    K = torch.tensor([[1.0, 0, 0, 0], [0, 1, 0, 0], [-1.0, 0, 0, 0]], dtype=dtype) * 20  # logits 200, 0, -200 (and reversed)
    V = torch.tensor([[1.0], [2.0], [3.0]], dtype=dtype)
    for mask, expected in [(None, [[1.0], [3.0]]), (torch.tensor([[0, 1, 1], [1, 1, 0]]), [[2.0], [2.0]])]:
        output, w = scaled_dot_product_attention(Q, K, V, mask)
        assert output.dtype == dtype, f"{dtype} で計算した結果の型が変わりました / the type {dtype} changed"
        assert torch.allclose(output.float(), torch.tensor(expected), atol=1e-2), f"大きなロジットで {dtype} の指数関数があふれていませんか / does exp overflow or vanish for large logits in {dtype}?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-gradient", "grade": true, "points": 1}
# Q、K、V のどれにも正しい勾配が流れます。 / Correct gradients flow to Q, K and V.
### BEGIN HIDDEN TESTS
torch.manual_seed(9)
Q, K, V = (torch.randn(2, t, d, dtype=torch.float64, requires_grad=True) for t, d in [(2, 3), (4, 3), (4, 2)])
mask = torch.tensor([[1, 0, 1, 1], [0, 0, 0, 0]]).bool()  # the second row has no key: its gradient is 0, not NaN
for m in (None, mask):
    def forward(q, k, v):
        return scaled_dot_product_attention(q, k, v, m)[0]

    assert forward(Q, K, V).requires_grad, "計算の途中で勾配を切っていませんか / is the gradient cut off on the way?"
    assert torch.autograd.gradcheck(forward, (Q, K, V), raise_exception=False), "数値微分と合いません / it disagrees with the numerical derivative"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-inputs", "grade": true, "points": 1}
# 引数の Q、K、V、mask は変わりません。 / The arguments Q, K, V and mask stay as they were.
### BEGIN HIDDEN TESTS
torch.manual_seed(10)
arguments = [torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6), torch.rand(2, 3, 5) < 0.6]
before = [a.clone() for a in arguments]
scaled_dot_product_attention(*arguments)
scaled_dot_product_attention(*arguments[:3])
for name, a, b in zip(["Q", "K", "V", "mask"], arguments, before):
    assert torch.equal(a, b), f"引数 {name} を書き換えています。/= や *= を使いませんでしたか / the argument {name} was changed: did you use /= or *=?"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 因果マスク

言語モデルでは、位置 $i$ は自分自身と、それより前の位置だけを見ます。
"""

# %% [markdown] lang="en"
r"""
## The causal mask

In a language model, position $i$ sees itself and the positions before it.
"""

# %% nbgrader={"grade_id": "q3-causal-mask", "solution": true}
def causal_mask(seq_len: int) -> torch.Tensor:
    """A boolean mask (seq_len, seq_len): entry (i, j) is True where j <= i."""
    ### BEGIN SOLUTION
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q3-causal-mask-try", "locked": true}
assert causal_mask(3).tolist() == [[True, False, False], [True, True, False], [True, True, True]], f"自分自身は見えますか / does a position see itself? got {causal_mask(3).int().tolist()}"

# %% nbgrader={"grade_id": "q3-causal", "grade": true, "points": 1}
# 因果マスクは真偽値で、自分と過去だけが True です。 / The causal mask is boolean and True for itself and the past only.
### BEGIN HIDDEN TESTS
for T in (1, 2, 7):
    mask = causal_mask(T)
    assert mask.shape == (T, T) and mask.dtype == torch.bool, "形 (T, T) の真偽値ですか / is it boolean, of shape (T, T)?"
    assert all(bool(mask[i, j]) == (j <= i) for i in range(T) for j in range(T)), "対角線と三角の向きを確かめてください / check the diagonal and the triangle"
x = torch.randn(1, 7, 4, generator=torch.Generator().manual_seed(0))
y = torch.cat([x[:, :5], x[:, 5:] + 1], 1)  # only the future of position 4 differs
before, after = (F.scaled_dot_product_attention(z, z, z, attn_mask=causal_mask(7)) for z in (x, y))
assert torch.equal(before[:, :5], after[:, :5]), "未来を変えたのに過去の出力が変わりました / the future changed earlier outputs"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 見える行がないとき

三つの流儀を比べます。$-\infty$ だけの行のソフトマックスは NaN になり、その NaN は後の層すべてに広がります。$-10^9$ を使うと、禁止したはずのキーを一様に平均してしまいます。この演習の決まりは 0 です。
"""

# %% [markdown] lang="en"
r"""
## When a row sees nothing

Three habits compared. A softmax over $-\infty$ alone is NaN, and the NaN spreads through every later layer. With $-10^9$ the row averages the very keys that were forbidden. Our decision is 0.
"""

# %% nbgrader={"grade_id": "q3-empty-rows", "locked": true}
scores, nothing = torch.tensor([[0.3, 1.2, -0.7]]), torch.tensor([[False, False, False]])
print("-inf:        ", scores.masked_fill(~nothing, -math.inf).softmax(-1).tolist())
print("-1e9:        ", [round(x, 3) for x in scores.masked_fill(~nothing, -1e9).softmax(-1)[0].tolist()])
print("this course: ", scaled_dot_product_attention(torch.ones(1, 1), scores.T, torch.ones(3, 2), nothing)[1].tolist())

# %% [markdown] lang="ja"
r"""
## テストを書く

今度は採点する側になります。`check_attention(attention)` は、渡された実装を試し、**誤った実装には AssertionError を出し、正しい実装は（書き方が違っても）通す**関数です。

採点では、実際に見られた誤り（割り忘れ、軸の取り違え、マスクの逆転など）を含む実装を多数渡します。得点は見つけた誤りの割合に比例します。正しい実装を一つでも拒むと 0 点です。

* 何と比べれば、自分の実装に頼らずに正しさがわかるでしょうか（`F.scaled_dot_product_attention`、性質、手計算）。
* 形の数がすべて違う入力、マスクのある入力、大きなロジット、見える行がないマスクを試しましたか。
* 返される重みと出力の両方を調べましたか。引数が変わらないこと、勾配が流れることはどうでしょうか。
"""

# %% [markdown] lang="en"
r"""
## Write tests

Now you are the one who grades. `check_attention(attention)` tries an implementation: it **raises an AssertionError for a broken one and passes a sound one, however it is written**.

To score it, we hand it many implementations with mistakes that people really make (no division, a wrong axis, an inverted mask …). Your score is the fraction of mistakes that you catch. Refusing a single sound implementation gives 0.

* What can you compare with, without relying on your own implementation? (`F.scaled_dot_product_attention`, properties, a calculation by hand)
* Did you try inputs whose sizes all differ, masks, large logits, a mask whose row sees nothing?
* Did you look at the returned weights and at the output? At unchanged arguments, at gradients?
"""

# %% nbgrader={"grade_id": "q3-check-attention", "solution": true}
def check_attention(attention) -> None:
    """Raise AssertionError if `attention` is no sound scaled_dot_product_attention.

    attention: a function (Q, K, V, mask=None) -> (output, attention_weights)
    """
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(0)

    def randn(*shape):
        return torch.randn(*shape, generator=generator)

    for lead in [(), (2,), (2, 3)]:
        Q, K, V = randn(*lead, 3, 5), randn(*lead, 4, 5), randn(*lead, 4, 6)
        random = torch.rand(*lead, 3, 4, generator=generator) < 0.6
        random[..., 1] |= ~random.any(-1)  # every row sees a key
        for mask in (None, random, random.int(), random[(0,) * len(lead)]):
            arguments = [a.clone() for a in (Q, K, V)]
            output, weights = attention(*arguments, mask)
            expected = F.scaled_dot_product_attention(Q, K, V, attn_mask=None if mask is None else mask.bool())
            assert output.shape == expected.shape and torch.allclose(output, expected, atol=1e-4)
            assert weights.shape == (*lead, 3, 4) and torch.allclose(weights @ V, expected, atol=1e-4)
            assert all(torch.equal(a, b) for a, b in zip(arguments, (Q, K, V)))
            if mask is not None:
                assert (weights.masked_select(mask == 0) == 0).all()

    nothing = torch.zeros(3, 4, dtype=torch.bool)
    output, weights = attention(Q, K, V, nothing)
    assert (weights == 0).all() and (output == 0).all()
    for dtype in (torch.float32, torch.float16):
        Q = torch.tensor([[20.0, 0, 0, 0]], dtype=dtype)
        K = torch.tensor([[20.0, 0, 0, 0], [0, 1, 0, 0], [-20.0, 0, 0, 0]], dtype=dtype)  # logits 200, 0, -200
        for mask, expected in [(None, [[1.0, 0, 0]]), (torch.tensor([[False, True, True]]), [[0, 1.0, 0]])]:
            output, weights = attention(Q, K, torch.eye(3, dtype=dtype), mask)
            assert output.dtype == dtype and torch.allclose(output.float(), torch.tensor(expected), atol=1e-2)
    Q = torch.tensor([[1.0, 2.0]], requires_grad=True)
    K, V = torch.eye(2, requires_grad=True), torch.eye(2, requires_grad=True)
    (attention(Q, K, V)[0][0, 0]).backward()
    assert all(a.grad is not None and a.grad.abs().sum() > 0 for a in (Q, K, V))
    ### END SOLUTION

# %% nbgrader={"grade_id": "q3-check-attention-try", "locked": true}
def from_pytorch(Q, K, V, mask=None):
    """Sound, written differently: the output from PyTorch, the weights as its output for V = identity."""
    allowed = torch.ones(Q.shape[-2], K.shape[-2], dtype=torch.bool) if mask is None else mask != 0
    eye = torch.eye(K.shape[-2], dtype=K.dtype).expand(*K.shape[:-1], K.shape[-2])
    some = allowed.any(-1, keepdim=True)  # rows that see something
    safe = torch.where(some, allowed, torch.ones_like(allowed))
    return tuple(F.scaled_dot_product_attention(Q, K, v, attn_mask=safe) * some for v in (V, eye))


def no_scale(Q, K, V, mask=None):
    """Broken: nothing is divided by √d_k."""
    return scaled_dot_product_attention(Q * math.sqrt(Q.shape[-1]), K, V, mask)


check_attention(scaled_dot_product_attention)  # an error here: your check refuses your own implementation
check_attention(from_pytorch)  # an error here: it refuses a sound implementation that is written differently
try:
    check_attention(no_scale)
except AssertionError:
    print("√d_k で割らない実装を見つけました / the missing √d_k was caught")
else:
    raise AssertionError("√d_k で割らない実装が通りました / an implementation without √d_k passed")

# %% nbgrader={"grade_id": "q3-own-tests", "grade": true, "points": 3}
# check_attention は正しい実装をすべて通し、誤った実装を見つけます（見つけた割合が得点）。 / check_attention passes every sound implementation and catches broken ones (the fraction caught is the score).
### BEGIN HIDDEN TESTS
# BANK scaled_dot_product_attention


def implementation(source):
    names = {"torch": torch, "F": F, "math": math}
    exec(source, names)
    return names["scaled_dot_product_attention"]


def refuses(attention):
    try:
        check_attention(attention)
    except NotImplementedError:
        raise
    except Exception:  # the implementation itself may fail on a good test: that counts as caught
        return True
    return False


refused = [name for name, source in BANK.items() if name.startswith("right/") and refuses(implementation(source))]
assert not refused, "正しい実装を拒みました / a sound implementation was refused"
wrong = [name for name in BANK if name.startswith("wrong/")]
round(3 * sum(refuses(implementation(BANK[name])) for name in wrong) / len(wrong), 2)  # nbgrader reads this as partial credit
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## さらに学ぶために

* `Q` を先に $1/\sqrt{d_k}$ 倍しても、結果は数学的に同じです。半精度ではどちらが安全でしょうか。
* 長い列では $T_q \times T_k$ の行列を作らずに同じ結果を得る方法があります (Dao ほか 2022, FlashAttention, [arXiv:2205.14135](https://arxiv.org/abs/2205.14135))。
* マスクの意味は実装ごとに違います。使う前に、一行だけ False (0) のマスクで試すのが安全です。
"""

# %% [markdown] lang="en"
r"""
## Going further

* Multiplying `Q` by $1/\sqrt{d_k}$ first gives the same result mathematically. Which is safer in half precision?
* For long sequences the same result can be had without ever forming the $T_q \times T_k$ matrix (Dao et al. 2022, FlashAttention, [arXiv:2205.14135](https://arxiv.org/abs/2205.14135)).
* What a mask means differs between libraries. Before you use one, try a mask with a single False (0).
"""
