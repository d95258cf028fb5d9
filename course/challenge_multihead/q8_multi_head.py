# %% [markdown] lang="ja"
r"""
# チャレンジ 問題 8　マルチヘッド注意 (multi-head attention)

**できるようになること**　マルチヘッド注意を書き、ヘッド (head) どうしの違いを数で表し、学習したヘッドがそれぞれ何をしているかを、取り除いて確かめられるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 90 分 | ★★★ | 16 点 |

**最後の図が答える問い**　ヘッドは本当に仕事を分担するのでしょうか。分担には、いくつのヘッドが必要でしょうか。
"""

# %% [markdown] lang="en"
r"""
# Challenge, problem 8: multi-head attention

**What you will be able to do.** Write multi-head attention, put a number on how much the heads differ, and find out what a trained head does by removing it.

| time | difficulty | points |
|---|---|---|
| 90 min | ★★★ | 16 |

**The question that the last picture answers.** Do heads really divide the work, and how many does it take?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

一つの位置が、同時に複数の場所を見たいことがあります。マルチヘッド注意は、幅 $d_{model}$ を $H$ 個の幅 $d_h = d_{model}/H$ に分け、それぞれで別々に注意を計算します (Vaswani ほか 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), 3.2.2 節)。

$$\mathrm{head}_h = \mathrm{softmax}\!\left(\frac{Q_h K_h^\top}{\sqrt{d_h}}\right) V_h,\qquad \mathrm{output} = W_o\,[\mathrm{head}_1; \dots; \mathrm{head}_H]$$

$Q_h$ は $W_q$ の出力の $h$ 番目の**連続した** $d_h$ 列です（$K_h$、$V_h$ も同様）。ヘッドは番号の順に連結します。クエリの列とキーの列は別のもの（長さ $T_q$ と $T_k$）でもかまいません。

**手で確かめる例**　$d_{model} = 6$、$H = 3$ なら $d_h = 2$ で、ヘッド 0 は列 0–1、ヘッド 1 は列 2–3、ヘッド 2 は列 4–5 を使います。形は `(B, T, 6)` → `(B, T, 3, 2)` → `(B, 3, T, 2)` と変わります。

**マスク**　マスクは真偽値 (`torch.bool`) で、**True = 参照してよい**という意味です (`nn.MultiheadAttention` の `attn_mask` は逆です)。数のマスクは `mask.bool()` で直してから渡す約束にします（整数では `~1` が `-2` となり、これも「真」だからです）。どのキーも見えない行の重みは、問題 3 と同じく 0 と決めます。

### 予想してみましょう

`x.view(B, H, T, d_h)` と `x.view(B, T, H, d_h).transpose(1, 2)` は、形が同じです。中身も同じでしょうか。次のセルに予想を書いてから、その下を実行してください。
"""

# %% [markdown] lang="en"
r"""
## The idea

One position may want to look at several places at once. Multi-head attention splits the width $d_{model}$ into $H$ widths $d_h = d_{model}/H$ and attends in each separately (Vaswani et al. 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), section 3.2.2).

$$\mathrm{head}_h = \mathrm{softmax}\!\left(\frac{Q_h K_h^\top}{\sqrt{d_h}}\right) V_h,\qquad \mathrm{output} = W_o\,[\mathrm{head}_1; \dots; \mathrm{head}_H]$$

$Q_h$ is the $h$-th block of $d_h$ **contiguous** columns of what $W_q$ returns, and so for $K_h$ and $V_h$. The heads are joined in the order of their numbers. Queries and keys may come from different sequences, of lengths $T_q$ and $T_k$.

**An example to check by hand.** With $d_{model} = 6$ and $H = 3$, $d_h = 2$: head 0 has columns 0–1, head 1 columns 2–3, head 2 columns 4–5. The shapes are `(B, T, 6)` → `(B, T, 3, 2)` → `(B, 3, T, 2)`.

**Masks.** A mask holds booleans (`torch.bool`), and **True = may be attended to** (the `attn_mask` of `nn.MultiheadAttention` means the opposite). Whoever has numbers calls `mask.bool()` first (of integers, `~1` is `-2`, which counts as true as well). A row that sees no key has weights of 0, as in problem 3.

### Predict

`x.view(B, H, T, d_h)` and `x.view(B, T, H, d_h).transpose(1, 2)` have the same shape. Do they hold the same? Write your prediction into the next cell, then run the one below it.
"""

# %% nbgrader={"grade_id": "q8-setup", "locked": true}
import math

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)  # 小さなテンソルでは一つのスレッドが最も速い / for tensors as small as these, one thread is the fastest


def compare(prediction, result):
    """予想と結果を一行に並べます。
    ---
    Your prediction and the result, in one line.
    """
    if prediction is None:
        return f"まだ予想がありません。結果は {result} です。 / There is no prediction yet; the result is {result}."
    return f"予想は {prediction}、結果は {result} です。 / You predicted {prediction}; the result is {result}."

# %% tags=["experiment"]
same_content = None  # True か False を書きます / write True or False

# %% nbgrader={"grade_id": "q8-look", "locked": true} tags=["experiment"]
x = torch.arange(24).view(1, 4, 6)  # B = 1, T = 4, d_model = 6：各行が一つのトークン / each row is one token
across_time, by_columns = x.view(1, 3, 4, 2), x.view(1, 4, 3, 2).transpose(1, 2)
print(compare(same_content, torch.equal(across_time, by_columns)))
print("view(B, H, T, d_h)                  head 0:", across_time[0, 0].tolist())
print("view(B, T, H, d_h).transpose(1, 2)  head 0:", by_columns[0, 0].tolist())

# %% [markdown] lang="ja"
r"""
<details><summary>実行した後に：何が違うのか</summary>

前者は時間の方向に切り分けてしまい、ヘッド 0 には初めの一つのトークンの全部の列と、次のトークンの初めの列が入ります。後者では、どのヘッドにも、すべてのトークンの自分の列が入ります。前者でもエラーは出ないので、気づきにくい誤りです。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>After running it: what differs</summary>

The first cuts along time: head 0 gets all columns of the first token and the first columns of the next. The second gives each head its own columns of every token. The first raises no error either, which makes the mistake hard to notice.

</details>
"""

# %% nbgrader={"grade_id": "q8-layer", "solution": true}
class MultiHeadAttention(nn.Module):
    """マルチヘッド注意。クエリの列と、キー・バリューの列は、別のものでも同じものでもかまいません。

    d_model: 幅。n_heads: ヘッドの数（1 以上）。n_heads が d_model を割り切らなければ ValueError です。
    層は W_q、W_k、W_v、W_o の四つで、どれも nn.Linear(d_model, d_model) です。ほかにパラメータは持ちません (バッファはかまいません)。
    初期値は自由です。train() と eval() で結果は変わりません。
    ---
    Multi-head attention with queries from one sequence, keys and values from another (or the same).

    d_model: width.  n_heads: 1 or more; where it does not divide d_model: ValueError.
    Layers: W_q, W_k, W_v, W_o, each nn.Linear(d_model, d_model), and no other parameters (buffers are fine).
    Any initial values will do.  train() and eval() give the same results.
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
        """query: (B, T_q, d_model)、key と value: (B, T_k, d_model)

        mask: None か、bool 型の (T_q, T_k)、(B, T_q, T_k)、(B, H, T_q, T_k)。True = 参照してよい。
        True でないキーの重みは、ほかのロジットがどんな大きさでも、ちょうど 0 です。
        どのキーも見えない行は、重みが 0 で、W_o に渡す値も 0 です（出力は W_o のバイアスになります）。
        返り値: output (B, T_q, d_model) と weights (B, H, T_q, T_k)。dtype は入力と同じです。
        どちらからも、すべての層とすべての入力に正しい勾配が流れます。引数は書き換えません。
        ---
        query: (B, T_q, d_model); key, value: (B, T_k, d_model)

        mask: None, or of dtype bool (T_q, T_k), (B, T_q, T_k) or (B, H, T_q, T_k).  True = may be attended to.
        A key that is not True has a weight of exactly 0, however large the other logits are.
        A row that sees no key has weights of 0 and hands 0 to W_o (so its output is the bias of W_o).
        Returns output (B, T_q, d_model) and weights (B, H, T_q, T_k), of the dtype of the inputs.
        From both, correct gradients reach every layer and every input.  No argument is changed.
        """
        ### BEGIN SOLUTION
        q, k, v = (self._split(W(x)) for W, x in [(self.W_q, query), (self.W_k, key), (self.W_v, value)])
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (B, H, T_q, T_k)
        if mask is None:
            weights = scores.softmax(dim=-1)
        else:
            if mask.dim() == 3:
                mask = mask.unsqueeze(1)  # (B, 1, T_q, T_k): the same for every head
            forbidden = ~mask.bool()
            empty = forbidden.all(dim=-1, keepdim=True)
            scores = scores.masked_fill(forbidden & ~empty, -math.inf)  # a row of -inf would give NaN, and NaN gradients
            weights = scores.softmax(dim=-1).masked_fill(forbidden, 0.0)
        joined = (weights @ v).transpose(1, 2).flatten(2)  # (B, T_q, d_model)
        return self.W_o(joined), weights

    def _split(self, x):
        return x.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)  # (B, H, T, d_h)
        ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

$d_{model}$ 列のうち、ヘッド 1 が使うのはどの列ですか。その列だけを取り出して問題 3 の注意を計算したら、何で割りますか。軸が四つになったとき、どの軸とどの軸で内積を取りますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

射影 → 最後の軸を二つの軸（ヘッド、幅）に分ける → ヘッドの軸を時間の軸の前に移す → 問題 3 と同じ計算 → 軸を元に戻してつなぐ → $W_o$、という六つの段階です。三次元のマスクには、ヘッドの軸が一つ足りません。見えるキーが一つもない行は、ソフトマックスの前と後のどちらで 0 にすると NaN が残らないでしょうか（勾配も考えます）。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

Which of the $d_{model}$ columns belong to head 1? If you took just those and computed the attention of problem 3, what would you divide by? With four axes, between which two does the inner product run?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Six stages: project → split the last axis into two (heads, width) → move the axis of heads before time → compute as in problem 3 → move the axes back and join → $W_o$. A mask with three axes lacks one for the heads. Where must a row that sees no key become 0, before or after the softmax, so that no NaN is left (in the gradients either)?

</details>
"""

# %% nbgrader={"grade_id": "q8-layer-try", "locked": true}
layer = MultiHeadAttention(6, 3)
output, weights = layer(torch.randn(2, 4, 6), torch.randn(2, 5, 6), torch.randn(2, 5, 6))
assert output.shape == (2, 4, 6), (
    f"出力の形は (B, T_q, d_model) です：{tuple(output.shape)} / "
    f"the output has the shape (B, T_q, d_model); got {tuple(output.shape)}"
)
assert weights.shape == (2, 3, 4, 5), (
    f"重みの形は (B, H, T_q, T_k) です：{tuple(weights.shape)} / "
    f"weights have the shape (B, H, T_q, T_k); got {tuple(weights.shape)}"
)
mask = torch.tensor([[True, True], [False, False]])  # 二行目は、どのキーも見えない / the second row sees no key
_, weights = layer(torch.randn(1, 2, 6), torch.randn(1, 2, 6), torch.randn(1, 2, 6), mask)
assert (weights[0, :, 1] == 0).all(), (
    f"どのキーも見えない行の重みは 0 です：{weights[0, 0].tolist()} / "
    f"a row that sees no key has weights of 0; got {weights[0, 0].tolist()}"
)

# %% nbgrader={"grade_id": "q8-layers", "grade": true, "points": 1}
# 四つの線形層だけがあり、d_model を割り切らないヘッド数は ValueError です。 / Four linear layers and nothing else to learn; a number of heads that does not divide d_model is a ValueError.
### BEGIN HIDDEN TESTS
# SHARED checks
# SHARED attention


def depends(mask=None):
    """Whether a first word a little different moves attention and outputs a little, through products.  mask: one that hides nothing, or none."""
    return all(depends_at(*sizes, mask) for sizes in [(2, 4, 6, 2), (2, 5, 12, 3), (3, 4, 12, 3)])


def depends_at(B, T, d_model, n_heads, mask):
    layers, x = [MultiHeadAttention(d_model, n_heads).eval() for _ in range(7)], torch.randn(B, T, d_model)
    c, (C, D) = torch.randn(d_model) / 4, coordinates(d_model)
    A, K = (torch.block_diag(*[each] * n_heads) for each in coordinates(d_model // n_heads))

    def drawn():  # q = W(x + c): -x - 2c turns it around
        state = {name: torch.randn_like(p) / 3 for name, p in layers[0].named_parameters()}
        return state | {f"{name}.bias": state[f"{name}.weight"] @ c for name in ("W_q", "W_k") if f"{name}.weight" in state}

    def written(state, turn={}):  # for words x C
        state = {name: turn.get(name[:3], torch.eye(d_model)) @ p for name, p in state.items()}
        return {name: p @ D if name in ("W_q.weight", "W_k.weight", "W_v.weight") else p for name, p in state.items()}

    state, other = drawn(), drawn()
    plus, minus = ({name: p + sign * other[name] for name, p in state.items()} for sign in (1, -1))
    for layer, values in zip(layers, (state, state, state, written(state, {"W_q": A.T, "W_k": K.T}), *map(written, (other, plus, minus)))):
        layer.load_state_dict(values, strict=False)
    if any(not torch.equal(p, state[name]) for name, p in layers[0].named_parameters()):  # one layer's weights are another's
        return False
    y = torch.randn(B, T, d_model)  # keys and values of another text

    def asked(layer, change=torch.clone, C=torch.eye(d_model)):
        """Results where the first word of queries and keys is changed."""
        query, key = (torch.cat([change(words[:, :1]), words[:, 1:]], dim=1) @ C for words in (x, y))
        return pair(layer(query, key, key.clone(), mask))

    results, step = asked(layers[0]), 0.01 * torch.randn(B, 1, d_model)
    near, turned = asked(layers[1], lambda word: word + step), asked(layers[2], lambda word: -word - 2 * c)
    moves = all(1e-4 < float((one - other)[..., 1:, :].detach().abs().max()) < 0.5 for one, other in zip(results, near))
    rewritten, *others = (asked(layer, C=C)[1] for layer in layers[3:])
    return moves and from_products(results[1], rewritten, turned[1], *others)


CONSTANT = "入力を少し変えても、重みか出力が変わりません", "an input a little different, and the weights or the output stay the same"
for d_model, n_heads in [(5, 1), (6, 6), (12, 3)]:
    shapes = {name: tuple(p.shape) for name, p in MultiHeadAttention(d_model, n_heads).named_parameters()}
    expected = {f"W_{n}.{kind}": shape for n in "qkvo" for kind, shape in [("weight", (d_model, d_model)), ("bias", (d_model,))]}
    assert shapes == expected, say(f"W_q、W_k、W_v、W_o は四つの別々の nn.Linear(d_model, d_model) です：{sorted(shapes)}", f"W_q, W_k, W_v, W_o are four separate nn.Linear(d_model, d_model); got {sorted(shapes)}", f"d_model={d_model}, n_heads={n_heads}")
for d_model, n_heads in [(7, 2), (4, 8), (10, 3), (9, 6)]:
    try:
        MultiHeadAttention(d_model, n_heads)
    except ValueError:
        continue
    raise AssertionError(f"d_model={d_model}、n_heads={n_heads} は割り切れません。ValueError を出しますか / n_heads={n_heads} does not divide d_model={d_model}: is there a ValueError?")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-heads", "grade": true, "points": 2}
# 各ヘッドは、連続した列だけを使う一つの注意です。 / Each head is one attention over its own contiguous columns.
### BEGIN HIDDEN TESTS
torch.manual_seed(1)
for B, T, d_model, H, dtype, size in smallest_first([(2, 5, 12, 3, torch.float32, 1), (1, 3, 8, 4, torch.float64, 1), (3, 4, 6, 1, torch.float64, 20), (4, 4, 4, 4, torch.float64, 1), (2, 1, 6, 2, torch.float64, 1), (2, 6, 8, 2, torch.float64, 50)]):
    case = f"B={B}, T={T}, d_model={d_model}, H={H}, {dtype}"
    layer, d_h = MultiHeadAttention(d_model, H).to(dtype), d_model // H
    layer.load_state_dict({name: torch.randn_like(p) for name, p in layer.named_parameters()}, strict=False)
    p = dict(layer.named_parameters())
    x = size * torch.randn(T, B, d_model, dtype=dtype).transpose(0, 1)  # not contiguous
    q, k, v = (F.linear(x, p[f"W_{n}.weight"], p.get(f"W_{n}.bias")) for n in "qkv")
    columns = [slice(h * d_h, (h + 1) * d_h) for h in range(H)]
    heads = [F.scaled_dot_product_attention(q[..., c], k[..., c], v[..., c]) for c in columns]
    maps = [F.scaled_dot_product_attention(q[..., c], k[..., c], torch.eye(T, dtype=dtype).expand(B, T, T)) for c in columns]
    output, weights = layer.train(B == 2)(x, x, x)
    assert output.shape == (B, T, d_model) and weights.shape == (B, H, T, T), f"形が違います：{tuple(output.shape)}、{tuple(weights.shape)} ({case}) / wrong shapes {tuple(output.shape)}, {tuple(weights.shape)} ({case})"
    assert output.dtype == weights.dtype == dtype, f"結果の dtype は入力と同じです ({case}) / results have the dtype of the inputs ({case})"
    tolerance = 1e-3 if dtype == torch.float32 else 1e-7  # logits of about 50 in float32, up to 1e5 in float64
    assert (weights - torch.stack(maps, 1)).abs().max() < tolerance, f"ヘッドの重みが違います。どこで切り分け、何で割りましたか ({case}) / weights differ: where do you split, what do you divide by? ({case})"
    expected = F.linear(torch.cat(heads, -1), p["W_o.weight"], p.get("W_o.bias"))
    assert (output - expected).abs().max() < tolerance * (1 + expected.abs().max()), f"出力が違います。ヘッドの順に連結し、W_o を使いましたか ({case}) / the output differs: joined in order, passed through W_o? ({case})"
HOLDS.add("q8-heads")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-pytorch", "grade": true, "points": 1}
# 重みを写すと nn.MultiheadAttention と一致します。 / With its weights copied, nn.MultiheadAttention agrees.
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
layer, theirs = MultiHeadAttention(12, 3).double(), nn.MultiheadAttention(12, 3, batch_first=True).double()
layer.load_state_dict({name: torch.randn_like(p) / 2 for name, p in layer.named_parameters()}, strict=False)
p = {f"W_{n}.bias": torch.zeros(12) for n in "qkvo"} | {name: value.detach() for name, value in layer.named_parameters()}
theirs.load_state_dict({"in_proj_weight": torch.cat([p[f"W_{n}.weight"] for n in "qkv"]), "in_proj_bias": torch.cat([p[f"W_{n}.bias"] for n in "qkv"]),
                        "out_proj.weight": p["W_o.weight"], "out_proj.bias": p["W_o.bias"]})
x, causal = torch.randn(2, 5, 12, dtype=torch.float64), torch.ones(5, 5).tril().bool()
expected, maps = theirs(x, x, x, attn_mask=~causal, average_attn_weights=False)  # their True forbids
output, weights = layer(x, x, x, causal)
what = ("B=2, T=5, d_model=12, H=3", "q8-heads")
assert weights.shape == maps.shape and (weights - maps).abs().max() < 1e-8, say("因果マスクをかけた、ヘッドごとの重みが違います", "the weights of each head differ under a causal mask", *what)
assert (output - expected).abs().max() < 1e-8, say("因果マスクをかけた出力が違います", "the output differs under a causal mask", *what)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-cross", "grade": true, "points": 1}
# クエリは query、キーは key、バリューは value から作り、長さが違ってかまいません。 / Queries come from query, keys from key, values from value, and lengths may differ.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
for B, T_q, T_k, H in smallest_first([(2, 4, 7, 3), (3, 7, 4, 2), (1, 1, 5, 6), (2, 5, 1, 1), (3, 3, 3, 3)]):
    case = f"B={B}, H={H}, T_q={T_q}, T_k={T_k}"
    layer = MultiHeadAttention(12, H).double()
    layer.load_state_dict({name: torch.randn_like(p) / 2 for name, p in layer.named_parameters()}, strict=False)
    query, key, value = (torch.randn(B, T, 12, dtype=torch.float64) for T in (T_q, T_k, T_k))
    output, weights = layer(query, key, value)
    assert output.shape == (B, T_q, 12) and weights.shape == (B, H, T_q, T_k), f"形は (B, T_q, d_model) と (B, H, T_q, T_k) です：{tuple(output.shape)}、{tuple(weights.shape)} ({case}) / the shapes are (B, T_q, d_model) and (B, H, T_q, T_k); got {tuple(output.shape)}, {tuple(weights.shape)} ({case})"
    turn = torch.arange(T_k).roll(1)
    turned, weights_turned = layer(query, key[:, turn], value[:, turn])
    assert (weights_turned - weights[..., turn]).abs().max() < 1e-9, f"キーの順を変えると、重みの列も同じ順に変わるはずです。キーを key から作りましたか ({case}) / other order of the keys, other order of the weights: are the keys made from key? ({case})"
    assert (turned - output).abs().max() < 1e-9, f"キーとバリューの順を一緒に変えても、出力は同じはずです ({case}) / moving keys and values together changes no output ({case})"
    moved, weights_moved = layer(query, key, torch.randn_like(value))
    assert (weights_moved - weights).abs().max() < 1e-9 and (moved - output).abs().max() > 1e-6, f"value は、出力だけを変え、重みは変えないはずです ({case}) / value changes the output and no weight ({case})"
    same, p = value[:, :1].expand(-1, T_k, -1), dict(layer.named_parameters())  # one value everywhere: the weights play no part
    expected = F.linear(F.linear(same[:, :1], p["W_v.weight"], p.get("W_v.bias")), p["W_o.weight"], p.get("W_o.bias")).expand(-1, T_q, -1)
    assert (layer(query, key, same)[0] - expected).abs().max() < 1e-9, f"どの位置の value も同じなら、出力は W_o(W_v(value)) です ({case}) / with the same value at each place the output is W_o(W_v(value)) ({case})"
    joint, at_copies = pair(layer(key, key, value)), pair(layer(key.clone(), key, value))  # one tensor in two places, and another value
    assert all((a - b).abs().max() < 1e-9 for a, b in zip(joint, at_copies)), f"query と key が同じテンソルだと、value が使われません ({case}) / where query and key are one tensor, value plays no part ({case})"
    at_query, weights_at_query = layer(query.flip(1), key, value)
    assert (at_query - output.flip(1)).abs().max() < 1e-9 and (weights_at_query - weights.flip(2)).abs().max() < 1e-9, f"クエリの順を変えると、結果も同じ順に変わるはずです ({case}) / other order of the queries, other order of the results ({case})"
assert depends(), say(*CONSTANT, "query (2, 4, 6)", "q8-heads")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-mask", "grade": true, "points": 2}
# マスクは (T_q, T_k)、(B, T_q, T_k)、(B, H, T_q, T_k) のどれでも使えます。 / A mask may be (T_q, T_k), (B, T_q, T_k) or (B, H, T_q, T_k).
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
for B, H, T_q, T_k in smallest_first([(2, 4, 4, 5), (3, 3, 2, 4), (3, 3, 3, 3), (1, 2, 5, 4), (2, 1, 1, 3)]):  # B = H would hide a batch mask that is taken for a mask of heads
    layer = MultiHeadAttention(12, H).double()
    layer.load_state_dict({name: torch.randn_like(p) / 3 for name, p in layer.named_parameters()}, strict=False)
    query, key, value = (torch.randn(B, T, 12, dtype=torch.float64) for T in (T_q, T_k, T_k))
    free = layer(query, key, value)[1]
    for shape in [(T_q, T_k), (B, T_q, T_k), (B, H, T_q, T_k)]:
        case = f"{shape}; B={B}, H={H}"
        mask = torch.rand(shape) < 0.5
        mask[..., -1] = False  # nobody sees the last key, everybody sees the first or the second
        mask[..., 0] |= ~mask[..., 1]
        full = (mask[:, None] if mask.dim() == 3 else mask).expand(B, H, T_q, T_k)
        kept = mask.clone()
        output, weights = layer(query, key, value, mask)
        assert torch.equal(mask, kept), say("mask の値か形が書き換えられました", "the mask's values or its shape were changed", case)
        assert (weights[~full] == 0).all(), f"禁じたキーの重みが 0 ではありません（マスクの形 {case}） / forbidden keys have weight (a mask of shape {case})"
        expected = free * full / (free * full).sum(-1, keepdim=True)
        assert (weights - expected).abs().max() < 1e-9, f"許したキーの重みの比は、マスクがないときと同じはずです（マスクの形 {case}） / allowed keys keep the ratios that they have without a mask (a mask of shape {case})"
        value_elsewhere = torch.cat([value[:, :-1], 100 + value[:, -1:]], 1)
        assert (layer(query, key, value_elsewhere, mask)[0] - output).abs().max() < 1e-9, f"だれも見ない位置の値が出力に混ざっています（マスクの形 {case}） / a value that nobody sees plays a part in the output (a mask of shape {case})"
layer, x, mask = MultiHeadAttention(6, 2), torch.randn(1, 3, 6), torch.ones(3, 3).tril().bool()
layer.load_state_dict({name: torch.zeros_like(p) if name.startswith("W_q") else torch.randn_like(p) for name, p in layer.named_parameters()}, strict=False)
weights = layer(x, x, x, mask)[1]
assert (weights - mask / mask.sum(-1, keepdim=True)).abs().max() < 1e-5, say("ちょうど 0 のロジットも、許したキーのロジットです", "a logit of exactly 0 is one of the allowed keys, too", "W_q = 0")
assert depends(torch.ones(1, 1).bool()), say(*CONSTANT, "query (2, 4, 6)", "q8-heads")
HOLDS.add("q8-mask")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-empty-row", "grade": true, "points": 1}
# どのキーも見えない行は、重みが 0、出力が W_o のバイアスで、ほかの行と勾配を乱しません。 / A row that sees no key has weights of 0 and the bias of W_o as output, and disturbs neither other rows nor gradients.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
layer, x = MultiHeadAttention(6, 2), torch.randn(2, 4, 6, requires_grad=True)
layer.load_state_dict({name: torch.randn_like(p) / 2 for name, p in layer.named_parameters()}, strict=False)
bias = dict(layer.named_parameters()).get("W_o.bias", torch.zeros(6))
per_head = torch.ones(2, 2, 4, 4).bool()
per_head[1, :, 2] = per_head[0, :, 0] = False  # in both heads
per_head[0, 0, 1] = per_head[0, 1, 1, 2] = per_head[1, 1, 3] = per_head[1, 0, 3, 0] = False  # in one head; the other sees three keys
for mask, empty in [(torch.zeros(4, 4).bool(), [(0, 1), (1, 3)]), (torch.ones(4, 4).tril(-1).bool(), [(0, 0), (1, 0)]), (per_head, [(1, 2), (0, 0)])]:
    output, weights = layer(x, x, x, mask)
    case = f"x (2, 4, 6), mask {tuple(mask.shape)}"
    assert all((weights[b, :, t] == 0).all() for b, t in empty), say("どのキーも見えない行の重みは 0 です。NaN や一様な重みになっていませんか", "a row that sees no key has weights of 0: are they NaN, or uniform?", case)
    assert all(torch.allclose(output[b, t], bias, rtol=0, atol=1e-6) for b, t in empty), say("どのキーも見えない行の出力は W_o のバイアスです", "the output of a row that sees no key is the bias of W_o", case)
    assert (weights.sum(-1) - mask.any(-1).float().expand(2, 2, 4)).abs().max() < 1e-5, say("ほかの行の重みの和は 1 のはずです", "the weights of the other rows sum to 1", case)
    layer.zero_grad()
    output.pow(2).sum().backward()
    assert all(t.grad is None or torch.isfinite(t.grad).all() for t in [x, *layer.parameters()]), say("見えるキーのない行のため、勾配が NaN になります", "the row without a key makes gradients NaN", case)
assert depends(torch.ones(1, 1).bool()), say(*CONSTANT, "query (2, 4, 6)", "q8-heads")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-large-logits", "grade": true, "points": 1}
# ロジットが大きく離れていても、マスクをかけることは、キーを取り除くことと同じです。 / Masking is the same as taking keys away, however far apart the logits are.
### BEGIN HIDDEN TESTS
torch.manual_seed(6)
layer = MultiHeadAttention(8, 2).double()
layer.load_state_dict({name: 10 * torch.randn_like(p) for name, p in layer.named_parameters()}, strict=False)
keep = torch.tensor([True, False, True, True, False, True])
for size in (0.1, 1, 8, 30, 3000):  # logits of about 10, 1,000, 60,000, 900,000 and ten thousand million, below a mask of -1e9, too
    query = size * torch.randn(3, 25, 8, dtype=torch.float64)
    key = size * (torch.randn(3, 1, 8, dtype=torch.float64) + torch.randn(3, 6, 8, dtype=torch.float64) / 8)  # alike: all logits of a row may be far below 0
    output, weights = layer(query.clone(), key.clone(), key.clone(), keep.expand(25, 6))
    few, fewer = layer(query, key[:, keep], key[:, keep])
    assert torch.isfinite(weights).all() and torch.isfinite(few).all(), f"NaN か無限大です。exp があふれていませんか（入力の大きさ {size}） / NaN or infinity: does exp overflow? (inputs of size {size})"
    assert size < 8 or weights.amax((-1, -2)).min() > 0.99, f"ロジットが大きく離れているのに、重みが一つに集まりません（入力の大きさ {size}） / logits are far apart, and no weight is near 1 (inputs of size {size})"
    assert (weights[..., ~keep] == 0).all(), f"大きなロジットでは、禁じたキーに重みが残ります（入力の大きさ {size}） / with large logits, forbidden keys keep weight (inputs of size {size})"
    assert (weights[..., keep] - fewer).abs().max() < 1e-6 and (output - few).abs().max() < 1e-6 * (1 + few.abs().max()), f"キーを取り除いたときの結果と違います（入力の大きさ {size}） / the result differs from the one without those keys (inputs of size {size})"
assert depends(torch.ones(1, 1).bool()), say(*CONSTANT, "query (2, 4, 6)", "q8-heads")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-permutation", "grade": true, "points": 1}
# ヘッドの順序を、W_o の列と一緒に入れ替えても出力は同じです。 / Moving the heads together with W_o's columns changes no output.
### BEGIN HIDDEN TESTS
torch.manual_seed(7)
layer, moved, x = MultiHeadAttention(12, 3).double(), MultiHeadAttention(12, 3).double(), torch.randn(2, 5, 12, dtype=torch.float64)
p = {name: torch.randn_like(value) / 2 for name, value in layer.named_parameters()}
columns = torch.arange(12).view(3, 4)[[2, 0, 1]].flatten()
swapped = {name: value if name == "W_o.bias" else value[:, columns] if name == "W_o.weight" else value[columns] for name, value in p.items()}
layer.load_state_dict(p, strict=False)
moved.load_state_dict(swapped, strict=False)
(one, maps), (other, maps_moved) = layer(x, x, x), moved(x, x, x)
assert (one - other).abs().max() < 1e-9 and (maps[:, [2, 0, 1]] - maps_moved).abs().max() < 1e-9, say("ヘッドの順序が結果に影響しています", "the order of the heads affects the result", "B=2, T=5, d_model=12, H=3", "q8-heads")
assert depends(), say(*CONSTANT, "query (2, 4, 6)", "q8-heads")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-gradient", "grade": true, "points": 1}
# 出力と重みの勾配は、すべての層とすべての入力について、差分で測った傾きと一致します。 / The gradients of output and weights agree with slopes measured by differences, for every layer and every input.
### BEGIN HIDDEN TESTS
torch.manual_seed(8)
layer = MultiHeadAttention(6, 2).double()
layer.load_state_dict({name: torch.randn_like(p) / 2 for name, p in layer.named_parameters()}, strict=False)
inputs = {name: torch.randn(2, T, 6, dtype=torch.float64, requires_grad=True) for name, T in [("query", 3), ("key", 4), ("value", 4)]}
c, e = torch.randn(2, 3, 6, dtype=torch.float64), torch.randn(2, 2, 3, 4, dtype=torch.float64)
some = lambda *shape: (torch.rand(shape) < 0.7) | (torch.arange(4) == 0)  # no empty row: q8-empty-row is about those
for mask, part, training in [(None, "output", True), (None, "weights", True), (some(2, 3, 4), "output", False), (some(3, 4), "weights", True)]:
    layer.train(training)
    scalar = lambda: (layer(*inputs.values(), mask)[part == "weights"] * (c if part == "output" else e)).sum()
    plain = pair(layer(*(t.detach().clone() for t in inputs.values()), mask))
    assert all((a - b).abs().max() < 1e-12 for a, b in zip(plain, pair(layer(*inputs.values(), mask)))), say("入力が勾配を求めるかどうかで、結果の数が違います", "the numbers differ with whether the inputs require gradients", "B=2, H=2, T_q=3, T_k=4", "q8-heads")
    tensors = dict(layer.named_parameters()) | inputs
    for t in tensors.values():
        t.grad = None
    scalar().backward()
    for name, t in tensors.items():
        if part == "weights" and (name.startswith(("W_v", "W_o")) or name == "value"):
            continue  # weights do not depend on these
        step = 1e-5 * unforeseen(t)  # the error of a central difference is about step²
        with torch.no_grad():
            t += step
            above = scalar()
            t -= 2 * step
            below = scalar()
            t += step
        assert t.grad is not None and abs((t.grad * step).sum() - (above - below) / 2) < 1e-9, say(f"{part} から {name} への勾配が違います。detach していませんか", f"the gradient from {part} to {name} is wrong: is something detached?", f"B=2, H=2, T_q=3, T_k=4, mask {mask if mask is None else tuple(mask.shape)}", "q8-heads")
assert depends(), say(*CONSTANT, "query (2, 4, 6)", "q8-heads")
HOLDS.add("q8-gradient")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-state", "grade": true, "points": 1}
# 結果は今の引数だけで決まり、引数は変わりません。 / Results depend on the present arguments alone, and no argument is changed.
### BEGIN HIDDEN TESTS
torch.manual_seed(9)
layer, other = MultiHeadAttention(12, 3), MultiHeadAttention(12, 4)
query, key, value = torch.randn(2, 4, 12), torch.randn(2, 5, 12), torch.randn(2, 5, 12)
mask = torch.tensor([[1, 0, 1, 1, 0], [0, 1, 1, 0, 1], [1, 1, 0, 0, 0], [0, 0, 0, 1, 1]]).bool()
before = [t.clone() for t in (query, key, value, mask)]
first, first_masked = pair(layer(query, key, value)), pair(layer(query, key, value, mask))
assert first[1].shape == (2, 3, 4, 5), f"別の層を作ると、ヘッドの数が変わります：{tuple(first[1].shape)} / making another layer changes the number of heads; got {tuple(first[1].shape)}"
other(query, query, query)
layer(key, query, query, mask.T)
layer(torch.randn(1, 2, 12), key[:1], value[:1], ~mask[:2])
layer(*torch.randn(3, 3, 7, 12))
for training in (False, True):
    layer.train(training)
    for earlier, now in [(first, pair(layer(query, key, value))), (first_masked, pair(layer(query, key, value, mask)))]:
        assert all(a.shape == b.shape and (a - b).abs().max() < 1e-6 for a, b in zip(earlier, now)), f"同じ引数なのに、結果が前と違います（{'train' if training else 'eval'}）。何かを覚えていませんか / the same arguments give another result than before ({'train' if training else 'eval'}): is something remembered?"
assert all(torch.equal(a, b) for a, b in zip(before, (query, key, value, mask))), say("引数が書き換えられました", "an argument was changed", "B=2, T_q=4, T_k=5")
assert depends(), say(*CONSTANT, "query (2, 4, 6)", "q8-heads")
HOLDS.add("q8-state")
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
    """ヘッドどうしの全変動距離の平均（上の式の D）。0 以上 1 以下の float です。

    weights: (B, H, T_q, T_k)。各行の和は 1。勾配を持つテンソルでもかまいません。書き換えません。
    ---
    Mean total variation distance between the heads' weights (D above), a float in [0, 1].

    weights: (B, H, T_q, T_k), rows that sum to 1; it may carry gradients.  It is not changed.
    """
    ### BEGIN SOLUTION
    H = weights.shape[1]
    if H == 1:
        return 0.0
    distances = (weights.unsqueeze(1) - weights.unsqueeze(2)).abs().sum(-1) / 2  # (B, H, H, T_q)
    return float(distances.detach().sum((1, 2)).mean() / (H * (H - 1)))
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

ヘッドが三つなら、組はいくつありますか。二つの分布がまったく重ならないとき、差の絶対値の和はいくつになりますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

組 $(h, h')$ ごとに一つの数（キーについて和、バッチとクエリについて平均）を求め、それらを平均します。組についての二重ループでも、軸を一つずつ増やして引き算をしてもかまいません。後者では、自分自身との組が平均に入らないように気をつけます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

How many pairs do three heads make? If two distributions do not overlap at all, what do the absolute differences sum to?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

One number per pair $(h, h')$ (summed over keys, averaged over batch and queries), and then their mean. Loop over the pairs, or add an axis to each side and subtract; in the second way, take care that pairs of a head with itself stay out of the mean.

</details>
"""

# %% nbgrader={"grade_id": "q8-diversity-try", "locked": true}
eye = torch.eye(4)
assert abs(attention_diversity(torch.stack([eye, eye])[None])) < 1e-6, (
    "同じヘッドの違いは 0 です / heads that are alike differ by 0"
)
assert abs(attention_diversity(torch.stack([eye, eye.roll(1, 0)])[None]) - 1) < 1e-6, (
    "別の場所だけを見るヘッドの違いは 1 です / heads that look at different places differ by 1"
)

# %% nbgrader={"grade_id": "q8-diversity-value", "grade": true, "points": 2}
# 違いは、すべてのヘッドの組についての全変動距離の平均です。 / Diversity is the mean total variation distance over all pairs of heads.
### BEGIN HIDDEN TESTS
a, b, c = torch.eye(3), torch.eye(3).roll(1, 0), torch.full((3, 3), 1 / 3)
for heads, expected in [([a], 0.0), ([a, c], 2 / 3), ([c, c, c], 0.0), ([a, a, b], 2 / 3), ([a, b, b], 2 / 3), ([a, b, a.roll(2, 0)], 1.0), ([a, a, a, b], 1 / 2), ([a, b, a, b], 2 / 3)]:
    value = attention_diversity(torch.stack(heads)[None])
    assert abs(value - expected) < 1e-5, f"{len(heads)} 個のヘッド {torch.stack(heads).tolist()} で {value:.3f} です。組はどれも一度ずつ、自分自身との組は数えずに、平均しましたか / for the {len(heads)} heads {torch.stack(heads).tolist()} it is {value:.3f}: is it the mean over the pairs, each once, none of a head with itself?"
torch.manual_seed(10)
for B, H, T_q, T_k in smallest_first([(4, 3, 5, 6), (2, 4, 2, 3), (3, 5, 4, 4), (5, 2, 3, 7)]):
    w = (3 * torch.randn(B, H, T_q, T_k, dtype=torch.float64)).softmax(-1)
    pairs = [0.5 * float((w[i, h, t] - w[i, g, t]).abs().sum()) for i in range(B) for t in range(T_q) for h in range(H) for g in range(h)]
    value = attention_diversity(w)
    assert abs(value - sum(pairs) / len(pairs)) < 1e-6, say("値が違います。すべての組、バッチ、クエリについて平均しましたか", "wrong value: is it the mean over all pairs, the batch and the queries?", f"B={B}, H={H}, T_q={T_q}, T_k={T_k}")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q8-diversity-any", "grade": true, "points": 1}
# どんな大きさの、どんな並びの weights でも、0 以上 1 以下の float を返し、weights を変えません。 / For weights of any size and layout it is a float in [0, 1], and weights stays as it is.
### BEGIN HIDDEN TESTS
torch.manual_seed(11)
for number, (B, H, T_q, T_k) in enumerate(smallest_first([(1, 2, 1, 5), (3, 2, 4, 1), (1, 4, 1, 1), (2, 1, 3, 4), (1, 3, 3, 3), (2, 7, 1, 4), (1, 5, 2, 3)])):
    dtype = (torch.float32, torch.float64)[number % 2]
    case = f"B={B}, H={H}, T_q={T_q}, T_k={T_k}, {dtype}"
    w = (5 * torch.randn(B, H, T_k, T_q, dtype=dtype)).softmax(-2).transpose(-2, -1).requires_grad_()  # not contiguous, as from a layer in training
    before = w.detach().clone()
    value = attention_diversity(w)
    larger = attention_diversity(torch.cat([before, before], -1).repeat(2, 1, 2, 1) / 2)  # each sequence and query twice, each key in two halves
    assert isinstance(value, float), f"float ではなく {type(value).__name__} を返しています ({B}, {H}, {T_q}, {T_k}) / it returns {type(value).__name__} instead of float ({B}, {H}, {T_q}, {T_k})"
    assert -1e-6 <= value <= 1 + 1e-6 and abs(value - larger) < 1e-5, f"形 ({B}, {H}, {T_q}, {T_k}) では {value:.3f}、同じものを二つずつ並べると {larger:.3f} です / for the shape ({B}, {H}, {T_q}, {T_k}) it is {value:.3f}, and {larger:.3f} with everything twice"
    alike = attention_diversity(before[:, :1].repeat(1, H, 1, 1))
    assert abs(alike) < 1e-6, say(f"同じヘッドばかりでも {alike:.3f} です", f"it is {alike:.3f} for heads that are all alike", case)
    assert torch.equal(w, before), say("weights が書き換えられました", "weights was changed", case)
    nearer = attention_diversity((before + before[:, :1]) / 2)  # each head half-way to the first: what differed differs less
    assert nearer < value - 1e-4 or value < 1e-3, say(f"ヘッドどうしを近づけても、{value:.3f} から {nearer:.3f} にしかなりません", f"with heads that are closer to each other it goes from {value:.3f} to {nearer:.3f}", case)
    assert value > 1e-3 or H == 1 or T_k == 1, say("違うヘッドなのに、違いが 0 です", "the heads differ, and the value is 0", case)
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 分担が必要な課題

多くの課題では、ヘッドは似たままでも損失が下がります。そこで、一つの位置が**三つの場所**の文字を答える課題を作ります。8 種類の文字が 8 個並んだ列に対して、各位置で次の三つを答えます。

* 一つ前の文字
* 最初の文字
* 二つ前の文字

列は輪になっていると考えます。つまり、先頭の文字の「一つ前」は最後の文字です。三つの答えには別々の出力を使います。次の関数は、あなたの層を 200 ステップだけ学習させ、正解率を調べます。
"""

# %% [markdown] lang="en"
r"""
## A task that asks for several heads

On many tasks the loss falls while the heads stay alike. So we make one in which each position names the letters at **three places**. In a sequence of 8 letters of 8 kinds, it names

* the letter before,
* the first letter,
* the letter two back.

The sequence is a ring: before the first letter comes the last. Each answer has its own output. The functions below train your layer for 200 steps and measure accuracies.
"""

# %% nbgrader={"grade_id": "q8-task", "locked": true}
KINDS = LENGTH = 8
TASKS = ["one before", "first", "two before"]


class ThreeAnswers(nn.Module):
    """文字と位置 → あなたの注意の層 → 位置ごとに三つの答え / Letters and positions -> your layer -> three answers each"""

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
    places = torch.eye(LENGTH).expand(size, -1, -1)
    x = torch.cat([F.one_hot(letters, KINDS).float(), places], -1)  # (size, T, 16)
    targets = torch.stack([letters.roll(1, 1), letters[:, :1].expand(-1, LENGTH), letters.roll(2, 1)], -1)
    return x, targets  # targets: (size, T, 3)


def learn(model, seed, steps=200, tasks=(0, 1, 2)):
    """選んだ課題を学習し、ステップごとの損失を返します。 / Train on the chosen tasks; the loss at each step."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, fused=True)
    losses = []
    for _ in range(steps):
        x, targets = batch(64, generator)
        answers, _ = model(x.to(model.embed.weight.dtype))
        loss = sum(F.cross_entropy(answers[:, :, i].flatten(0, 1), targets[:, :, i].flatten()) for i in tasks)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def train_heads(seed, n_heads=3, d_model=48, tasks=(0, 1, 2)):
    torch.manual_seed(seed)
    model = ThreeAnswers(MultiHeadAttention(d_model, n_heads), d_model)
    learn(model, seed, tasks=tasks)
    return model


def diversity(model):
    """新しいデータで測った、ヘッドの違い / The diversity of its heads on fresh data"""
    return attention_diversity(model(batch(300, torch.Generator().manual_seed(98))[0])[1])


def accuracies(model, without=None):
    """新しいデータでの三つの正解率。without: そのヘッドが W_o に渡すものを 0 にします。
    ---
    Accuracy of each task on fresh data; `without` zeroes what that head hands to W_o.
    """
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

# %% nbgrader={"grade_id": "q8-trained", "grade": true, "points": 1}
# あなたの層を学習させた損失は、式どおりの層を学習させた損失と、ステップごとに一致します。 / Step by step, training with your layer gives the losses that training with the formula gives.
### BEGIN HIDDEN TESTS
class Formula(nn.Module):
    """The definition with F.scaled_dot_product_attention, and a layer's initial weights: so any initial values will do."""

    def __init__(self, layer, H):
        super().__init__()
        self.H = H
        for n in "qkvo":
            setattr(self, f"W_{n}", nn.Linear(12, 12, f"W_{n}.bias" in dict(layer.named_parameters()), dtype=torch.float64))
        self.load_state_dict({name: p.detach().clone() for name, p in layer.named_parameters()})

    def forward(self, query, key, value):
        q, k, v = (W(x).unflatten(-1, (self.H, -1)).transpose(1, 2) for W, x in [(self.W_q, query), (self.W_k, key), (self.W_v, value)])
        return self.W_o(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)), None


for H in (3, 4):
    torch.manual_seed(12)
    model = ThreeAnswers(MultiHeadAttention(12, H), 12).double()
    model.attention.load_state_dict({name: torch.randn_like(p) / 4 for name, p in model.attention.named_parameters()}, strict=False)  # also where W_q and W_k begin at 0
    torch.manual_seed(13)
    twin = ThreeAnswers(Formula(model.attention, H), 12).double()
    for part in ("embed", "answer"):
        getattr(twin, part).load_state_dict(getattr(model, part).state_dict())
    losses = [[], []]
    for step in range(12):
        x, targets = batch(32, torch.Generator().manual_seed(step))
        for m, found in zip((model, twin), losses):
            found.append(F.cross_entropy(m(x.double())[0].flatten(0, 2), targets.flatten()))
            gradients = torch.autograd.grad(found[-1], list(m.parameters()), allow_unused=True)
            with torch.no_grad():
                for p, g in zip(m.parameters(), gradients):
                    p -= 0 if g is None else g  # plain steps of gradient descent
    differ = [step for step, (a, b) in enumerate(zip(*losses)) if not abs(a - b) < 1e-6]
    assert not differ, say(f"ステップ {differ[0]} から、式どおりの層と損失が違います", f"from step {differ[0]} on the losses differ from the formula's", f"H={H}", "q8-heads", "q8-gradient", "q8-state")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験：ヘッドは何をしているか

三つの実験をします。

1. **どこを見ても答えられる学習**　教科書でよく見る、乱数のベクトルを使った学習です。列の平均を答えさせます。
2. **答えが一つの学習**　三つのヘッドに、「一つ前の文字」だけを答えさせます。
3. **答えが三つの学習**　ヘッドを 1、2、3、4、6 個にして、三つの文字を答えさせます。

結果を見る前に、予想を書いてください。
"""

# %% [markdown] lang="en"
r"""
## The experiment: what does each head do?

There are three experiments.

1. **Training where it does not matter where one looks**, on random vectors, as textbooks like to do it. The mean of the sequence is asked for.
2. **Training with one answer.** Three heads, and only "the letter before" is asked for.
3. **Training with three answers.** 1, 2, 3, 4 and 6 heads name all three letters.

Write down your predictions before you see the results.
"""

# %% tags=["experiment"]
# 実験 2：三つのヘッドから一つを除くと、正解率 1.00 はいくつになりますか / 2: with one of three heads removed, 1.00 becomes …?
accuracy_after_removal = None
# 実験 3：三つの正解率がすべて 0.9 を超える最少のヘッド数は / 3: the fewest heads with all three accuracies above 0.9?
heads_needed = None

# %% nbgrader={"grade_id": "q8-alike", "locked": true} tags=["experiment", "nbval-ignore-output"]
torch.manual_seed(0)
layer = MultiHeadAttention(48, 3)
optimizer = torch.optim.Adam(layer.parameters(), lr=1e-3)
spread = []
for _ in range(300):
    x = torch.randn(32, 8, 48)
    output, weights = layer(x, x, x)
    loss = F.mse_loss(output, x.mean(1, keepdim=True).expand_as(x))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    spread.append(attention_diversity(weights))
print(f"1. the mean of a sequence: diversity {spread[0]:.2f} -> {spread[-1]:.2f}, loss {loss.item():.3f}")
assert spread[-1] < 0.05 < spread[0]

single = train_heads(seed=0, tasks=(0,))
left = [accuracies(single, head)[0] for head in range(3)]
print(f"2. one answer: diversity {diversity(single):.2f}, accuracy {accuracies(single)[0]:.2f}, with one head removed",
      "  ".join(f"{a:.2f}" for a in left))
assert diversity(single) < 0.2 and min(left) > 0.95
print(compare(accuracy_after_removal, f"{min(left):.2f}"))

# %% nbgrader={"grade_id": "q8-experiment", "locked": true} tags=["experiment", "nbval-ignore-output"]
import matplotlib.pyplot as plt

HEADS, SEEDS = (1, 2, 3, 4, 6), (0, 1)
models = {(n, seed): train_heads(seed, n_heads=n) for n in HEADS for seed in SEEDS}
reached = {n: [accuracies(models[n, seed]) for seed in SEEDS] for n in HEADS}  # per seed: three accuracies
lost = {}  # n -> for each head of each seed, the largest accuracy that its removal costs
print("heads  seed  diversity   accuracy: " + ", ".join(TASKS) + "   most that the removal of a head costs")
for (n, seed), model in models.items():
    whole = accuracies(model)
    costs = [max(w - a for w, a in zip(whole, accuracies(model, head))) for head in range(n)]
    lost.setdefault(n, []).extend(costs)
    print(f"{n:5}  {seed:4}       {diversity(model):.2f}            " + "  ".join(f"{a:.2f}" for a in whole)
          + "               " + " ".join(f"{c:.2f}" for c in costs))
enough = min(n for n in HEADS if min(min(r) for r in reached[n]) > 0.9)
print(compare(heads_needed, enough))
assert enough == 3 and all(min(r) < 0.5 for n in (1, 2) for r in reached[n])  # 下の説明の内容 / what the text below says
assert all(sorted(r)[1] > 0.6 for r in reached[1])
assert min(lost[3]) > 0.5 > min(lost[6]) and diversity(models[6, 0]) > 0.5

fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.4))
for i, (task, style) in enumerate(zip(TASKS, ("o-", "s--", "^:"))):
    left.plot(HEADS, [sum(r[i] for r in reached[n]) / len(SEEDS) for n in HEADS], style, label=task)
left.axhline(1 / KINDS, color="grey", linewidth=1, label="guessing")
left.set(xlabel="number of heads", ylabel="accuracy (mean of two seeds)", xticks=HEADS, ylim=(0, 1.05))
left.legend(fontsize=8)
for n in HEADS:
    right.plot([n] * len(lost[n]), lost[n], "o", color="C0", alpha=0.6)
right.set(xlabel="number of heads", ylabel="accuracy lost without that head", xticks=HEADS, ylim=(-0.05, 1.05))
fig.tight_layout()
plt.show()

# %% nbgrader={"grade_id": "q8-maps", "locked": true} tags=["experiment", "nbval-ignore-output"]
model = models[3, 0]
fig, axes = plt.subplots(1, 3, figsize=(10, 3.4), sharey=True)
weights = model(batch(300, torch.Generator().manual_seed(98))[0])[1].detach().mean(0)  # (H, T, T)
served = []
for head, ax in enumerate(axes):
    without = accuracies(model, head)
    served.append(TASKS[without.index(min(without))])
    ax.imshow(weights[head].numpy(), vmin=0, vmax=1, cmap="viridis")
    ax.set(title=f"head {head}: {served[-1]}", xlabel="key")
    print(f"without head {head}: " + ", ".join(f"{task} {a:.2f}" for task, a in zip(TASKS, without)))
    assert sorted(without)[0] < 0.5 and sorted(without)[1] > 0.9  # one answer breaks, and no other
axes[0].set_ylabel("query")
fig.tight_layout()
plt.show()
assert sorted(served) == sorted(TASKS)

# %% [markdown] lang="ja"
r"""
<details><summary>図と表から読み取れること（自分の言葉で書いてから開きましょう）</summary>

* **分担は、構造から自動的に生まれるわけではありません**。どこを見ても答えられる学習では、ヘッドの違い $D$ は学習前より小さくなります。答えが一つの学習では、どのヘッドを除いても正解率はほとんど変わりません。三つのヘッドは互いの写しです。
* **課題が求めると、分担が生まれます**。三つのヘッドの図は、「一つ前」の斜線、「最初」の縦線、「二つ前」の斜線になります。ヘッドの名前は人が付けたのではなく、そのヘッドを除いたときに崩れる答えから決めました。輪になっているので、斜線は右上の隅に続きます。
* **ヘッドは三つより少ないと足りません**。一つのヘッドでも、三つのうち二つの答えはかなり当たります。一つの注意は複数の場所に重みを分けられるからです。しかし、どの答えがどの場所のものかを区別する余地は、ヘッドが一つや二つでは足りません。
* **$D$ が大きいことは、分担を意味しません**。ヘッドが六つのとき、$D$ は 0.5 を超えますが、除いてもほとんど失うものがないヘッドがあります。分担は、除いてみて初めて分かります。

</details>

## さらに学ぶために

* 訓練済みのモデルでは、多くのヘッドを除いても性能がほとんど落ちないことが知られています (Michel, Levy, Neubig 2019, [arXiv:1905.10650](https://arxiv.org/abs/1905.10650))。
* 三つのヘッドで、別の乱数の種を試してください。どのヘッドがどの答えを受け持つかは、種によって変わります。分担がきれいに分かれない種は見つかるでしょうか。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the pictures and tables show (write it in your own words first)</summary>

* **Structure alone does not divide the work.** Where it does not matter where one looks, the diversity $D$ falls below its value before training. With one answer, hardly any accuracy is lost whichever head is removed: the three are copies of each other.
* **A task that asks for it does.** The three heads are the diagonal "one before", the column "first" and the diagonal "two before". Nobody named them: a head's title is the answer that breaks when it is removed. Because the sequence is a ring, the diagonals go on in the upper right corner.
* **Fewer than three heads are not enough.** Even one head gets two of the three answers right rather often, because one attention can spread its weight over several places. What one or two heads lack is the room to keep apart which answer belongs to which place.
* **A large $D$ does not mean division.** With six heads $D$ is above 0.5, and yet there are heads whose removal costs hardly anything. Whether work is divided shows only when a head is removed.

</details>

## Going further

* In trained models, many heads can be removed at little cost (Michel, Levy, Neubig 2019, [arXiv:1905.10650](https://arxiv.org/abs/1905.10650)).
* Try other seeds with three heads. Which head serves which answer changes from seed to seed. Do you find a seed with an unclean division?
"""
