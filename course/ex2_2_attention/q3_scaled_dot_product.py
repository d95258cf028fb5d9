# %% [markdown] lang="ja"
r"""
# 演習 2.2 問題 3　スケールドドット積注意 (scaled dot-product attention)

**できるようになること**　Transformer の中心にある注意機構 (attention) を、マスクも含めて自分で書けるようになります。$\sqrt{d_k}$ で割る理由を測定で確かめ、最後に、**他人の実装の誤りを見つけるテスト**も書きます。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 90 分 | ★★☆ | 18 点 |

**図が答える問い**　$\sqrt{d_k}$ で割らないと、次元が大きいとき、ソフトマックスと勾配に何が起こるでしょうか。そのとき、学習はできるでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.2, problem 3: scaled dot-product attention

**What you will be able to do.** Write the attention at the centre of the transformer yourself, masks included. You measure why it divides by $\sqrt{d_k}$, and at the end you **write tests that find the mistakes in other people's implementations**.

| time | difficulty | points |
|---|---|---|
| 90 min | ★★☆ | 18 |

**The questions that the pictures answer.** Without $\sqrt{d_k}$, what happens to the softmax and to gradients when the dimension is large? Can such a layer still learn?
"""

# %% [markdown] lang="ja"
r"""
## 考え方：柔らかい辞書

Python の辞書は、探す語 (クエリ, query) と**等しい**キー (key) を一つだけ見つけ、そのバリュー (value) を返します。注意機構は、これを柔らかくした辞書です。クエリを**すべて**のキーと比べ、よく合うキーほど大きい重みを付けて、バリューの平均を返します。

合い具合は内積 $q \cdot k$ で測ります。ソフトマックス (softmax) に入れる前のこの数を**ロジット (logit)** と呼びます。ソフトマックスは、ロジットを、0 以上で和が 1 の重みに変えます。重みがどれも同じなら、ただの平均です。一つのキーに集中すれば、ふつうの辞書になります。

クエリ $Q \in \mathbb{R}^{T_q \times d_k}$、キー $K \in \mathbb{R}^{T_k \times d_k}$、バリュー $V \in \mathbb{R}^{T_k \times d_v}$ に対して、

$$\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right) V$$

です (Vaswani ほか 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), 式 (1))。ソフトマックスは**キーの方向**に取ります。

**手で確かめる例**　$d_k = 4$、$q = (2,0,0,0)$、キーが $(1,0,0,0)$ と $(0,1,0,0)$ なら、ロジットは $2/\sqrt4 = 1$ と $0$ で、重みは $e/(e+1) \approx 0.731$ と $0.269$ です。バリューが $10$ と $0$ なら、出力は $7.31$ です。

## まず予想してみましょう

式はなぜ $\sqrt{d_k}$ で割るのでしょうか。$q, k \in \mathbb{R}^d$ の成分が、平均 0、分散 1 の独立な正規乱数だとします。割る前の内積 $q \cdot k$ の分散は、$d = 4$、$64$、$1024$ でそれぞれいくつになるでしょうか。次のセルの `None` を予想の数に書き換えてから、その次のセルを実行してください。
"""

# %% [markdown] lang="en"
r"""
## The idea: a soft dictionary

A Python dictionary finds the one key that is **equal** to what you ask for (the query) and returns its value. Attention is a soft dictionary. It compares the query with **every** key, gives more weight to keys that fit better, and returns the average of the values under these weights.

How well they fit is measured by the dot product $q \cdot k$. This number, before it goes into the softmax, is called a **logit**. The softmax turns logits into weights that are not negative and sum to 1. Equal weights give a plain average; all the weight on one key gives an ordinary dictionary.

For queries $Q \in \mathbb{R}^{T_q \times d_k}$, keys $K \in \mathbb{R}^{T_k \times d_k}$ and values $V \in \mathbb{R}^{T_k \times d_v}$,

$$\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right) V$$

(Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), equation (1)). The softmax runs **over the keys**.

**An example to check by hand.** With $d_k = 4$, $q = (2,0,0,0)$ and the keys $(1,0,0,0)$ and $(0,1,0,0)$, the logits are $2/\sqrt4 = 1$ and $0$, so the weights are $e/(e+1) \approx 0.731$ and $0.269$. With the values $10$ and $0$ the output is $7.31$.

## Predict first

Why does the formula divide by $\sqrt{d_k}$? Let the components of $q, k \in \mathbb{R}^d$ be independent normal numbers with mean 0 and variance 1. What is the variance of the dot product $q \cdot k$, before any division, for $d = 4$, $64$ and $1024$? Write your numbers in place of `None` in the next cell, then run the one after it.
"""

# %% nbgrader={"grade_id": "q3-setup", "locked": true}
import math

import torch
import torch.nn.functional as F

# %%
predicted_variance = {4: None, 64: None, 1024: None}  # None を予想に / your numbers in place of None

# %% nbgrader={"grade_id": "q3-experiment", "locked": true} tags=["experiment"]
import matplotlib.pyplot as plt

torch.manual_seed(0)
fig, axes = plt.subplots(2, 3, figsize=(10, 5), sharey="row")
print("   d  predicted variance   measured")
rows = []
for d, (top, bottom) in zip((4, 64, 1024), axes.T):
    q, k = torch.randn(300, 1, d), torch.randn(300, 32, d)
    raw = (q * k).sum(-1)  # (300, 32): 32 keys for each of 300 queries
    guess = predicted_variance[d]
    print(f"{d:4}  {'not yet' if guess is None else guess:>18}   {raw.var():8.1f}")
    for name, scale in {"1": 1.0, "√d": d**0.5}.items():
        w = (raw / scale).softmax(-1).unsqueeze(-1)  # (300, 32, 1)
        entropy = -(w * w.clamp_min(1e-30).log()).sum(1).mean()  # nats; uniform over 32 keys: ln 32 = 3.47
        slope = w * (k - (w * k).sum(1, keepdim=True)) / scale  # the derivative of each weight by the query
        size = slope.flatten(1).norm(dim=1)  # (300,): one number for each query
        rows.append((d, name, float(raw.var() / scale**2), float(entropy), float(size.mean()), float(size.median())))
        top.hist((raw / scale).flatten().numpy(), bins=60, density=True, alpha=0.6, label=f"divided by {name}")
        logs = size.clamp_min(1e-8).log10().numpy()
        bottom.hist(logs, bins=30, range=(-8, 1), alpha=0.6, label=f"divided by {name}")
    top.set(title=f"d = {d}", xlabel="logit", xlim=(-80, 80), yscale="log")
    bottom.set(xlabel="log10 |dw/dq| of a query (-8: or less)")
axes[0, 0].set_ylabel("density")
axes[1, 0].set_ylabel("queries (of 300)")
axes[1, 0].legend(loc="upper left", fontsize=8)
fig.tight_layout()
plt.show()
print("\n   d  divided by   variance of logits   entropy (max 3.47)   |dw/dq|: mean    median")
for d, name, *numbers in rows:
    print(f"{d:4}  {name:>10}   {numbers[0]:18.2f}   {numbers[1]:18.2f}   {numbers[2]:13.2f}   {numbers[3]:7.4f}")
plain, divided = [[r for r in rows if r[1] == name] for name in ("1", "√d")]
assert all(abs(r[2] / r[0] - 1) < 0.05 for r in plain) and all(abs(r[2] - 1) < 0.05 for r in divided)
assert plain[0][3] > 2 and plain[2][3] < 0.2 and all(r[3] > 3 for r in divided)
assert plain[2][4] > 5 * divided[2][4] and plain[2][5] < divided[2][5] / 100  # a large mean, a median near nothing
assert all(abs(r[4] - r[5]) < 0.02 and 0.2 < r[4] < 0.3 for r in divided)  # what the text below claims

# %% [markdown] lang="ja"
r"""
<details><summary>図と表から読み取れること</summary>

$q\cdot k$ は、平均 0、分散 1 の積を $d$ 個足したものなので、分散は $d$ です。

* **上の図**が示すのは、ロジットの散らばりだけです。割らないと (1) $d$ とともに広がり、$\sqrt d$ で割るとどの $d$ でも同じ形になります。
* **表**のエントロピー (entropy) は、重みがどれだけ一様かを表します。割らないと 0 に近づきます。重みがほぼ一つのキーに集中するということです。
* **下の図**は、クエリを少し動かしたとき重みがどれだけ動くか (勾配の大きさ) を、クエリごとに表します。割らない $d=1024$ では、何桁にもわたって散らばり、左端にも山があります。表を見てください。**平均はかえって大きく、中央値は割った場合の 100 分の 1 以下** です。つまり、勾配は一様に「消える」のではなく、半分のクエリにはほとんど届かず、少数のクエリには大きすぎるのです。平均だけを見ていたら、逆の結論になるところでした。割ると、平均と中央値はほとんど同じで、$d$ によりません。

</details>

## 決まり

**マスク (mask)**　このコースのマスクは **True (1) = 参照してよい** という意味です (`F.scaled_dot_product_attention` と同じ)。`nn.MultiheadAttention` の `attn_mask` は逆に True = 禁止なので、気をつけてください。マスクは真偽値でも、どんな型の 0/1 の数でもよく、次元は 2 個以上で、形は $(\dots, T_q, T_k)$ にブロードキャストできるものです。

**どのキーも見えない行**は、重みも出力も **0** と決めます。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What picture and table show</summary>

$q\cdot k$ is a sum of $d$ products, each with mean 0 and variance 1, so its variance is $d$.

* The **upper row** shows the spread of the logits and nothing else. Undivided (1) it grows with $d$; divided by $\sqrt d$ it has the same shape for every $d$.
* The **entropy** in the table says how even the weights are. Undivided it approaches 0: nearly all the weight is on one key.
* The **lower row** shows, query by query, how much the weights move when the query moves a little: the size of the gradient. Undivided at $d=1024$ it spreads over many orders of magnitude, with a heap at the left end. Look at the table: **the mean is larger than with the division, and the median less than a hundredth**. So the gradient does not simply fade. Half of the queries get hardly anything, and a few get far too much; the mean alone would have told the opposite story. Divided, mean and median are nearly equal and do not depend on $d$.

</details>

## The rules

**Masks.** In this course **True (1) = may be attended to**, as in `F.scaled_dot_product_attention`. The `attn_mask` of `nn.MultiheadAttention` means the opposite (True = forbidden): take care. A mask holds booleans or 0/1 numbers of any type, has two dimensions or more, and broadcasts to $(\dots, T_q, T_k)$.

**A row with no key to attend to** has weights **0** and output **0**: our decision.
"""

# %% nbgrader={"grade_id": "q3-attention", "solution": true}
def scaled_dot_product_attention(Q, K, V, mask=None):
    """すべてのクエリから、すべてのキーへの注意を計算します。

    Q: (..., T_q, d_k)   K: (..., T_k, d_k)   V: (..., T_k, d_v)
        浮動小数のテンソルで、型は共通です。先頭の次元 (...) は何個でもよく、三つとも同じです。どの大きさも 1 以上です。
        メモリ上の並び (転置や expand の結果など) は問いません。
    mask: None、または真偽値か 0/1 の数 (型は問わない)。True = 参照してよい
        次元は 2 個以上で、(..., T_q, T_k) にブロードキャストできます。
    戻り値: (出力 (..., T_q, d_v), 重み (..., T_q, T_k))。型は Q と同じで、精度もその型なりです。
    どのキーも見えないクエリの重みと出力は 0 で、その行を通る勾配も 0 です (NaN ではありません)。
    大きなロジット (±200 など) でも有限の正しい値を返し、見えないキーのロジットがいくら大きくても影響しません。
    勾配は、出力からも重みからも流れます。引数は変えず、結果は引数だけで決まります。

    >>> output, weights = scaled_dot_product_attention(torch.ones(1, 4), torch.ones(2, 4), torch.eye(2))
    >>> output.tolist(), weights.tolist()
    ([[0.5, 0.5]], [[0.5, 0.5]])

    ---
    Attention of every query to every key.

    Q: (..., T_q, d_k)   K: (..., T_k, d_k)   V: (..., T_k, d_v)
        floating point tensors of one type.  Any number of leading dimensions (...), the same for all three;
        every size is at least 1.  How they lie in memory (transposed, expanded) makes no difference.
    mask: None, or booleans or 0/1 numbers of any type, True = may be attended to;
        with two dimensions or more, it broadcasts to (..., T_q, T_k)
    Returns (output (..., T_q, d_v), weights (..., T_q, T_k)), of the type of Q and to the precision of that type.
    A query that may attend to no key has weights 0 and output 0, and gradients through that row are 0, not NaN.
    Large logits (±200, say) give finite, correct results.  A key that is masked has no influence,
    however large its logit.
    Gradients flow from the output and from the weights.  Arguments are not changed, and they alone decide the result.

    >>> output, weights = scaled_dot_product_attention(torch.ones(1, 4), torch.ones(2, 4), torch.eye(2))
    >>> output.tolist(), weights.tolist()
    ([[0.5, 0.5]], [[0.5, 0.5]])
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

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：最初に考えること</summary>

`Q` と `K` の形を紙に書いてください。どの軸を入れ替えると、$T_q \times T_k$ の表になりますか。先頭の次元が 0 個でも 3 個でも同じ式で書くには、軸を前と後ろのどちらから数えればよいでしょうか。

</details>
<details><summary>ヒント 2：答えの形</summary>

ロジットの表を作る、割る、見えないキーのロジットを「重みが 0 になる値」に替える、キーの方向にソフトマックス、バリューと掛ける、の五段です。どのキーも見えない行は、ソフトマックスの後でどんな値になっていますか。それを 0 にするのに、もう一段いります。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Write the shapes of `Q` and `K` on paper. Which axes have to change places to get a $T_q \times T_k$ table? One formula should serve for no leading dimension and for three: do you count axes from the front or from the back?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Five steps: the table of logits; the division; the logits of masked keys replaced by a value that gives weight 0; a softmax over the keys; the product with the values. What does a row that sees no key hold after the softmax? It needs one more step to become 0.

</details>
"""

# %% nbgrader={"grade_id": "q3-attention-try", "locked": true}
Q, K, V = torch.tensor([[2.0, 0, 0, 0]]), torch.eye(4)[:2], torch.tensor([[10.0], [0.0]])
output, weights = scaled_dot_product_attention(Q, K, V)
assert weights.shape == (1, 2) and output.shape == (1, 1), (
    f"形は (T_q, T_k) と (T_q, d_v) です: {tuple(weights.shape)}, {tuple(output.shape)} / shapes are (T_q, T_k) and (T_q, d_v): {tuple(weights.shape)}, {tuple(output.shape)}"
)
assert abs(float(weights[0, 0]) - 0.731) < 1e-3, (
    f"上の手計算 0.731 と比べてください: {float(weights[0, 0]):.3f} / compare with 0.731, the example by hand: {float(weights[0, 0]):.3f}"
)
_, weights = scaled_dot_product_attention(Q, K, V, mask=torch.tensor([[False, True]]))
assert float(weights[0, 0]) == 0, "True = 参照してよい、です。逆になっていませんか / True means may be attended to: is it the other way round?"
output, weights = scaled_dot_product_attention(Q, K, V, mask=torch.tensor([[False, False]]))
assert weights.tolist() == [[0, 0]] and output.tolist() == [[0]], (
    f"どのキーも見えない行は 0 と決めました: {weights.tolist()} / a row that sees no key is 0, we decided: {weights.tolist()}"
)

# %% nbgrader={"grade_id": "q3-softmax", "grade": true, "points": 1}
# 重みは 0 以上で、キーの方向に足すと 1 です。 / Weights are not negative and sum to 1 over the keys.
### BEGIN HIDDEN TESTS
# SHARED checks
# SHARED attention
SIZES = [(3, 5, 4, 6), (7, 2, 8, 1), (1, 9, 3, 2), (4, 4, 4, 4), (2, 1, 1, 3), (1, 1, 1, 1), (5, 3, 9, 30), (2, 100, 5, 3)]  # T_q, T_k, d_k, d_v
LEADS = [(2,), (), (5,), (1,), (2, 3), (3, 1, 2), (2, 1, 3, 2)]


def qkv(lead, T_q, T_k, d_k, d_v, dtype=torch.float32):
    return [torch.randn(*lead, t, d, dtype=dtype) for t, d in [(T_q, d_k), (T_k, d_k), (T_k, d_v)]]


def attend(*arguments):
    """The student's function on copies, so that what it does to its arguments costs its own check alone."""
    results = scaled_dot_product_attention(*[a if a is None else a.clone() for a in arguments])
    return results if isinstance(results, torch.Tensor) else pair(results)


def case(lead, T_q, T_k, d_k, d_v):
    return f"Q {(*lead, T_q, d_k)}, K {(*lead, T_k, d_k)}, V {(*lead, T_k, d_v)}"


def close(a, b, tolerance=1e-5):
    return a.shape == b.shape and torch.allclose(a.double(), b.double(), rtol=0, atol=tolerance)


def asks():
    """Whether queries and keys that are a little different make weights a little different, through products."""
    return all(asks_at(lead, sizes) for lead, sizes in [((2,), SIZES[0]), ((5,), SIZES[3]), ((2,), SIZES[6])])


def asks_at(lead, sizes):
    (Q, K, V), (P, J, _), (A, B) = qkv(lead, *sizes), qkv(lead, *sizes), coordinates(sizes[2])
    turned = [torch.cat([-x[..., :1, :], x[..., 1:, :]], dim=-2) for x in (Q, K)]
    w, *others = (attend(q, k, V)[1] for q, k in [(Q, K), (Q @ A, K @ B), turned, (P, J), (Q + P, K + J), (Q - P, K - J)])
    near = (attend(Q + 0.01 * torch.randn_like(Q), K, V)[1], attend(Q, K + 0.01 * torch.randn_like(K), V)[1])
    return all(1e-4 < float((w - other).abs().max()) < 0.5 for other in near) and from_products(w, *others)


def varies(w):
    """Weights that are the same everywhere or for every query, or not between 0 and 1, come from no softmax of Q and K."""
    w = w.double().nan_to_num()
    return asks() and float(w.std()) > 1e-3 and float(w.min()) >= 0 and float(w.max()) <= 1.001


CONSTANT = "クエリかキーを少し変えても、重みが変わりません。Q と K から計算していますか", "queries or keys a little different, and the same weights: are they computed from Q and K?"


torch.manual_seed(1)
for lead, sizes in smallest_first(zip(LEADS[:1] + LEADS[2:4] * 4, SIZES)):
    output, w = attend(*qkv(lead, *sizes))
    assert w.shape == (*lead, *sizes[:2]), say("重みの形は (..., T_q, T_k) です", "weights have the shape (..., T_q, T_k)", case(lead, *sizes))
    assert output.shape == (*lead, sizes[0], sizes[3]), say("出力の形は (..., T_q, d_v) です", "the output has the shape (..., T_q, d_v)", case(lead, *sizes))
    assert (w >= 0).all() and close(w.sum(-1), torch.ones(w.shape[:-1])), say("ソフトマックスはどの軸に沿っていますか", "along which axis is the softmax?", case(lead, *sizes))
assert varies(w), say("重みがどこでも同じか、0 から 1 の数ではありません。Q と K から計算していますか", "all weights are the same, or not between 0 and 1: are they computed from Q and K?", case(lead, *sizes))
HOLDS.add("q3-softmax")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-scale", "grade": true, "points": 2}
# ロジットは内積を √d_k で割ったものです。 / Logits are dot products divided by √d_k.
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
for T_q, T_k, d_k, d_v in smallest_first([(3, 2, 1, 3), (3, 4, 9, 2), (2, 3, 50, 7), (2, 3, 3, 2), (4, 4, 4, 4), (1, 5, 300, 9), (6, 2, 13, 13)]):
    for size in (1, 30):  # in float32 the differences of logits up to about 80 can be read off
        Q, K, V = qkv((2,), T_q, T_k, d_k, d_v)
        K *= size / (Q @ K.mT / d_k**0.5).abs().max()
        _, w = attend(Q, K, V)
        ratio = w.log() - w.log()[..., :1]  # the logits' differences, whatever the softmax subtracts
        expected = torch.einsum("bqd,bkd->bqk", Q, K - K[:, :1]) / d_k**0.5
        assert close(ratio, expected, 1e-5 * size), say("何で割りましたか。ロジットに手を加えていませんか", "what did you divide by? Are the logits changed in another way?", case((2,), T_q, T_k, d_k, d_v), "q3-softmax")
Q, K, V = qkv((2,), 3, 4, 5, 2, torch.float64)
assert close(attend(Q, K, V)[1].log().diff(), (Q @ K.mT / 5**0.5).diff(), 1e-12), say("割る数の精度が足りません", "the divisor is not precise enough", case((2,), 3, 4, 5, 2) + " float64", "q3-softmax")
HOLDS.add("q3-scale")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-output", "grade": true, "points": 2}
# 出力は、返された重みとバリューの積です。 / The output is the product of the returned weights and the values.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
for lead, sizes in smallest_first(zip(LEADS[:1] + LEADS[2:4] * 4, SIZES)):
    Q, K, V = qkv(lead, *sizes)
    output, w = attend(Q, K, 100 * V)
    assert w.shape[-1] == sizes[1], say("重みの形は (..., T_q, T_k) です", "weights have the shape (..., T_q, T_k)", case(lead, *sizes), "q3-softmax")
    expected = (w.unsqueeze(-1) * 100 * V.unsqueeze(-3)).sum(-2)
    assert close(output, expected, 1e-3), say("返した重みで V を混ぜたものが出力ですか", "is the output V mixed by the returned weights, and nothing else?", case(lead, *sizes), "q3-softmax")
assert (w != 0).any(), say("重みがすべて 0 です", "all weights are 0", case(lead, *sizes), "q3-softmax")
assert asks(), say(*CONSTANT, case(lead, *sizes), "q3-softmax")
HOLDS.add("q3-output")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-leading", "grade": true, "points": 1}
# 先頭の次元がいくつでも、メモリ上の並びがどうでも、一つずつ計算したのと同じです。 / Any leading dimensions and any layout in memory give what one computation at a time gives.
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
for lead, sizes in smallest_first((lead, sizes) for lead in LEADS for sizes in (SIZES[0], SIZES[3], SIZES[5])):
    Q, K, V = qkv(lead, *sizes)
    results = attend(Q, K, V)
    for name, result in zip(("出力 / output", "重み / weights"), results):
        assert result.shape[:-2] == lead, say("先頭の次元を保ちます", "leading dimensions stay", case(lead, *sizes), "q3-softmax")
    last = tuple(n - 1 for n in lead)
    assert all(close(a[last], b) for a, b in zip(results, attend(Q[last], K[last], V[last]), strict=True)), say("軸を後ろから数えていますか", "do you count axes from the back?", case(lead, *sizes), "q3-softmax")
    assert sizes == SIZES[5] or varies(results[1]), say("重みがどこでも同じか、0 から 1 の数ではありません。Q と K から計算していますか", "all weights are the same, or not between 0 and 1: are they computed from Q and K?", case(lead, *sizes), "q3-softmax")
    if len(lead) == 2:  # the same numbers, otherwise laid out: transposed as in multi-head attention, and expanded
        other = pair(scaled_dot_product_attention(*[x.transpose(0, 1).contiguous().transpose(0, 1) for x in (Q, K, V)]))
        assert all(map(close, results, other)), say("転置したテンソルで結果が変わります", "a transposed tensor gives another result", case(lead, *sizes), "q3-softmax")
        K, V = K[:1].expand_as(K), V[:1].expand_as(V)
        assert all(map(close, pair(scaled_dot_product_attention(Q.clone(), K, V)), attend(Q, K, V))), say("expand したテンソルで結果が変わります", "an expanded tensor gives another result", case(lead, *sizes), "q3-softmax")
HOLDS.add("q3-leading")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-symmetry", "grade": true, "points": 1}
# キーとバリューを一緒に並べ替えても出力は同じで、同じキーが二つなら重みは半分ずつです。 / Permuting keys and values together changes nothing; a duplicated key shares its weight.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
for sizes in smallest_first((SIZES[0], SIZES[3], SIZES[6])):
    Q, K, V = qkv((2,), *sizes)
    output, w = attend(Q, K, V)
    order, what = torch.randperm(sizes[1]), (case((2,), *sizes), "q3-softmax")
    moved, w_moved = attend(Q, K[:, order], V[:, order])
    assert close(moved, output) and close(w_moved, w[..., order]), say("キーの順序が結果に影響しています", "the order of the keys plays a part", *what)
    one, w_one = attend(Q[:, 1:2], K, V)
    assert close(one, output[:, 1:2]) and close(w_one, w[:, 1:2]), say("ほかのクエリが結果に影響しています", "other queries play a part", *what)
    shifted, _ = attend(Q, K + torch.randn(2, 1, sizes[2]), V)
    assert close(shifted, output), say("すべてのロジットに同じ数を足しても重みは同じです", "the same number added to all logits changes no weight", *what)
    _, twice = attend(Q, torch.cat([K, K], 1), torch.cat([V, V], 1))
    assert close(twice[..., : sizes[1]], w / 2), say("キーを二つずつにすると重みは半分です", "with each key twice, weights are halved", *what)
assert varies(w), say("重みがどこでも同じか、0 から 1 の数ではありません。Q と K から計算していますか", "all weights are the same, or not between 0 and 1: are they computed from Q and K?", *what)
HOLDS.add("q3-symmetry")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-mask", "grade": true, "points": 2}
# マスクが False のキーは、初めからなかったのと同じです。 / A key whose mask is False counts as little as a key that is not there.
### BEGIN HIDDEN TESTS
torch.manual_seed(6)
TYPES = (torch.bool, torch.int64, torch.int32, torch.uint8, torch.int8, torch.float32, torch.float64, torch.float16, torch.bfloat16)
for sizes, size, of in smallest_first([((4, 6, 5, 2), 1, torch.float32), ((4, 4, 4, 4), 1, torch.float32), ((3, 5, 2, 3), 3, torch.float16), ((4, 6, 5, 2), 20000, torch.float32), ((4, 6, 5, 2), 1e6, torch.float64)]):
    Q, K, V = qkv((2,), *sizes)
    allowed = torch.rand(2, *sizes[:2]) < 0.5  # another pattern in every row, no triangle and no rectangle
    allowed[..., -1] |= ~allowed.any(-1)
    allowed[0, 0] = True
    if size > 3:  # all logits negative; what is seen may be far below what is masked
        Q, K = Q.abs(), -K.abs()
    K *= size / (Q @ K.mT / sizes[2] ** 0.5).abs().max()
    Q, K, V = Q.to(of), K.to(of), V.to(of)
    alone = [[attend(Q[i : i + 1, t : t + 1], K[i : i + 1, kept], V[i : i + 1, kept]) for t, kept in enumerate(rows)] for i, rows in enumerate(allowed)]  # without the other keys
    for dtype in TYPES if size == 1 else TYPES[:2]:
        output, w = attend(Q, K, V, allowed.to(dtype))
        what = (f"{case((2,), *sizes)} {of}, mask {dtype}, |logit| <= {size}", "q3-softmax")
        assert w.shape == allowed.shape and (w[~allowed] == 0).all(), say("False のキーに重みがあります", "keys with False have weight", *what)
        assert w.dtype == output.dtype == of, say("マスクの型で結果の型が変わります", "the mask's type changes the type of the results", *what)
        for i, rows in enumerate(allowed):
            for t, kept in enumerate(rows):
                assert close(w[i : i + 1, t : t + 1, kept], alone[i][t][1], 1e-2 if of == torch.float16 else 1e-5), say("マスクをかけるのはソフトマックスの前ですか", "is the mask applied before the softmax?", *what)
                assert close(output[i : i + 1, t : t + 1], alone[i][t][0], 1e-2 if of == torch.float16 else 1e-5), say("マスクをかけた出力が違います", "the masked output is wrong", *what)
zero = attend(0 * Q, K, V, allowed)[1]
assert close(zero / zero.sum(-1, keepdim=True), allowed / allowed.sum(-1, keepdim=True)), say("ちょうど 0 のロジットも、見えるキーのロジットです", "a logit of exactly 0 is one of the keys that are seen, too", "Q = 0", "q3-softmax")
assert varies(w), say("重みがどこでも同じか、0 から 1 の数ではありません。Q と K から計算していますか", "all weights are the same, or not between 0 and 1: are they computed from Q and K?", *what)
HOLDS.add("q3-mask")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-mask-broadcast", "grade": true, "points": 1}
# マスクは、ブロードキャストできればどんな形でもかまいません。 / A mask may have any shape that broadcasts.
### BEGIN HIDDEN TESTS
torch.manual_seed(7)
for lead, T_q, T_k in smallest_first([((2,), 3, 4), ((3,), 3, 3), ((), 2, 5), ((2, 3), 3, 2), ((2, 2), 2, 2), ((2, 1, 3), 2, 4)]):
    Q, K, V = qkv(lead, T_q, T_k, 5, 6)
    full, moved = (*lead, T_q, T_k), False
    shapes = {full[n:] for n in range(len(full))} | {tuple(1 if m == n else s for m, s in enumerate(full)) for n in range(len(full))}
    for shape in smallest_first({shape for shape in shapes if len(shape) > 1} | {(1, T_k), (T_q, 1), (1, 1), (*lead, 1, 1)}):
        mask = torch.rand(shape) < 0.6
        whole = attend(Q, K, V, mask.expand(full))
        results = attend(Q, K, V, mask)
        what = (f"Q {tuple(Q.shape)}, K {tuple(K.shape)}, mask {shape}", "q3-leading", "q3-mask")
        assert not isinstance(results, torch.Tensor), say("二つのテンソルの組を返します", "it returns a pair of tensors", *what)
        moved |= bool((results[1] - attend(Q, K, V)[1]).abs().max() > 1e-3)
        for a, b in zip(results, whole):  # an empty row has its own check
            assert close(a.nan_to_num(), b.nan_to_num()), say("ブロードキャストしたマスクが違います", "wrong for a mask that broadcasts", *what)
    assert moved, say("どのマスクも、重みを変えません", "no mask changes any weight", *what)
assert varies(results[1]), say("重みがどこでも同じか、0 から 1 の数ではありません。Q と K から計算していますか", "all weights are the same, or not between 0 and 1: are they computed from Q and K?", *what)
HOLDS.add("q3-mask-broadcast")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-mask-empty-row", "grade": true, "points": 1}
# どのキーも見えない行は重みも出力も 0、一つだけなら重みは 1 です。 / A row that sees no key has weights and output 0; with a single key its weight is 1.
### BEGIN HIDDEN TESTS
torch.manual_seed(8)
for lead, T_k, seen, dtype in smallest_first([((2,), 5, 2, torch.float32), ((1,), 5, 1, torch.float32), ((2,), 1, 4, torch.float32), ((4,), 5, 3, torch.float16), ((3,), 5, 0, torch.float32)]):
    Q, K, V = qkv(lead, 3, T_k, 4, 6, dtype)
    mask = torch.zeros(*lead, 3, T_k, dtype=torch.bool)
    mask.view(-1, T_k)[range(0, seen), [n % T_k for n in range(1, seen + 1)]] = 1  # `seen` rows see one key, the others none
    output, w = attend(Q, K, V + 1, mask)
    what = (f"{case(lead, 3, T_k, 4, 6)} {dtype}, {seen}/{3 * lead[0]} rows", "q3-mask")
    assert not w.isnan().any() and not output.isnan().any(), say("0/0 の行があります", "some row is 0/0", *what)
    assert close(w, mask), say("キーの見えない行は 0、一つだけの行は 1 です。一様な重みになっていませんか", "rows are 0 without a key and 1 with one: are they uniform?", *what)
    assert close(output, mask.to(dtype) @ (V + 1)), say("出力は一つだけのキーのバリュー、キーがなければ 0 です", "the output is the single key's value, or 0", *what, "q3-output")
    assert (w[~mask.any(-1)] == 0).all() and (output[~mask.any(-1)] == 0).all(), say("0 に近い数ではなく 0 です", "0 itself, not a number near 0", *what)
assert asks(), say(*CONSTANT, case((2,), *SIZES[0]), "q3-softmax")
HOLDS.add("q3-mask-empty-row")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-large-logits", "grade": true, "points": 1}
# ロジットが ±200 でも、どの型でも、結果は有限で、型も精度もそのままです。 / With logits of ±200, and in every type, results are finite and keep type and precision.
### BEGIN HIDDEN TESTS
torch.manual_seed(11)
for dtype, tolerance in [(torch.float32, 1e-5), (torch.float16, 1e-2), (torch.bfloat16, 5e-2), (torch.float64, 1e-12)]:
    Q = torch.tensor([[1.0, 0, 0, 0], [-1.0, 0, 0, 0]], dtype=dtype) * 20
    K = torch.tensor([[1.0, 0, 0, 0], [0, 1, 0, 0], [-1.0, 0, 0, 0]], dtype=dtype) * 20  # logits 200, 0, -200 (and reversed)
    below, twice = (torch.tensor([[20.0, 0, 0, 0], [x, 0, 0, 0], [2, 0, 0, 0]], dtype=dtype) for x in (11, 20))  # a row of positive, one of negative logits
    for keys, first in [(K, 1.0), (below, 1.0), (twice, 1.5)][: 2 if dtype.itemsize == 2 else 3]:  # at 200, halves count in steps of 1/8 or 1
        output, w = (r[0] for r in attend(Q[None], keys[None], torch.tensor([[[1.0], [2.0], [3.0]]], dtype=dtype)))
        what = (f"{dtype}, logits {(Q @ keys.T / 2).tolist()}", "q3-softmax", "q3-output")
        assert output.dtype == w.dtype == dtype, say("結果の型が引数と違います", "results have another type than the arguments", *what)
        assert close(output, torch.tensor([[first], [3.0]]), tolerance), say("指数関数があふれたり、切り詰められたりしていませんか", "does exp overflow, or is something clipped?", *what)
    _, w = attend(*qkv((2,), 3, 7, 4, 2, dtype))
    assert close(w.double().sum(-1), torch.ones(2, 3), tolerance), say("途中で精度が落ちていませんか", "is precision lost on the way?", f"{dtype}", "q3-softmax")
assert asks(), say(*CONSTANT, case((2,), *SIZES[0]), "q3-softmax")
HOLDS.add("q3-large-logits")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-gradient", "grade": true, "points": 1}
# 出力からも重みからも、Q、K、V に正しい勾配が流れます。 / Correct gradients flow from output and weights to Q, K and V.
### BEGIN HIDDEN TESTS
torch.manual_seed(9)
Q, K, V = (x.requires_grad_() for x in qkv((1,), 2, 3, 2, 1, torch.float64))
for mask in (None, torch.tensor([[1, 0, 1], [0, 0, 0]]).bool()):  # the second row sees no key: its gradient is 0, not NaN
    what = (f"mask {None if mask is None else mask.int().tolist()}", "q3-large-logits", "q3-mask-empty-row")
    results = attend(Q, K, V, mask)
    assert not isinstance(results, torch.Tensor) and len(results) == 2, say("二つのテンソルの組を返します", "it returns a pair of tensors", *what)
    assert all(r.requires_grad for r in results), say("計算の途中で勾配を切っていませんか", "is the gradient cut off on the way?", *what)
    mixed = [unforeseen(r) for r in results]
    grads = torch.autograd.grad(sum((r * m).sum() for r, m in zip(results, mixed)), (Q, K, V), allow_unused=True)
    way = [unforeseen(x) for x in (Q, K, V)]  # all three move at once; central differences, right to 1e-9 or so in float64
    ahead, behind = ([(r * m).sum() for r, m in zip(attend(*[(x + h * d).detach() for x, d in zip((Q, K, V), way)], mask), mixed)] for h in (1e-5, -1e-5))
    slope = (sum(ahead) - sum(behind)) / 2e-5
    assert close(sum((g * d).sum() for g, d in zip(grads, way) if g is not None), slope, 1e-7), say("数値微分と合いません", "it disagrees with the numerical derivative", *what)
for mask in (torch.zeros(2, 3).bool(), torch.tensor([[0, 1, 0], [0, 0, 0]]).bool()):
    inputs = [(200 * x.detach().float()).requires_grad_() for x in (Q, K, V)]
    grads = torch.autograd.grad(sum(r.sum() for r in attend(*inputs, mask)), inputs, allow_unused=True)
    assert all(g is None or g.isfinite().all() for g in grads), say("どのキーも見えない行から NaN の勾配が流れます", "a row that sees no key sends NaN gradients", f"mask {mask.tolist()}", "q3-mask-empty-row")
assert asks(), say(*CONSTANT, case((2,), *SIZES[0]), "q3-softmax")
HOLDS.add("q3-gradient")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q3-inputs", "grade": true, "points": 1}
# 引数は変わらず、結果は引数だけで決まります。 / Arguments stay as they were, and they alone decide the result.
### BEGIN HIDDEN TESTS
torch.manual_seed(10)
calls = [qkv(lead, *sizes, dtype) for lead, sizes, dtype in [((2,), SIZES[0], torch.float32), ((2,), SIZES[3], torch.float64), ((3,), SIZES[1], torch.float32)]]
calls += [[*c, F.pad(torch.rand(*c[0].shape[:-1], c[1].shape[-2] - 1) < 0.6, (1, 0), value=True).to(dtype)] for c in calls for dtype in (torch.bool, torch.int64)]
calls.append([*qkv((), 4, 5, 3, 2), torch.tensor([[0, 1, 0, 1, 0], [0, 0, 0, 0, 0], [0, 1, 1, 0, 1], [0, 0, 0, 1, 1]]).bool()])  # a row and a column without True
first = []
for arguments in calls:
    before = [a.clone() for a in arguments]
    first.append([r.clone() for r in pair(scaled_dot_product_attention(*arguments))])
    for name, a, b in zip(["Q", "K", "V", "mask"], arguments, before):
        what = f"Q {tuple(before[0].shape)}, mask {before[3].dtype if len(before) > 3 else None}"
        assert torch.equal(a, b), say(f"引数 {name} を書き換えています。/= や *= を使いませんでしたか", f"the argument {name} was changed: did you use /= or *=?", what)
for n in (2, 0, 5, 1, 3):
    again = attend(*calls[n])
    assert all(map(close, again, first[n])), say("同じ引数なのに、前の呼び出しによって結果が変わります", "the same arguments give another result after other calls", f"Q {tuple(calls[n][0].shape)}", "q3-mask-empty-row")
assert first[0][1].dim() == 3 and varies(first[0][1]), say("重みがどこでも同じか、0 から 1 の数ではありません。Q と K から計算していますか", "all weights are the same, or not between 0 and 1: are they computed from Q and K?", f"Q {tuple(calls[0][0].shape)}")
HOLDS.add("q3-inputs")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 割らなくても学習できるでしょうか

あなたの関数で、辞書を学習させます。16 個のキーとバリューがあり、バリューは 16 種類の札 (ワンホットベクトル) です。クエリ $i$ がキー $i$ の札を返すように、クエリとキーの**両方**を勾配で動かします。割らない場合は、クエリに $\sqrt d$ を掛けて打ち消します。

次元 $d = 4$、$64$、$1024$ で、正しい札を返すクエリの割合は、割る場合と割らない場合でどう違うと思いますか。割らない場合の予想を書いてから、実行してください。
"""

# %% [markdown] lang="en"
r"""
## Can it learn without the division?

Your function learns to be a dictionary. There are 16 keys; the values are 16 different labels (one-hot vectors). Query $i$ is to return the label of key $i$, and gradients move **both** queries and keys. To leave the division out, queries are multiplied by $\sqrt d$.

For $d = 4$, $64$ and $1024$, what share of the queries returns the right label, with the division and without? Write down your prediction for "without", then run.
"""

# %%
predicted_share = {4: None, 64: None, 1024: None}  # 0 から 1 の数 / numbers from 0 to 1

# %% nbgrader={"grade_id": "q3-lookup", "locked": true} tags=["experiment", "nbval-ignore-output"]
def learn_lookup(d, divided, seed, n=16, steps=150):
    """n 個のクエリとキーを学習します。-> (正しい札に着いたクエリの割合、最後の損失)
    ---
    Train n queries and n keys -> (the share of queries that end at their own label, the last loss).
    """
    generator = torch.Generator().manual_seed(seed)
    queries, keys = (torch.randn(n, d, generator=generator).requires_grad_() for _ in "qk")
    labels, undo = torch.eye(n), 1.0 if divided else d**0.5
    optimizer = torch.optim.Adam([queries, keys], lr=0.03)
    for _ in range(steps):
        output, _ = scaled_dot_product_attention(queries * undo, keys, labels)
        loss = (output - labels).pow(2).sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return float((output.argmax(-1) == labels.argmax(-1)).float().mean()), loss.item()


dims, seeds = (4, 16, 64, 256, 1024), range(3)
results = {divided: [[learn_lookup(d, divided, seed) for seed in seeds] for d in dims] for divided in (True, False)}
fig, ax = plt.subplots(figsize=(7, 3))
for divided, marker in ((True, "o"), (False, "s")):
    shares = torch.tensor([[share for share, _ in runs] for runs in results[divided]])
    ax.plot(dims, shares.mean(1), marker=marker, label="divided by √d" if divided else "not divided")
    ax.scatter([d for d in dims for _ in seeds], shares.flatten(), s=12, color=ax.lines[-1].get_color())
ax.set(xscale="log", xlabel="d", ylabel="queries at the right label", ylim=(0, 1.05))
ax.legend()
plt.show()
mean = {
    (divided, d): tuple(torch.tensor(runs).mean(0).tolist())
    for divided in results
    for d, runs in zip(dims, results[divided])
}
for d in dims:
    guess = predicted_share.get(d)
    said = "" if guess is None else f" (you said {guess})"
    print(f"d = {d:4}   right: divided {mean[True, d][0]:.2f}, not {mean[False, d][0]:.2f}{said}"
          f"   loss: {mean[True, d][1]:.2f}, {mean[False, d][1]:.2f}")
assert all(mean[True, d][0] > 0.9 for d in dims)
assert mean[False, 4][0] > 0.9 and mean[False, 1024][0] < 0.4  # what the text below claims

# %% [markdown] lang="ja"
r"""
<details><summary>図から読み取れること</summary>

$d = 4$ では、割っても割らなくても学習できます。差は $d$ とともに開き、$d = 1024$ では、割らないと大部分のクエリが間違ったキーに張り付いたままになります。張り付いた重みはほぼ 0 か 1 で、正しいキーへ向かう勾配がほとんど流れないからです。$\sqrt{d}$ で割れば、どの $d$ でも学習できます。つまり $\sqrt{d}$ が効くのは「次元が大きいとき」です。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the picture shows</summary>

At $d = 4$ it learns with the division and without. The gap opens as $d$ grows: at $d = 1024$, undivided, most queries stay stuck on a wrong key. Weights that are stuck are close to 0 or 1 and let hardly any gradient through to the right key. Divided by $\sqrt{d}$, it learns for every $d$. So the division matters where the dimension is large, and only there.

</details>
"""

# %% [markdown] lang="ja"
r"""
## 因果マスク

言語モデルでは、位置 $i$ は自分自身と、それより前の位置だけを見ます。下の図は、同じ 6 個の単語の注意の重みを、マスクなしとありで描いたものです。あなたの `causal_mask` で同じ形になるでしょうか。

![因果マスクをかけた注意の重み](expected:q3-causal-picture)
"""

# %% [markdown] lang="en"
r"""
## The causal mask

In a language model, position $i$ sees itself and the positions before it. The picture shows the attention weights of the same six words without the mask and with it. Does your `causal_mask` give this shape?

![attention weights under a causal mask](expected:q3-causal-picture)
"""

# %% nbgrader={"grade_id": "q3-causal-mask", "solution": true}
def causal_mask(seq_len: int) -> torch.Tensor:
    """因果マスク：真偽値の (seq_len, seq_len) で、(i, j) は j <= i のとき True です。seq_len は 1 以上で、
    呼び出すたびに新しいテンソルを返します。

    >>> causal_mask(2).tolist()
    [[True, False], [True, True]]

    ---
    A boolean mask (seq_len, seq_len): entry (i, j) is True where j <= i.  seq_len is at least 1;
    each call returns a new tensor.

    >>> causal_mask(2).tolist()
    [[True, False], [True, True]]
    """
    ### BEGIN SOLUTION
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：最初に考えること</summary>

最初の単語には、見える位置がいくつありますか。最後の単語にはいくつですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

すべて True の正方形から三角形を切り出すか、行の番号と列の番号を比べます。対角線がどちらに入るかを確かめてください。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

How many positions does the first word see? How many does the last one?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Cut a triangle out of a square of True, or compare row numbers with column numbers. Check on which side the diagonal falls.

</details>
"""

# %% nbgrader={"grade_id": "q3-causal-mask-try", "locked": true}
assert causal_mask(3).tolist() == [[True, False, False], [True, True, False], [True, True, True]], (
    f"自分自身は見えますか: {causal_mask(3).int().tolist()} / does a position see itself? {causal_mask(3).int().tolist()}"
)

# %% nbgrader={"grade_id": "q3-causal-picture", "locked": true} tags=["experiment"]
words = "the black cat sat down quietly".split()
x = torch.randn(len(words), 8, generator=torch.Generator().manual_seed(0))
fig, axes = plt.subplots(1, 2, figsize=(8, 3.5))
for ax, mask, name in zip(axes, (None, causal_mask(len(words))), ("no mask", "causal mask")):
    _, weights = scaled_dot_product_attention(x, x, x, mask)
    ax.imshow(weights, vmin=0, vmax=1, cmap="viridis")
    ax.set_xticks(range(len(words)), words, rotation=45)
    ax.set_yticks(range(len(words)), words)
    ax.set(title=name, xlabel="key", ylabel="query")
fig.tight_layout()
plt.show()

# %% nbgrader={"grade_id": "q3-causal", "grade": true, "points": 1}
# 因果マスクは真偽値で、自分と過去だけが True です。 / The causal mask is boolean and True for itself and the past only.
### BEGIN HIDDEN TESTS
for T in (5, 1, 2, 7, 33, 700, 3, 5, 1):
    mask, position = causal_mask(T), torch.arange(T)
    assert mask.shape == (T, T) and mask.dtype == torch.bool, say("形 (T, T) の真偽値ですか", "is it boolean, of shape (T, T)?", f"seq_len = {T}")
    assert torch.equal(mask, position[None, :] <= position[:, None]), say("対角線と三角の向きを確かめてください", "check the diagonal and the triangle", f"seq_len = {T}")
    with torch.inference_mode():
        mask.fill_(False)  # who asks again gets the mask again
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## どのキーも見えない行

三つの流儀を比べます。$-\infty$ だけの行のソフトマックスはどうなるでしょうか。$-\infty$ の代わりに $-10^9$ を使うと、どうでしょうか。次のセルに予想を書いてから、その下を実行してください。
"""

# %% [markdown] lang="en"
r"""
## A row that sees nothing

Three habits compared. What is the softmax of a row of $-\infty$ alone? And with $-10^9$ in place of $-\infty$? Write your prediction into the next cell, then run the one below it.
"""

# %%
# 三つのキーの重みを、[0.5, 0.5, 0] のような形で / the weights of three keys, in a form like [0.5, 0.5, 0]
predicted_rows = {"-inf": None, "-1e9": None}

# %% nbgrader={"grade_id": "q3-empty-rows", "locked": true} tags=["experiment"]
scores, nothing = torch.tensor([[0.3, 1.2, -0.7]]), torch.tensor([[False, False, False]])
for name, low in {"-inf": -math.inf, "-1e9": -1e9}.items():
    row, guess = scores.masked_fill(~nothing, low).softmax(-1)[0], predicted_rows[name]
    said = f"予想は {guess} / you said {guess}" if guess is not None else "まだ予想がありません / no prediction yet"
    print(f"{name}:        {[round(x, 3) for x in row.tolist()]}   ({said})")
_, weights = scaled_dot_product_attention(torch.ones(1, 1), scores.T, torch.ones(3, 2), nothing)
print("this course: ", weights[0].tolist())

# %% [markdown] lang="ja"
r"""
<details><summary>答え</summary>

$-\infty$ だけの行は NaN になり、その NaN は後の層すべてに広がります。$-10^9$ を使うと、禁止したはずのキーを一様に平均してしまいます。このコースの決まりは 0 です。

</details>

## テストを書く

今度は採点する側になります。`check_attention(attention)` は、渡された実装を試し、**誤った実装には AssertionError を出し、正しい実装は (書き方が違っても) 通す**関数です。誤った実装そのものが出すエラーは、そのまま通してもかまいません。

採点では、正しい実装と、次の種類の誤りを一つずつ含む実装を渡します。得点は「見つけた誤りの割合 (種類ごとの平均) − 拒んだ正しい実装の割合」に比例します。同じ実装を何度か渡します。判定が変わると、正しい実装なら一つにつき満点の 1/4、誤った実装なら 1/2 を引きます。採点のあと、拒んだ実装と、見逃した誤りの種類を示します。

* 割り方：割らない、別の数で割る
* ソフトマックスの軸
* 転置の軸 (先頭の次元の数が変わるとき)
* 混ぜるもの、返すもの
* マスクの意味と、ブロードキャスト
* マスクのかけ方 (ソフトマックスの前か後か、何を入れるか)
* 数のマスク
* どのキーも見えない行
* 大きなロジット
* 結果の型
* 勾配
* 引数の書き換え
"""

# %% [markdown] lang="en"
r"""
<details><summary>Answer</summary>

A row of $-\infty$ alone is NaN, and the NaN spreads through every later layer. With $-10^9$ the row averages the very keys that were forbidden. Our decision is 0.

</details>

## Write tests

Now you are the one who grades. `check_attention(attention)` tries an implementation: it **raises an AssertionError for a broken one and passes a sound one, however it is written**. An error that the broken one itself raises may pass through.

To score it, we hand it sound implementations, and others with one mistake each, of the following kinds. Your score is the share of mistakes that you catch (averaged over the kinds) minus the share of sound implementations that you refuse. The same implementation is handed over several times. A verdict that changes costs a quarter of the points for each sound implementation, and half for a broken one. After grading you are told which sound ones were refused and which kinds of mistakes passed.

* the division: none, or by another number
* the axis of the softmax
* the axes of the transpose (when the number of leading dimensions changes)
* what is mixed and what is returned
* what a mask means, and how it broadcasts
* how a mask is applied (before or after the softmax, with which number)
* masks of numbers
* rows that see no key
* large logits
* the type of the results
* gradients
* changed arguments
"""

# %% nbgrader={"grade_id": "q3-check-attention", "solution": true}
def check_attention(attention) -> None:
    """`attention` が正しい scaled_dot_product_attention でなければ AssertionError を出します。

    attention: 関数 (Q, K, V, mask=None) -> (出力, 重み)
    試してよい入力は、scaled_dot_product_attention の説明が許すものです。同じ実装なら、判定はいつも同じです。
    採点では、100 ほどの実装を合わせて 1 分以内に調べます。一つの実装を呼ぶのは、200 回もあれば十分です。
    ---
    Raise AssertionError if `attention` is no sound scaled_dot_product_attention.

    attention: a function (Q, K, V, mask=None) -> (output, attention_weights)
    You may try whatever input the description of scaled_dot_product_attention allows.
    The verdict on one implementation is always the same.
    Grading tries about a hundred implementations, all within a minute: 200 calls of each are plenty.
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
    assert not nothing.any()
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
    assert attention(Q, K, V)[1].requires_grad
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：最初に考えること</summary>

何と比べれば、自分の実装に頼らずに正しさがわかるでしょうか (`F.scaled_dot_product_attention`、性質、手計算)。正しい実装どうしでも、足す順序が違えば最後の桁は違います。どれだけの差を許しますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

まず、大きさがすべて違う入力で、出力と重みの両方を比べます。次に、先頭の次元の数、マスクの形と型、行、ロジットの大きさ、型を一つずつ変えて同じことをします。最後に、勾配と、引数が前後で同じことを調べます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

What can you compare with, without relying on your own implementation? (`F.scaled_dot_product_attention`, properties, a calculation by hand.) Two sound implementations may add in another order and differ in their last digits: how much do you allow?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

First compare output and weights on inputs whose sizes all differ. Then do the same with one thing changed at a time: the leading dimensions, the mask's shape and type, its rows, the size of the logits, the number type. Last, look at gradients, and at the arguments before and after.

</details>
"""

# %% nbgrader={"grade_id": "q3-check-attention-try", "locked": true}
def in_another_order(Q, K, V, mask=None):
    """あなたの関数を、逆順のキーとバリューで、float64 で使います。正しい実装ですが、末尾の桁が違います。
    ---
    Your own function, keys and values in reverse order, in float64: sound, but the last digits differ.
    """
    if mask is not None and mask.shape[-1] > 1:
        mask = mask.flip(-1)
    output, weights = scaled_dot_product_attention(Q.double(), K.flip(-2).double(), V.flip(-2).double(), mask)
    return output.to(Q.dtype), weights.flip(-1).to(Q.dtype)


def no_scale(Q, K, V, mask=None):
    """誤った実装：√d_k で割りません。 / Broken: nothing is divided by √d_k."""
    return scaled_dot_product_attention(Q * math.sqrt(Q.shape[-1]), K, V, mask)


check_attention(scaled_dot_product_attention)  # ここで止まれば、自分の実装を拒んでいます / stops here: it refuses your own
check_attention(in_another_order)  # ここで止まれば、書き方の違う正しい実装を拒んでいます / stops here: it refuses a sound one
try:
    check_attention(no_scale)
except AssertionError:
    print("√d_k で割らない実装を見つけました / the missing √d_k was caught")
else:
    raise AssertionError("√d_k で割らない実装が通りました / an implementation without √d_k passed")

# %% nbgrader={"grade_id": "q3-own-tests", "grade": true, "points": 3}
# check_attention は正しい実装を通し、誤った実装を見つけます（得点は割合に比例）。 / check_attention passes sound implementations and catches broken ones (scored by share).
### BEGIN HIDDEN TESTS
# BANK scaled_dot_product_attention
import random

KINDS = {
    "割り方 / the division": "no_scale divides_by_d_k sqrt_of_length sqrt_of_value_dim multiplies_by_sqrt",
    "ソフトマックスの軸 / the axis of the softmax": "softmax_over_queries softmax_over_batch scale_after_softmax",
    "転置の軸 / the axes of the transpose": "reshape_for_transpose transposes_axes_zero_one transposes_axes_one_two",
    "混ぜるもの、返すもの / what is mixed and returned": "keys_for_values logits_returned returns_in_other_order unmasked_weights_returned",
    "マスクの意味とブロードキャスト / what a mask means, how it broadcasts": "mask_inverted mask_ignored mask_of_first_row_only",
    "マスクのかけ方 / how a mask is applied": "mask_after_softmax mask_as_zero_logit mask_minus_ten",
    "数のマスク / masks of numbers": "mask_bitwise_not_of_numbers",
    "どのキーも見えない行 / rows that see no key": "nan_in_empty_rows uniform_empty_rows",
    "大きなロジット / large logits": "naive_exp",
    "結果の型 / the type of the results": "always_float32",
    "勾配 / gradients": "detached_weights returned_weights_detached",
    "引数の書き換え / changed arguments": "scales_query_in_place opens_empty_rows_in_mask",
}


def implementation(source):
    names = {"torch": torch, "F": F, "math": math}
    exec(source, names)
    return names["scaled_dot_product_attention"]


def refuses(name, c):
    """Whether check_attention finds something.  c: the same implementation with other rounding, because (cQ)(K/c)ᵀ = QKᵀ."""
    attention = implementation(BANK[name])
    try:
        check_attention(lambda Q, K, V, mask=None: attention(Q, K, V, mask) if c == 1 else attention(c * Q, K / c, V, mask))
    except NotImplementedError:
        raise
    except Exception:  # the implementation itself may fail on a good test: that counts as caught
        return True
    return False


sound = "additive_mask einsum flattened_to_bmm float64_inside keys_added_one_by_one loop_over_queries pytorch_inside results_are_transposed_views scales_query_first".split()
names = [*(f"right/{name}" for name in sound), *(f"wrong/{name}" for kind in KINDS.values() for name in kind.split())]
order, verdicts = random.Random(3), {name: [] for name in names}
families = [f"wrong/{name}" for name in order.sample("no_scale divides_by_d_k multiplies_by_sqrt softmax_over_queries".split(), 2)]
asked = []
for numbers in ((3, 5, 7, 9), (11, 13, 15, 17, 19)):  # twice, in two orders: neither luck nor counting helps; and some broken ones as often as there are sound ones, so that agreeing with others proves nothing
    round_of = [*((name, 1) for name in names), *((name, c) for name in families for c in numbers)]
    asked += order.sample(round_of, len(round_of))
begin = next(n for n, (name, _) in enumerate(asked) if name in families)
for name, c in asked[begin:] + asked[:begin]:  # a broken one first, of those that never fail: it is no truth to compare with
    verdicts[name].append(refuses(name, c))
refused = [name for name in sound if any(verdicts[f"right/{name}"])]
caught = {kind: [all(verdicts[f"wrong/{name}"]) for name in names.split()] for kind, names in KINDS.items()}
for name in refused:
    ja, en = (BANK[f"right/{name}"].split(f"\n{lang}: ")[1].split("\n")[0] for lang in ("ja", "en"))
    print(f"拒まれた正しい実装: {ja} / a sound implementation was refused: {en}")
for kind, found in caught.items():
    if not all(found):
        ja, en = kind.split(" / ")
        print(f"見逃した誤りの種類: {ja} ({found.count(False)}) / a kind of mistake that passed: {en} ({found.count(False)})")
wavering = [name for name in refused if not all(verdicts[f"right/{name}"])]  # its verdict hangs on chance, or on what it was asked before
if wavering:
    print(f"同じ正しい実装を、一度は拒み、一度は通しました ({len(wavering)} 個) / a sound implementation was refused once and passed once ({len(wavering)} of them)")
swayed = [name for name in families if any(verdicts[name]) and not all(verdicts[name])]
if swayed:
    print(f"同じ誤った実装を、見つけたり見逃したりしました ({len(swayed)} 個) / a broken implementation was sometimes caught and sometimes not ({len(swayed)} of them)")
share = sum(sum(found) / len(found) for found in caught.values()) / len(caught) - len(refused) / len(sound) - len(wavering) / 4 - len(swayed) / 2
round(3 * max(0, share), 2)  # nbgrader reads this as partial credit
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## さらに学ぶために

* `Q` を先に $1/\sqrt{d_k}$ 倍しても、結果は数学的に同じです。半精度ではどちらが安全でしょうか。
* 長い列では、$T_q \times T_k$ の行列を作らずに同じ結果を得る方法があります (Dao ほか 2022, FlashAttention, [arXiv:2205.14135](https://arxiv.org/abs/2205.14135))。
* マスクの意味はライブラリごとに違います。使う前に、一か所だけ False (0) のマスクで試すのが安全です。
"""

# %% [markdown] lang="en"
r"""
## Going further

* Multiplying `Q` by $1/\sqrt{d_k}$ first gives the same result mathematically. Which is safer in half precision?
* For long sequences the same result can be had without ever forming the $T_q \times T_k$ matrix (Dao et al. 2022, FlashAttention, [arXiv:2205.14135](https://arxiv.org/abs/2205.14135)).
* What a mask means differs between libraries. Before you use one, try a mask with a single False (0).
"""
