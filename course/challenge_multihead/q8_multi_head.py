# %% [markdown] lang="ja"
r"""
# チャレンジ 問題 8　マルチヘッド注意 (multi-head attention)

**できるようになること**　マルチヘッド注意を書き、ヘッド (head) どうしの違いを数で表し、学習したヘッドがそれぞれ何をしているかを、取り除いて確かめられるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 90 分 | ★★★ | 16 点 |

**最後の図が答える問い**　ヘッドは本当に仕事を分担するのでしょうか。どんな課題なら分担するでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Challenge, problem 8: multi-head attention

**What you will be able to do.** Write multi-head attention, put a number on how much the heads differ, and find out what a trained head does by removing it.

| time | difficulty | points |
|---|---|---|
| 90 min | ★★★ | 16 |

**The question that the last picture answers.** Do heads really divide the work? And on which task do they?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

一つの位置が、同時に複数の場所を見たいことがあります。マルチヘッド注意は、幅 $d_{model}$ を $H$ 個の幅 $d_h = d_{model}/H$ に分け、それぞれで別々に注意を計算します (Vaswani ほか 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), 3.2.2 節)。

$$\mathrm{head}_h = \mathrm{softmax}\!\left(\frac{Q_h K_h^\top}{\sqrt{d_h}}\right) V_h,\qquad \mathrm{output} = W_o\,[\mathrm{head}_1; \dots; \mathrm{head}_H]$$

$Q_h$ は $W_q$ の出力の $h$ 番目の**連続した** $d_h$ 列です（$K_h$、$V_h$ も同様）。ヘッドは番号の順に連結します。

**手で確かめる例**　$d_{model} = 6$、$H = 3$ なら $d_h = 2$ で、ヘッド 0 は列 0–1、ヘッド 1 は列 2–3、ヘッド 2 は列 4–5 を使います。形は `(B, T, 6)` → `(B, T, 3, 2)` → `(B, 3, T, 2)` と変わります。

### 予想してみましょう

`x.view(B, H, T, d_h)` と `x.view(B, T, H, d_h).transpose(1, 2)` は、形が同じです。中身も同じでしょうか。

<details><summary>答え</summary>

違います。前者は時間の方向に切り分けてしまい、一つのヘッドに、あるトークンの全部の列と別のトークンの列が混ざります。エラーは出ないので、公開されている実装にもよく見られる誤りです。

</details>
"""

# %% [markdown] lang="en"
r"""
## The idea

One position may want to look at several places at once. Multi-head attention splits the width $d_{model}$ into $H$ widths $d_h = d_{model}/H$ and attends in each separately (Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), section 3.2.2).

$$\mathrm{head}_h = \mathrm{softmax}\!\left(\frac{Q_h K_h^\top}{\sqrt{d_h}}\right) V_h,\qquad \mathrm{output} = W_o\,[\mathrm{head}_1; \dots; \mathrm{head}_H]$$

$Q_h$ is the $h$-th block of $d_h$ **contiguous** columns of what $W_q$ returns, and so for $K_h$ and $V_h$. The heads are joined in the order of their numbers.

**An example to check by hand.** With $d_{model} = 6$ and $H = 3$, $d_h = 2$: head 0 has columns 0–1, head 1 columns 2–3, head 2 columns 4–5. The shapes are `(B, T, 6)` → `(B, T, 3, 2)` → `(B, 3, T, 2)`.

### Predict

`x.view(B, H, T, d_h)` and `x.view(B, T, H, d_h).transpose(1, 2)` have the same shape. Do they hold the same?

<details><summary>Answer</summary>

No. The first cuts along time: one head gets all columns of some tokens and none of others. There is no error message, and so the mistake is common in public code.

</details>
"""

# %% nbgrader={"grade_id": "q8-setup", "locked": true}
import math

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)  # for tensors as small as these, one thread is the fastest

# %% nbgrader={"grade_id": "q8-layer", "solution": true}
class MultiHeadAttention(nn.Module):
    """Multi-head attention with queries from one sequence, keys and values from another (or the same).

    d_model: width; n_heads must divide it, else ValueError
    Layers: W_q, W_k, W_v, W_o, each nn.Linear(d_model, d_model).
    """

    def __init__(self, d_model: int, n_heads: int):
        super().__init__()
        ### BEGIN SOLUTION
        if d_model % n_heads:
            raise ValueError(f"d_model = {d_model} cannot be divided into {n_heads} heads")
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))
        ### END SOLUTION

    def forward(self, query, key, value, mask=None):
        """query: (B, T_q, d_model); key, value: (B, T_k, d_model)

        mask: None or (T_q, T_k), (B, T_q, T_k) or (B, H, T_q, T_k), True = may be attended to
        Returns (output (B, T_q, d_model), weights (B, H, T_q, T_k)).
        """
        ### BEGIN SOLUTION
        q, k, v = (self._split(W(x)) for W, x in [(self.W_q, query), (self.W_k, key), (self.W_v, value)])
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (B, H, T_q, T_k)
        if mask is not None:
            if mask.dim() == 3:
                mask = mask.unsqueeze(1)  # (B, 1, T_q, T_k): the same for every head
            scores = scores.masked_fill(mask == 0, -math.inf)
        weights = scores.softmax(dim=-1)  # (B, H, T_q, T_k)
        joined = (weights @ v).transpose(1, 2).flatten(2)  # (B, T_q, d_model)
        return self.W_o(joined), weights

    def _split(self, x):
        return x.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)  # (B, H, T, d_h)
        ### END SOLUTION

# %% nbgrader={"grade_id": "q8-layer-try", "locked": true}
layer = MultiHeadAttention(6, 3)
output, weights = layer(torch.randn(2, 4, 6), torch.randn(2, 5, 6), torch.randn(2, 5, 6))
assert output.shape == (2, 4, 6), f"出力の形は (B, T_q, d_model) です / the output has the shape (B, T_q, d_model); got {tuple(output.shape)}"
assert weights.shape == (2, 3, 4, 5), f"重みの形は (B, H, T_q, T_k) です / weights have the shape (B, H, T_q, T_k); got {tuple(weights.shape)}"

# %% nbgrader={"grade_id": "q8-layers", "grade": true, "points": 1}
# 四つの線形層があり、割り切れないヘッド数は ValueError です。 / Four linear layers; a number of heads that does not divide d_model is a ValueError.
### BEGIN HIDDEN TESTS
shapes = {name: tuple(value.shape) for name, value in MultiHeadAttention(12, 3).state_dict().items()}
assert shapes == {f"W_{n}.{kind}": shape for n in "qkvo" for kind, shape in [("weight", (12, 12)), ("bias", (12,))]}, "W_q、W_k、W_v、W_o はどれも nn.Linear(d_model, d_model) です / W_q, W_k, W_v, W_o are nn.Linear(d_model, d_model)"
for d_model, n_heads in [(10, 3), (4, 8)]:
    try:
        MultiHeadAttention(d_model, n_heads)
    except ValueError:
        continue
    raise AssertionError("d_model が n_heads で割り切れないとき ValueError を出しますか / is there a ValueError if n_heads does not divide d_model?")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-heads", "grade": true, "points": 2}
# 各ヘッドは、連続した列だけを使う一つの注意です。 / Each head is one attention over its own contiguous columns.
### BEGIN HIDDEN TESTS
torch.manual_seed(1)
for d_model, n_heads, T in [(12, 3, 5), (8, 4, 3), (6, 1, 4)]:
    layer, x, d_h = MultiHeadAttention(d_model, n_heads), 2 * torch.randn(2, T, d_model), d_model // n_heads
    state = layer.state_dict()
    q, k, v = (F.linear(x, state[f"W_{n}.weight"], state.get(f"W_{n}.bias")) for n in "qkv")
    columns = [slice(h * d_h, (h + 1) * d_h) for h in range(n_heads)]
    heads = [F.scaled_dot_product_attention(q[..., c], k[..., c], v[..., c]) for c in columns]
    maps = [F.scaled_dot_product_attention(q[..., c], k[..., c], torch.eye(T).expand(2, T, T)) for c in columns]
    output, weights = layer(x, x, x)
    assert torch.allclose(weights, torch.stack(maps, 1), atol=1e-5), f"H={n_heads} のヘッドの重みが違います。どこで切り分け、何で割りましたか / weights differ for H={n_heads}: where do you split, what do you divide by?"
    expected = F.linear(torch.cat(heads, -1), state["W_o.weight"], state.get("W_o.bias"))
    assert torch.allclose(output, expected, atol=1e-5), f"H={n_heads} の出力が違います。ヘッドの順に連結し、W_o を使いましたか / output differs for H={n_heads}: joined in order, passed through W_o?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-pytorch", "grade": true, "points": 1}
# 重みを写すと nn.MultiheadAttention と一致します。 / With its weights copied, nn.MultiheadAttention agrees.
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
layer, x = MultiHeadAttention(12, 3), torch.randn(2, 5, 12)
state, theirs = layer.state_dict(), nn.MultiheadAttention(12, 3, batch_first=True)
theirs.load_state_dict({"in_proj_weight": torch.cat([state[f"W_{n}.weight"] for n in "qkv"]), "in_proj_bias": torch.cat([state[f"W_{n}.bias"] for n in "qkv"]),
                        "out_proj.weight": state["W_o.weight"], "out_proj.bias": state["W_o.bias"]})
causal = torch.ones(5, 5).tril().bool()
expected, maps = theirs(x, x, x, attn_mask=~causal, average_attn_weights=False)  # their True forbids
output, weights = layer(x, x, x, causal)
assert torch.allclose(output, expected, atol=1e-5), "nn.MultiheadAttention の出力と違います / the output differs from nn.MultiheadAttention"
assert weights.shape == maps.shape and torch.allclose(weights, maps, atol=1e-5), "ヘッドごとの重みを返していますか / do you return one map per head?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-cross", "grade": true, "points": 2}
# クエリ、キー、バリューは別の列でもよく、長さも違ってかまいません。 / Queries, keys and values may come from different sequences of different lengths.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
layer, query, key, value = MultiHeadAttention(12, 3), torch.randn(2, 4, 12), torch.randn(2, 7, 12), torch.randn(2, 7, 12)
state = layer.state_dict()
q, k, v = (F.linear(x, state[f"W_{n}.weight"], state.get(f"W_{n}.bias")).unflatten(-1, (3, 4)).transpose(1, 2) for n, x in zip("qkv", (query, key, value)))
expected = F.linear(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2), state["W_o.weight"], state.get("W_o.bias"))
output, weights = layer(query, key, value)
assert weights.shape == (2, 3, 4, 7), "重みの形は (B, H, T_q, T_k) です / weights have the shape (B, H, T_q, T_k)"
assert torch.allclose(output, expected, atol=1e-5), "キーとバリューを取り違えていませんか / are keys and values mixed up?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-mask", "grade": true, "points": 2}
# マスクは (T_q, T_k)、(B, T_q, T_k)、(B, H, T_q, T_k) のどれでも使えます。 / A mask may be (T_q, T_k), (B, T_q, T_k) or (B, H, T_q, T_k).
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
for B, H in [(3, 3), (2, 4)]:  # B = H would hide a batch mask that is taken for a mask of heads
    layer, query, key = MultiHeadAttention(12, H), torch.randn(B, 4, 12), torch.randn(B, 5, 12)
    for shape in [(4, 5), (B, 4, 5), (B, H, 4, 5)]:
        mask = torch.rand(shape) < 0.5
        mask[..., 2] |= ~mask.any(-1)
        full = {2: mask, 3: mask[:, None] if mask.dim() == 3 else mask, 4: mask}[mask.dim()].expand(B, H, 4, 5)
        for given in (mask, mask.int()):
            _, weights = layer(query, key, key, given)
            assert (weights.masked_select(~full) == 0).all(), f"形 {shape} のマスクで禁じたキーに重みがあります (B={B}, H={H}) / forbidden keys have weight for a mask {shape} (B={B}, H={H})"
            assert (weights.masked_select(full) > 0).all() and torch.allclose(weights.sum(-1), torch.ones(B, H, 4), atol=1e-5), f"形 {shape} のマスクで許したキーが使われていません / allowed keys are not used for a mask {shape}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-permutation", "grade": true, "points": 1}
# ヘッドの順序を、W_o の列と一緒に入れ替えても出力は同じです。 / Moving the heads together with W_o's columns changes no output.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
layer, x = MultiHeadAttention(12, 3), torch.randn(2, 5, 12)
state, moved = layer.state_dict(), MultiHeadAttention(12, 3)
columns = torch.arange(12).view(3, 4)[[2, 0, 1]].flatten()
swapped = {f"W_{n}.{kind}": state[f"W_{n}.{kind}"][columns] for n in "qkv" for kind in ("weight", "bias")}
moved.load_state_dict(swapped | {"W_o.weight": state["W_o.weight"][:, columns], "W_o.bias": state["W_o.bias"]})
(one, maps), (other, maps_moved) = layer(x, x, x), moved(x, x, x)
assert torch.allclose(one, other, atol=1e-5) and torch.allclose(maps[:, [2, 0, 1]], maps_moved, atol=1e-5), "ヘッドの順序が結果に影響しています / the order of the heads plays a part"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-gradient", "grade": true, "points": 1}
# すべての層とすべての入力に勾配が流れます。 / Gradients reach every layer and every input.
### BEGIN HIDDEN TESTS
torch.manual_seed(6)
layer, inputs = MultiHeadAttention(12, 3), [torch.randn(2, t, 12, requires_grad=True) for t in (4, 5, 5)]
layer(*inputs)[0].pow(2).sum().backward()
for name, p in [*layer.named_parameters(), *zip(["query", "key", "value"], inputs)]:
    if name != "W_k.bias":  # the same shift of all logits of a query: its gradient is truly 0
        assert p.grad is not None and float(p.grad.abs().sum()) > 0, f"{name} に勾配が流れません / no gradient reaches {name}"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## ヘッドの違いを測る

二つのヘッドの重み $w_h, w_{h'}$（キーの上の確率分布）の違いを、全変動距離 (total variation distance) で測ります。それを、すべてのヘッドの組、バッチ、クエリについて平均します。

$$D = \operatorname*{mean}_{h < h'}\ \operatorname*{mean}_{b,\,t}\ \tfrac12 \sum_k \left| w_h(k) - w_{h'}(k) \right|$$

全部のヘッドが同じなら 0、どの二つも別の場所だけを見ていれば 1 です。ヘッドが一つのときは 0 とします。
"""

# %% [markdown] lang="en"
r"""
## How much do heads differ?

The difference of two heads' weights $w_h, w_{h'}$ (probabilities over the keys) is their total variation distance, averaged over all pairs of heads, the batch and the queries.

$$D = \operatorname*{mean}_{h < h'}\ \operatorname*{mean}_{b,\,t}\ \tfrac12 \sum_k \left| w_h(k) - w_{h'}(k) \right|$$

It is 0 if all heads are alike and 1 if any two look at different places only. With one head it is 0.
"""

# %% nbgrader={"grade_id": "q8-diversity", "solution": true}
def attention_diversity(weights) -> float:
    """Mean total variation distance between the heads' weights, in [0, 1].

    weights: (B, H, T_q, T_k), rows that sum to 1
    """
    ### BEGIN SOLUTION
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-1) / 2  # (B, H, H, T_q)
    return float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
    ### END SOLUTION

# %% nbgrader={"grade_id": "q8-diversity-try", "locked": true}
eye = torch.eye(4)
assert abs(attention_diversity(torch.stack([eye, eye])[None])) < 1e-6, "同じヘッドの違いは 0 です / heads that are alike differ by 0"
assert abs(attention_diversity(torch.stack([eye, eye.roll(1, 0)])[None]) - 1) < 1e-6, "別の場所だけを見るヘッドの違いは 1 です / heads that look at different places differ by 1"

# %% nbgrader={"grade_id": "q8-diversity-value", "grade": true, "points": 3}
# 違いは、すべてのヘッドの組についての全変動距離の平均です。 / Diversity is the mean total variation distance over all pairs of heads.
### BEGIN HIDDEN TESTS
a, b, c = torch.eye(3), torch.eye(3).roll(1, 0), torch.full((3, 3), 1 / 3)
for heads, expected in [([a, a, b], 2 / 3), ([a, b, b], 2 / 3), ([a, b, a.roll(2, 0)], 1.0), ([a, c], 2 / 3), ([c, c, c], 0.0), ([a], 0.0), ([a, a, a, b], 1 / 2)]:
    value = attention_diversity(torch.stack(heads)[None])
    assert abs(value - expected) < 1e-5, f"{len(heads)} 個のヘッドで {expected:.3f} になるはずが {value:.3f} です / expected {expected:.3f} for {len(heads)} heads, got {value:.3f}"
torch.manual_seed(7)
w = torch.randn(4, 3, 5, 6).softmax(-1)
pairs = [0.5 * float((w[i, h, t] - w[i, g, t]).abs().sum()) for i in range(4) for t in range(5) for h in range(3) for g in range(h)]
value = attention_diversity(w)
assert abs(value - sum(pairs) / len(pairs)) < 1e-5 and 0 <= value <= 1, "すべての組、バッチ、クエリについて平均しましたか / is it the mean over all pairs, the batch and the queries?"
assert abs(attention_diversity(w[:, [2, 0, 1]]) - value) < 1e-5, "ヘッドの順序で値が変わります / the order of the heads plays a part"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 分担が必要な課題

多くの課題では、ヘッドは似たままでも損失が下がります。そこで、一つの位置が**三つの場所を同時に**見なければ解けない課題を作ります。8 種類の文字の列に対して、各位置で次の三つを答えます。

* 一つ前の文字
* 最初の文字
* 二つ前の文字

三つの答えには別々の出力を使い、ヘッドも三つにします。次の関数は、あなたの層を 300 段階だけ学習させ、正解率を調べます。
"""

# %% [markdown] lang="en"
r"""
## A task that needs several heads

On many tasks the loss falls while the heads stay alike. So we make one in which a position must look at **three places at once**. In a sequence of 8 kinds of letters, each position names

* the letter before,
* the first letter,
* the letter two back.

Each answer has its own output, and there are three heads. The function below trains your layer for 300 steps and measures accuracies.
"""

# %% nbgrader={"grade_id": "q8-task", "locked": true}
KINDS = LENGTH = 8
TASKS = ["one before", "first", "two before"]


class ThreeAnswers(nn.Module):
    """Letters and positions -> your attention layer -> three answers per position."""

    def __init__(self, attention, d_model):
        super().__init__()
        self.embed = nn.Linear(KINDS + LENGTH, d_model)
        self.attention = attention
        self.answer = nn.Linear(d_model, 3 * KINDS)

    def forward(self, x):
        h = self.embed(x)
        output, weights = self.attention(h, h, h)
        return self.answer(output).unflatten(-1, (3, KINDS)), weights  # (B, T, 3, KINDS), (B, H, T, T)


def batch(size, generator):
    letters = torch.randint(KINDS, (size, LENGTH), generator=generator)
    x = torch.cat([F.one_hot(letters, KINDS).float(), torch.eye(LENGTH).expand(size, -1, -1)], -1)  # (size, T, 16)
    targets = torch.stack([letters.roll(1, 1), letters[:, :1].expand(-1, LENGTH), letters.roll(2, 1)], -1)  # (size, T, 3)
    return x, targets


def train_heads(seed, n_heads=3, d_model=48, steps=300, tasks=(0, 1, 2)):
    """A trained model on the chosen tasks, and the diversity of its heads before training."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    model = ThreeAnswers(MultiHeadAttention(d_model, n_heads), d_model)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    before = None
    for _ in range(steps):
        x, targets = batch(64, generator)
        answers, weights = model(x)
        before = attention_diversity(weights.detach()) if before is None else before
        loss = sum(F.cross_entropy(answers[:, :, i].flatten(0, 1), targets[:, :, i].flatten()) for i in tasks)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model, before


def accuracies(model, without=None):
    """Accuracy of each task on fresh data; `without` zeroes what that head hands to W_o."""
    x, targets = batch(300, torch.Generator().manual_seed(99))
    W_o = model.attention.W_o.weight
    kept = W_o.detach().clone()
    with torch.no_grad():
        if without is not None:
            d_h = W_o.shape[1] // model(x)[1].shape[1]
            W_o[:, without * d_h : (without + 1) * d_h] = 0
        right = (model(x)[0].argmax(-1) == targets).float().mean((0, 1))  # (3,)
        W_o.copy_(kept)
    return right.tolist()

# %% nbgrader={"grade_id": "q8-trained", "grade": true, "points": 3}
# 学習したヘッドは分担します：違いが大きく、どのヘッドを除いても別の一つの答えだけが崩れます。 / Trained heads divide the work: they differ, and removing each one breaks one answer of its own.
### BEGIN HIDDEN TESTS
for seed in (0, 1):
    model, _ = train_heads(seed)
    x, _ = batch(300, torch.Generator().manual_seed(98))
    w = model(x)[1].detach()
    assert w.shape == (300, 3, 8, 8), "重みの形は (B, H, T_q, T_k) です / weights have the shape (B, H, T_q, T_k)"
    spread = sum(float((w[:, h] - w[:, g]).abs().sum(-1).mean()) / 2 for h in range(3) for g in range(h)) / 3
    assert spread > 0.45, f"ヘッドの違いが {spread:.2f} しかありません / the heads differ by {spread:.2f} only"  # sound layers reach 0.76 to 0.91 over ten seeds
    assert min(accuracies(model)) > 0.95, "三つの答えのどれかが学習できていません / one of the three answers is not learned"
    served = []
    for head in range(3):
        right = accuracies(model, without=head)
        assert min(right) < 0.5 and sorted(right)[1] > 0.9, "ヘッドを一つ除いたとき、崩れる答えは一つだけのはずです / removing one head should break one answer only"
        served.append(right.index(min(right)))
    assert sorted(served) == [0, 1, 2], "三つのヘッドは別々の答えを受け持つはずです / the three heads should serve different answers"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験：ヘッドは何をしているか

三つの乱数の種で学習し、学習前後の違いと、ヘッドを一つずつ除いたときの正解率を表にします。比べるために、答えが一つだけの課題でも学習します。
"""

# %% [markdown] lang="en"
r"""
## The experiment: what does each head do?

We train with three seeds and print the diversity before and after, and the accuracies with each head removed. For comparison, we also train on one answer only.
"""

# %% nbgrader={"grade_id": "q8-experiment", "locked": true} tags=["experiment", "nbval-ignore-output"]
import matplotlib.pyplot as plt

x, _ = batch(300, torch.Generator().manual_seed(98))
print("seed  diversity before -> after   accuracy: one before, first, two before")
for seed in (0, 1, 2):
    model, before = train_heads(seed)
    after = attention_diversity(model(x)[1])
    print(f"{seed:4}             {before:.2f} -> {after:.2f}    all heads      " + "  ".join(f"{a:.2f}" for a in accuracies(model)))
    assert after > 0.6 > 0.1 > before
    for head in range(3):
        print(f"                                 without head {head} " + "  ".join(f"{a:.2f}" for a in accuracies(model, head)))
for seed in (0, 1, 2):
    single, before = train_heads(seed, tasks=(0,))
    print(f"one answer only, seed {seed}: diversity {before:.2f} -> {attention_diversity(single(x)[1]):.2f}, accuracy {accuracies(single)[0]:.2f}")

fig, axes = plt.subplots(1, 3, figsize=(10, 3.4), sharey=True)
weights = model(x)[1].detach().mean(0)  # (H, T, T): the model of the last seed
for head, ax in enumerate(axes):
    lost = accuracies(model, head)
    served = TASKS[lost.index(min(lost))]
    ax.imshow(weights[head].numpy(), vmin=0, vmax=1, cmap="viridis")
    ax.set(title=f"head {head}: {served}", xlabel="key")
axes[0].set_ylabel("query")
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
**図から読み取れること**　三つのヘッドは、それぞれ「一つ前」の斜線、「最初」の縦線、「二つ前」の斜線になります。ヘッドの名前は人が付けたのではなく、そのヘッドを除いたときに崩れる答えから決めました。どの種でも、学習前の違いはほぼ 0、学習後は 0.8 を超え、一つのヘッドを除くと一つの答えだけが崩れます。どのヘッドがどの答えを受け持つかは、種によって違います。答えが一つだけの課題では、学習後の違いは 0.1 程度で、ヘッドは似たままです。分担は構造から自動的に生まれるのではなく、**課題が求めるときに**生まれます。

## さらに学ぶために

* 訓練済みのモデルでは、多くのヘッドを除いても性能がほとんど落ちないことが知られています (Michel, Levy, Neubig 2019, [arXiv:1905.10650](https://arxiv.org/abs/1905.10650))。
* `n_heads=4` や `n_heads=2` にすると、分担はどうなるでしょうか。
"""

# %% [markdown] lang="en"
r"""
**What the picture shows.** The three heads are the diagonal "one before", the column "first" and the diagonal "two before". Nobody named them: a head's title is the answer that breaks when it is removed. For every seed the diversity is near 0 before training and above 0.8 after it, and removing one head breaks one answer. Which head serves which answer differs between seeds. With one answer only, the diversity after training is about 0.1: the heads stay alike. Structure alone does not divide the work; **a task that asks for it** does.

## Going further

* In trained models, many heads can be removed at little cost (Michel, Levy, Neubig 2019, [arXiv:1905.10650](https://arxiv.org/abs/1905.10650)).
* Try `n_heads=4` and `n_heads=2`. How is the work divided then?
"""
