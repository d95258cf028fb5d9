# %% [markdown] lang="ja"
r"""
# 演習 2.2 問題 4　自己注意 (self-attention)

**できるようになること**　学習できる重みを持つ自己注意の層を書き、注意の様子を図に描き、重みを手で決めて「一つ前を見る」層を作れるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 75 分 | ★★☆ | 14 点 |

**最後の図が答える問い**　乱数の重み、手で決めた重み、学習した重みでは、注意の向きはどう違うでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.2, problem 4: self-attention

**What you will be able to do.** Write a self-attention layer with weights that learn, draw what it attends to, and set weights by hand so that each position looks at the one before.

| time | difficulty | points |
|---|---|---|
| 75 min | ★★☆ | 14 |

**The question that the last picture answers.** Where does a layer look with random weights, with weights set by hand, and with trained weights?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

自己注意では、クエリ (query)、キー (key)、バリュー (value) をどれも同じ入力 $x \in \mathbb{R}^{T \times d_{model}}$ から作ります。

$$Q = xW_q^\top,\quad K = xW_k^\top,\quad V = xW_v^\top,\qquad \mathrm{output} = \left[\mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right)V\right]W_o^\top$$

$W_q, W_k, W_v$ は $(d_k, d_{model})$、$W_o$ は $(d_{model}, d_k)$ の行列で、バイアスのない `nn.Linear` で表します。マスクは問題 3 と同じく **True = 注意してよい** です。

**手で確かめる例**　$T=2$、$d_{model}=d_k=1$、四つの重みがすべて 1 で $x = (1, 0)^\top$ なら、位置 0 のロジットは $(1, 0)$、重みは $(0.731, 0.269)$、出力は $0.731$ です。位置 1 のロジットは $(0, 0)$、出力は $0.5$ です。

### 予想してみましょう

マスクも位置の情報もない自己注意の層に、単語の順序を入れ替えた文を入れると、出力はどうなるでしょうか。

<details><summary>答え</summary>

同じ順序に入れ替わるだけで、値は変わりません（置換同変, permutation equivariance）。つまり、この層だけでは語順がわかりません。演習 2.3 の位置符号化が必要になる理由です。

</details>
"""

# %% [markdown] lang="en"
r"""
## The idea

In self-attention, queries, keys and values all come from the same input $x \in \mathbb{R}^{T \times d_{model}}$.

$$Q = xW_q^\top,\quad K = xW_k^\top,\quad V = xW_v^\top,\qquad \mathrm{output} = \left[\mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right)V\right]W_o^\top$$

$W_q, W_k, W_v$ are $(d_k, d_{model})$ and $W_o$ is $(d_{model}, d_k)$, each an `nn.Linear` without bias. As in problem 3, a mask that is **True allows**.

**An example to check by hand.** For $T=2$, $d_{model}=d_k=1$, all four weights 1 and $x = (1, 0)^\top$, position 0 has the logits $(1, 0)$, the weights $(0.731, 0.269)$ and the output $0.731$. Position 1 has the logits $(0, 0)$ and the output $0.5$.

### Predict

A self-attention layer has no mask and no information on positions. What happens to its output if the words of a sentence change places?

<details><summary>Answer</summary>

The outputs change places in the same way and keep their values (permutation equivariance). The layer alone cannot see word order: this is why exercise 2.3 adds positions.

</details>
"""

# %% nbgrader={"grade_id": "q4-setup", "locked": true}
import math

import matplotlib.pyplot as plt
import seaborn as sns
import torch
import torch.nn.functional as F
from torch import nn

# %% nbgrader={"grade_id": "q4-layer", "solution": true}
class SelfAttention(nn.Module):
    """Self-attention with one head.

    d_model: width of the input and the output
    d_k: width of queries, keys and values; None means d_model
    Layers: W_q, W_k, W_v (d_model -> d_k) and W_o (d_k -> d_model), nn.Linear without bias.
    """

    def __init__(self, d_model: int, d_k: int | None = None):
        super().__init__()
        ### BEGIN SOLUTION
        self.d_k = d_model if d_k is None else d_k
        self.W_q = nn.Linear(d_model, self.d_k, bias=False)
        self.W_k = nn.Linear(d_model, self.d_k, bias=False)
        self.W_v = nn.Linear(d_model, self.d_k, bias=False)
        self.W_o = nn.Linear(self.d_k, d_model, bias=False)
        ### END SOLUTION

    def forward(self, x, mask=None):
        """x: (B, T, d_model); mask: None or (T, T) or (B, T, T), True = may be attended to.

        Returns (output (B, T, d_model), weights (B, T, T)).
        """
        ### BEGIN SOLUTION
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)  # (B, T, d_k) each
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_k)  # (B, T, T)
        if mask is not None:
            scores = scores.masked_fill(mask == 0, -math.inf)
        weights = scores.softmax(dim=-1)  # (B, T, T)
        return self.W_o(weights @ v), weights
        ### END SOLUTION

# %% nbgrader={"grade_id": "q4-layer-try", "locked": true}
layer = SelfAttention(1)
with torch.no_grad():
    for linear in (layer.W_q, layer.W_k, layer.W_v, layer.W_o):
        linear.weight.fill_(1.0)
output, weights = (result.detach() for result in layer(torch.tensor([[[1.0], [0.0]]])))
assert output.shape == (1, 2, 1) and weights.shape == (1, 2, 2), f"形を確かめてください / check the shapes; got {tuple(output.shape)}, {tuple(weights.shape)}"
assert abs(float(output[0, 0]) - 0.731) < 1e-3, f"上の手計算と比べてください / compare with the example by hand: expected 0.731, got {float(output[0, 0]):.3f}"

# %% nbgrader={"grade_id": "q4-layers", "grade": true, "points": 1}
# 四つの線形層はバイアスがなく、形は決まりどおりで、ほかに重みはありません。 / Four linear layers without bias, of the right shapes, and no other weights.
### BEGIN HIDDEN TESTS
for d_model, d_k, width in [(6, 4, 4), (5, None, 5), (3, 8, 8)]:
    shapes = {name: tuple(value.shape) for name, value in SelfAttention(d_model, d_k).state_dict().items()}
    expected = {f"W_{n}.weight": (width, d_model) for n in "qkv"} | {"W_o.weight": (d_model, width)}
    assert shapes == expected, f"d_model={d_model}、d_k={d_k} の重みは {expected} です / the weights for d_model={d_model}, d_k={d_k}: {expected}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-weights", "grade": true, "points": 2}
# 注意の重みは softmax(QKᵀ/√d_k) です。 / Attention weights are softmax(QKᵀ/√d_k).
### BEGIN HIDDEN TESTS
torch.manual_seed(1)
for d_model, d_k, T in [(9, 4, 5), (3, 16, 2), (6, None, 7)]:
    layer, x = SelfAttention(d_model, d_k), torch.randn(2, T, d_model)
    state = layer.state_dict()
    q, k = 3 * x @ state["W_q.weight"].T, x @ state["W_k.weight"].T  # 3: far from uniform, so that a wrong scale shows
    layer.load_state_dict(state | {"W_q.weight": 3 * state["W_q.weight"]})
    expected = F.scaled_dot_product_attention(q, k, torch.eye(T).expand(2, T, T))
    assert torch.allclose(layer(x)[1], expected, atol=1e-5), f"d_model={d_model}、d_k={d_k} の重みが違います。何で割りましたか / weights differ for d_model={d_model}, d_k={d_k}: what did you divide by?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-output", "grade": true, "points": 2}
# 出力は、重みで混ぜたバリューを W_o に通したものです。 / The output is the mixed values, passed through W_o.
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
for d_model, d_k, T in [(6, 4, 5), (3, 8, 2), (5, None, 4)]:
    layer, x = SelfAttention(d_model, d_k), torch.randn(2, T, d_model)
    state = layer.state_dict()
    output, weights = layer(x)
    expected = weights @ (x @ state["W_v.weight"].T) @ state["W_o.weight"].T
    assert output.shape == x.shape, "出力の形は入力と同じです / the output has the input's shape"
    assert torch.allclose(output, expected, atol=1e-5), "W_v、重み、W_o の順に使い、ほかに何も足していませんか / W_v, then the weights, then W_o, and nothing added?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-equivariance", "grade": true, "points": 1}
# マスクがなければ、単語を入れ替えると出力も同じように入れ替わるだけです。 / Without a mask, moving the words only moves the outputs.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
layer, x, order = SelfAttention(6, 4), torch.randn(2, 5, 6), torch.tensor([3, 0, 4, 1, 2])
output, weights = layer(x)
moved, w_moved = layer(x[:, order])
assert torch.allclose(moved, output[:, order], atol=1e-5), "位置によって扱いが違います / positions are treated differently"
assert torch.allclose(w_moved, weights[:, order][:, :, order], atol=1e-5), "重みの行と列も一緒に入れ替わるはずです / rows and columns of the weights should move together"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-mask", "grade": true, "points": 2}
# マスクで禁じた位置の重みは 0 で、未来を変えても過去の出力は変わりません。 / Forbidden positions have weight 0, and changing the future changes no earlier output.
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
layer, x = SelfAttention(6, 4), torch.randn(2, 5, 6)
causal = torch.ones(5, 5).tril().bool()
output, weights = layer(x, causal)
assert (weights.masked_select(~causal) == 0).all() and torch.allclose(weights.sum(-1), torch.ones(2, 5), atol=1e-5), "返した重みに未来が残っているか、和が 1 ではありません / the returned weights see the future or do not sum to 1"
assert (weights.diagonal(dim1=1, dim2=2) > 0).all(), "自分自身は見えます / a position sees itself"
later = torch.cat([x[:, :3], torch.randn(2, 2, 6)], 1)
assert torch.allclose(layer(later, causal)[0][:, :3], output[:, :3], atol=1e-5), "未来を変えると過去の出力が変わります / changing the future changes earlier outputs"
assert not torch.allclose(layer(later, causal)[0][:, 3:], output[:, 3:], atol=1e-3), "見えるはずの位置が使われていません / positions that may be seen are not used"
per_row = torch.stack([causal, causal.T])  # another mask in each batch row
both = layer(x, per_row)[1]
assert (both.masked_select(~per_row) == 0).all(), "バッチごとに違うマスクが使われていません / a mask per batch row is not used"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-pytorch", "grade": true, "points": 1}
# 重みを写すと nn.MultiheadAttention (1 ヘッド) と一致します。 / With its weights copied, nn.MultiheadAttention (1 head) agrees.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
layer, x = SelfAttention(6), torch.randn(2, 5, 6)
theirs = nn.MultiheadAttention(6, 1, bias=False, batch_first=True)
state = layer.state_dict()
theirs.load_state_dict({"in_proj_weight": torch.cat([state[f"W_{n}.weight"] for n in "qkv"]), "out_proj.weight": state["W_o.weight"]})
causal = torch.ones(5, 5).tril().bool()
for mask, theirs_mask in [(None, None), (causal, ~causal)]:  # their True forbids
    expected, expected_weights = theirs(x, x, x, attn_mask=theirs_mask)
    output, weights = layer(x, mask)
    assert torch.allclose(output, expected, atol=1e-5) and torch.allclose(weights, expected_weights, atol=1e-5), "nn.MultiheadAttention と違います。層の役割を確かめてください / it differs from nn.MultiheadAttention: check which layer does what"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-gradient", "grade": true, "points": 1}
# 四つの重みすべてに勾配が流れます。 / Gradients reach all four weights.
### BEGIN HIDDEN TESTS
torch.manual_seed(6)
layer, x = SelfAttention(6, 4), torch.randn(2, 5, 6)
layer(x)[0].pow(2).sum().backward()
for name, parameter in layer.named_parameters():
    assert parameter.grad is not None and float(parameter.grad.abs().sum()) > 0, f"{name} に勾配が流れません / no gradient reaches {name}"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 注意を描く

横軸をキー（見られる側）、縦軸をクエリ（見る側）とするヒートマップです。行 $i$ は、位置 $i$ がどこを見ているかを表します。
"""

# %% [markdown] lang="en"
r"""
## Drawing attention

A heat map with keys (what is looked at) on x and queries (what looks) on y. Row $i$ shows where position $i$ looks.
"""

# %% nbgrader={"grade_id": "q4-plot", "solution": true}
def plot_attention(weights, labels=None, ax=None):
    """A heat map of attention weights: keys on x, queries on y, both axes labelled.

    weights: tensor (T, T), may require gradients; labels: T words for the ticks, or None
    ax: where to draw; None means new axes.  Returns the Axes.
    """
    ### BEGIN SOLUTION
    if ax is None:
        _, ax = plt.subplots()
    ticks = "auto" if labels is None else labels
    sns.heatmap(weights.detach().numpy(), vmin=0, vmax=1, cmap="viridis", square=True, xticklabels=ticks, yticklabels=ticks, ax=ax)
    ax.set(xlabel="key", ylabel="query")
    return ax
    ### END SOLUTION

# %% nbgrader={"grade_id": "q4-plot-try", "locked": true}
ax = plot_attention(torch.eye(3), labels=["a", "b", "c"])
assert ax is not None, "Axes を返していますか / is the Axes returned?"
plt.close(ax.figure)

# %% nbgrader={"grade_id": "q4-picture", "grade": true, "points": 2}
# 図は横がキー、縦がクエリで、軸の名前と単語が付き、Axes を返します。 / The map has keys on x, queries on y, axis labels and words, and comes back as Axes.
### BEGIN HIDDEN TESTS
weights = torch.tensor([[0.7, 0.2, 0.1], [0.0, 0.4, 0.6], [0.3, 0.3, 0.4]], requires_grad=True)
words = ["the", "black", "cat"]
_, given = plt.subplots()
ax = plot_attention(weights, labels=words, ax=given)
assert ax is given, "渡された Axes に描いて、それを返します / draw into the given Axes and return it"
drawn = [a.get_array() for a in [*ax.images, *ax.collections] if a.get_array() is not None][0]
assert torch.allclose(torch.tensor([float(v) for v in drawn.ravel()]), weights.detach().ravel(), atol=1e-6), "行がクエリ、列がキーですか / are rows queries and columns keys?"
assert any(name in ax.get_xlabel().lower() for name in ("key", "キー")), "横軸に key と書いてください / label the x axis: key"
assert any(name in ax.get_ylabel().lower() for name in ("quer", "クエリ")), "縦軸に query と書いてください / label the y axis: query"
for ticks in (ax.get_xticklabels(), ax.get_yticklabels()):
    assert [t.get_text() for t in ticks if t.get_text()] == words, "目盛りに単語を付けてください / put the words at the ticks"
plt.close("all")
assert plot_attention(weights) is not None, "labels と ax は省けます / labels and ax may be left out"
plt.close("all")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 重みを手で決める

各位置が一つ前の位置を見る層を、学習せずに作ります。入力が「内容＋位置ベクトル」で、位置ベクトル $p_0, \dots, p_{T-1}$ が正規直交（長さ 1、互いに直交）、内容はそれらと直交するとします。$W_q p_i$ と $W_k p_j$ の内積が、$j = i - 1$ のときだけ大きくなればよいのです。

ヒント：$T \le d_k$ なら、位置 $i$ に $\mathbb{R}^{d_k}$ の単位ベクトル $e_i$ を割り当てられます。$W_q$ が $p_i$ を（何倍かの）$e_{i}$ に、$W_k$ が $p_{j}$ を $e_{j+1}$ に写せば、$q_i \cdot k_j$ は $i = j + 1$ のときだけ 0 でなくなります。位置 0 には前がないので、どこを見てもかまいません。
"""

# %% [markdown] lang="en"
r"""
## Weights set by hand

Make a layer in which each position looks at the one before, without training. Let the input be content plus a position vector, with position vectors $p_0, \dots, p_{T-1}$ that are orthonormal (length 1, at right angles) and content at right angles to them. Then $W_q p_i$ and $W_k p_j$ need a large dot product exactly where $j = i - 1$.

Hint: if $T \le d_k$, position $i$ can have the unit vector $e_i$ of $\mathbb{R}^{d_k}$. If $W_q$ maps $p_i$ to (a multiple of) $e_i$ and $W_k$ maps $p_j$ to $e_{j+1}$, then $q_i \cdot k_j$ is nonzero only for $i = j + 1$. Position 0 has nothing before it and may look anywhere.
"""

# %% nbgrader={"grade_id": "q4-previous-head", "solution": true}
def set_previous_token_head(layer, positions, strength: float = 20.0) -> None:
    """Set W_q and W_k of a SelfAttention so that position i looks at position i - 1 (i >= 1).

    positions: (T, d_model), orthonormal rows, T <= d_k
    strength: the logit of the position before; all other logits are 0
    W_v and W_o stay as they are.
    """
    ### BEGIN SOLUTION
    T = positions.shape[0]
    d_k = layer.W_q.weight.shape[0]
    with torch.no_grad():
        layer.W_q.weight.zero_()
        layer.W_k.weight.zero_()
        layer.W_q.weight[:T] = strength * math.sqrt(d_k) * positions  # p_i -> strength √d_k e_i
        layer.W_k.weight[1:T] = positions[:-1]  # p_j -> e_(j+1)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q4-previous-try", "locked": true}
layer = SelfAttention(6, 6)
set_previous_token_head(layer, torch.eye(6)[:4])
_, weights = layer(torch.eye(6)[None, :4])
assert float(weights[0, 2, 1].detach()) > 0.9, f"位置 2 は位置 1 を見ますか / does position 2 look at position 1? weights: {weights[0, 2].tolist()}"

# %% nbgrader={"grade_id": "q4-previous", "grade": true, "points": 2}
# どの位置も一つ前を見て、内容に左右されず、W_v と W_o は変わりません。 / Each position looks at the one before, whatever the content; W_v and W_o stay.
### BEGIN HIDDEN TESTS
torch.manual_seed(7)
for T, d_model, d_k in [(5, 12, 7), (4, 9, 4), (6, 16, 16)]:
    basis, _ = torch.linalg.qr(torch.randn(d_model, d_model))
    positions, rest = basis.T[:T], basis.T[T:]
    layer = SelfAttention(d_model, d_k)
    kept = {name: value.clone() for name, value in layer.state_dict().items() if name[2] in "vo"}
    set_previous_token_head(layer, positions)
    content = torch.randn(3, T, d_model - T) @ rest  # at right angles to the positions
    for mask in (None, torch.ones(T, T).tril().bool()):
        _, weights = layer(positions + content, mask)
        before = weights[:, range(1, T), range(T - 1)]
        assert (before > 0.95).all(), f"T={T}、d_k={d_k} で一つ前を見ていない位置があります / some position does not look at the one before (T={T}, d_k={d_k})"
    state = layer.state_dict()
    assert all(torch.equal(state[name], value) for name, value in kept.items()), "W_v と W_o は変えません / leave W_v and W_o as they are"
_, uniform = (set_previous_token_head(layer, positions, strength=0.0), layer(positions[None]))[1]
assert torch.allclose(uniform, torch.full((1, T, T), 1 / T), atol=1e-4), "strength が 0 なら一様です / with strength 0 the weights are uniform"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験：乱数、手作り、学習

「一つ前の文字を答える」課題を学習させ、三つの層の注意を並べます。入力は文字（8 種類）と位置（8 個）を表すワンホットベクトルをつないだものです。
"""

# %% [markdown] lang="en"
r"""
## The experiment: random, by hand, trained

A layer is trained to name the letter before. The input joins a one-hot letter (8 kinds) and a one-hot position (8).
"""

# %% nbgrader={"grade_id": "q4-experiment", "locked": true} tags=["experiment", "nbval-ignore-output"]
torch.manual_seed(0)
T = kinds = 8
positions = torch.cat([torch.zeros(T, kinds), torch.eye(T)], 1)  # (T, 16)


def batch(size):
    letters = torch.randint(kinds, (size, T))
    x = torch.cat([F.one_hot(letters, kinds).float(), torch.eye(T).expand(size, T, T)], -1)  # (size, T, 16)
    return x, letters.roll(1, dims=1)  # the target at position 0 is the last letter


layers = {"random": SelfAttention(16), "set by hand": SelfAttention(16), "trained": SelfAttention(16)}
set_previous_token_head(layers["set by hand"], positions)
readout = nn.Linear(16, kinds)
optimizer = torch.optim.Adam([*layers["trained"].parameters(), *readout.parameters()], lr=0.03)
for step in range(400):
    x, target = batch(64)
    loss = F.cross_entropy(readout(layers["trained"](x)[0]).transpose(1, 2), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

x, target = batch(200)
fig, axes = plt.subplots(1, 3, figsize=(10, 3))
mass = {}
for ax, (name, layer) in zip(axes, layers.items()):
    weights = layer(x)[1].mean(0)  # (T, T), mean over 200 texts
    mass[name] = float(weights[range(1, T), range(T - 1)].detach().mean())
    plot_attention(weights, ax=ax).set_title(name)
    print(f"{name:12} weight on the position before: {mass[name]:.2f}")
accuracy = (readout(layers["trained"](x)[0]).argmax(-1) == target).float().mean()
print(f"accuracy of the trained layer: {accuracy:.2f} (chance {1 / kinds:.2f})")
fig.tight_layout()
plt.show()
assert mass["random"] < 0.3 and mass["set by hand"] > 0.95 and mass["trained"] > 0.8  # what the text below claims

# %% [markdown] lang="ja"
r"""
**図から読み取れること**　乱数の重みでは、注意はほぼ一様です。手で決めた重みと学習した重みでは、対角線の一つ左に明るい線が現れます。学習した層は、正解を教えられただけで、手で決めたのと同じ見方を見つけました。位置 0 の行は違っています。手作りの層では決めていないので一様で、学習した層は課題に合わせて最後の位置を見ています。

## さらに学ぶために

* 「一つ前を見る」ヘッドは、実際の言語モデルでも見つかり、文脈内学習の部品になっています (Olsson ほか 2022, [arXiv:2209.11895](https://arxiv.org/abs/2209.11895))。
* `set_previous_token_head` を「二つ前」に変えるには、どこを直せばよいでしょうか。
* 位置のベクトルを入力から取り除くと、学習の正解率はどこまで下がるでしょうか。
"""

# %% [markdown] lang="en"
r"""
**What the picture shows.** With random weights attention is nearly uniform. By hand and after training, a bright line stands one to the left of the diagonal: from the right answers alone, training found the same way of looking. Row 0 differs: by hand we left it open, so it is uniform; the trained layer looks at the last position there, as the task asks.

## Going further

* Heads that look at the token before are found in real language models, where they are a part of in-context learning (Olsson et al. 2022, [arXiv:2209.11895](https://arxiv.org/abs/2209.11895)).
* What would you change in `set_previous_token_head` to look two back?
* Take the positions out of the input. How far does the accuracy fall?
"""
