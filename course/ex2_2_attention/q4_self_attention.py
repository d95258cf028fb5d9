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

$W_q, W_k, W_v$ は $(d_k, d_{model})$、$W_o$ は $(d_{model}, d_k)$ の行列で、バイアスのない `nn.Linear` で表します。マスクは問題 3 と同じく **True = 参照してよい** で、この問題では真偽値だけを使います。どのキーも見えない行は、問題 3 と同じく重みも出力も 0 です。

**手で確かめる例**　$T=2$、$d_{model}=d_k=1$、四つの重みがすべて 1 で $x = (1, 0)^\top$ なら、位置 0 のロジットは $(1, 0)$、重みは $(0.731, 0.269)$、出力は $0.731$ です。位置 1 のロジットは $(0, 0)$、出力は $0.5$ です。

### 予想してみましょう

マスクも位置の情報もない自己注意の層に、単語の順序を入れ替えた文を入れると、出力はどうなるでしょうか。"same" (元の文とまったく同じ)、"moved" (値は同じで、単語と一緒に並びが変わる)、"new" (違う値になる) から選んで、下のセルの `None` を書き換えてください。層を書いたあとで、答え合わせをします。
"""

# %% [markdown] lang="en"
r"""
## The idea

In self-attention, queries, keys and values all come from the same input $x \in \mathbb{R}^{T \times d_{model}}$.

$$Q = xW_q^\top,\quad K = xW_k^\top,\quad V = xW_v^\top,\qquad \mathrm{output} = \left[\mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right)V\right]W_o^\top$$

$W_q, W_k, W_v$ are $(d_k, d_{model})$ and $W_o$ is $(d_{model}, d_k)$, each an `nn.Linear` without bias. As in problem 3, a mask that is **True allows**; here masks are booleans only. A row that sees no key has weights 0 and output 0, as in problem 3.

**An example to check by hand.** For $T=2$, $d_{model}=d_k=1$, all four weights 1 and $x = (1, 0)^\top$, position 0 has the logits $(1, 0)$, the weights $(0.731, 0.269)$ and the output $0.731$. Position 1 has the logits $(0, 0)$ and the output $0.5$.

### Predict

A self-attention layer has no mask and no information on positions. What happens to its output if the words of a sentence change places? Choose "same" (exactly as before), "moved" (the same values, in the order of the words) or "new" (other values), and write it in place of `None` in the cell below. It is answered once the layer is written.
"""

# %% nbgrader={"grade_id": "q4-setup", "locked": true}
import math

import matplotlib.pyplot as plt
import seaborn as sns
import torch
import torch.nn.functional as F
from torch import nn

# %%
predicted_order = None  # "same", "moved", "new" のどれか / one of "same", "moved", "new"

# %% [markdown] lang="ja"
r"""
## 注意の関数

注意そのものは問題 3 で書きました。ここでは、それを呼ぶだけです。次のセルの関数は PyTorch のもので、問題 3 と同じ結果を返します (マスクは真偽値)。自分の関数を使いたいときは、層のセルの先頭に貼り付けてください。
"""

# %% [markdown] lang="en"
r"""
## The attention function

Attention itself you wrote in problem 3; here it is only called. The function in the next cell is PyTorch's and returns what problem 3 asks for (with boolean masks). To use your own, paste it at the top of the layer's cell.
"""

# %% nbgrader={"grade_id": "q4-given", "locked": true}
def scaled_dot_product_attention(Q, K, V, mask=None):
    """(出力, 重み)。重みは、V が単位行列のときの出力です。 / (output, weights); weights are the output for V = identity."""
    identity = torch.eye(K.shape[-2], dtype=K.dtype).expand(*K.shape[:-1], K.shape[-2])
    return tuple(F.scaled_dot_product_attention(Q, K, v, attn_mask=mask) for v in (V, identity))

# %% nbgrader={"grade_id": "q4-layer", "solution": true}
class SelfAttention(nn.Module):
    """ヘッドが一つの自己注意の層。

    d_model: 入力と出力の幅
    d_k: クエリ、キー、バリューの幅。None なら d_model
    部品は W_q、W_k、W_v (d_model -> d_k) と W_o (d_k -> d_model) で、どれもバイアスのない nn.Linear です。
    パラメータは W_q.weight、W_k.weight、W_v.weight、W_o.weight の四つだけです (バッファはかまいません)。
    ドロップアウトもなく、train と eval で同じ結果です。
    ---
    Self-attention with one head.

    d_model: width of the input and the output
    d_k: width of queries, keys and values; None means d_model
    Layers: W_q, W_k, W_v (d_model -> d_k) and W_o (d_k -> d_model), nn.Linear without bias.
    The parameters are W_q.weight, W_k.weight, W_v.weight and W_o.weight, and no others (buffers are fine).
    No dropout: train and eval give the same results.
    """

    def __init__(self, d_model: int, d_k: int | None = None):
        super().__init__()
        ### BEGIN SOLUTION
        d_k = d_model if d_k is None else d_k
        self.W_q = nn.Linear(d_model, d_k, bias=False)
        self.W_k = nn.Linear(d_model, d_k, bias=False)
        self.W_v = nn.Linear(d_model, d_k, bias=False)
        self.W_o = nn.Linear(d_k, d_model, bias=False)
        ### END SOLUTION

    def forward(self, x, mask=None):
        """x: (B, T, d_model)、どの大きさも 1 以上。
        mask: None、または (B, T, T) にブロードキャストできる真偽値 (次元は 2 個以上)。True = 参照してよい
        戻り値: (出力 (B, T, d_model), 重み (B, T, T))。どのキーも見えない行は重みも出力も 0 です。
        勾配は出力からも重みからも流れます。x と mask は変えません。
        ---
        x: (B, T, d_model), every size at least 1.
        mask: None, or booleans with two dimensions or more that broadcast to (B, T, T); True = may be attended to
        Returns (output (B, T, d_model), weights (B, T, T)); a row that sees no key has weights and output 0.
        Gradients flow from the output and from the weights.  x and mask are not changed.
        """
        ### BEGIN SOLUTION
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)  # (B, T, d_k) each
        mixed, weights = scaled_dot_product_attention(q, k, v, mask)  # (B, T, d_k), (B, T, T)
        return self.W_o(mixed), weights
        ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：最初に考えること</summary>

四つの線形層の入力と出力の幅を、それぞれ書き出してください。$W_o$ が受け取るのは、どの幅のものですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

`__init__` は四つの層を作るだけです。`forward` は、`x` を三つの層に通し、注意の関数を呼び、その出力を最後の層に通します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Write down the input and output width of each of the four linear layers. Which width does $W_o$ receive?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

`__init__` makes the four layers and nothing else. `forward` passes `x` through three of them, calls the attention function, and passes its output through the last.

</details>
"""

# %% nbgrader={"grade_id": "q4-layer-try", "locked": true}
layer = SelfAttention(1)
with torch.no_grad():
    for linear in (layer.W_q, layer.W_k, layer.W_v, layer.W_o):
        linear.weight.fill_(1.0)
output, weights = (result.detach() for result in layer(torch.tensor([[[1.0], [0.0]]])))
assert output.shape == (1, 2, 1) and weights.shape == (1, 2, 2), (
    f"形を確かめてください: {tuple(output.shape)}, {tuple(weights.shape)} / check the shapes: {tuple(output.shape)}, {tuple(weights.shape)}"
)
assert abs(float(output[0, 0]) - 0.731) < 1e-3, (
    f"上の手計算 0.731 と比べてください: {float(output[0, 0]):.3f} / compare with 0.731, the example by hand: {float(output[0, 0]):.3f}"
)

# %% nbgrader={"grade_id": "q4-order", "locked": true} tags=["experiment"]
torch.manual_seed(0)
layer, x = SelfAttention(6, 4), torch.randn(1, 5, 6)  # a sentence of five words
order = torch.tensor([3, 0, 4, 1, 2])
before, after = layer(x)[0], layer(x[:, order])[0]
moved = torch.allclose(after, before[:, order], atol=1e-6)
found = "same" if torch.allclose(after, before) else "moved" if moved else "new"
print(f"predicted: {predicted_order or 'not yet'}   measured: {found}")
assert found == "moved"  # what the text below claims

# %% [markdown] lang="ja"
r"""
<details><summary>答え</summary>

値は変わらず、単語と一緒に並びが変わるだけです (置換同変, permutation equivariance)。つまり、この層だけでは語順がわかりません。演習 2.3 の位置符号化が必要になる理由です。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Answer</summary>

The outputs change places with the words and keep their values (permutation equivariance). The layer alone cannot see word order: this is why exercise 2.3 adds positions.

</details>
"""

# %% nbgrader={"grade_id": "q4-layers", "grade": true, "points": 1}
# 四つの線形層はバイアスがなく、形は決まりどおりで、ほかに学習するパラメータはありません。 / Four linear layers without bias, of the right shapes, and no other parameters.
### BEGIN HIDDEN TESTS
# SHARED checks
# SHARED attention


def close(a, b, tolerance=1e-5):
    return a.shape == b.shape and torch.allclose(a, b, rtol=0, atol=tolerance)


def weight(layer, n):
    """The parameter W_n.weight."""
    found = dict(layer.named_parameters(remove_duplicate=False)).get(f"W_{n}.weight")
    assert found is not None, f"パラメータ W_{n}.weight がありません。W_{n} は nn.Linear ですか / there is no parameter W_{n}.weight: is W_{n} an nn.Linear?"
    return found


def layer_and_input(B, T, d_model, d_k, size=1.0):
    """A layer with weights of our own, whatever it starts with, and an input."""
    layer = SelfAttention(d_model, d_k)
    with torch.no_grad():
        for n in "qkvo":
            weight(layer, n).copy_(torch.randn(weight(layer, n).shape) * size / weight(layer, n).shape[1] ** 0.5)
    return layer, torch.randn(B, d_model, T).mT  # laid out so that `.view` cannot take it apart


def depends():
    """Whether a first word, or weights, a little different move attention and outputs a little, through products."""
    return all(depends_at(*SIZES[n]) for n in (0, 3, 6))


def depends_at(rows, T, d_model, d_k):
    layer, x = layer_and_input(rows, T, d_model, d_k)
    near = x.clone()
    near[:, 0] += 0.01 * torch.randn(rows, d_model)
    _, turned = layer.eval()(torch.cat([-x[:, :1], x[:, 1:]], dim=1))
    results, moved = pair(layer(x.clone())), pair(layer(near))
    state = {name: p.detach().clone() for name, p in layer.named_parameters(remove_duplicate=False)}
    (A, B), (C, D) = coordinates(len(weight(layer, "q"))), coordinates(d_model)
    drawn = {name: torch.randn_like(p) * p.std() for name, p in state.items()}

    def having(change, x=x):  # results with other parameters
        with torch.no_grad():
            for name, p in layer.named_parameters(remove_duplicate=False):
                p.copy_(change(name, state[name]))
        return pair(layer(x.clone()))

    def written(name, p, turn={}):  # for words x C
        return turn.get(name[:3], torch.eye(len(p))) @ p @ (D if p.dim() == 2 and name[:3] != "W_o" else torch.eye(p.shape[-1]))

    changes = [lambda name, p: written(name, p, {"W_q": A.T, "W_k": B.T})]
    changes += [lambda name, p, c=c, d=d: written(name, c * p + d * drawn[name]) for c, d in [(0, 1), (1, 1), (1, -1)]]
    rewritten, *others = (having(change, x @ C)[1] for change in changes)
    pairs = [*zip(results, moved), *zip(results, having(lambda name, p: 1.01 * p))]
    return from_products(results[1], rewritten, turned, *others) and all(1e-4 < float((one - other)[:, 1:].detach().abs().max()) < 0.5 for one, other in pairs)


CONSTANT = "入力を少し変えても、重みか出力が変わりません", "an input a little different, and the weights or the output stay the same"
SIZES = [(2, 5, 6, 4), (3, 2, 3, 16), (1, 7, 6, None), (4, 4, 4, 4), (2, 1, 5, 2), (3, 3, 1, 1), (5, 6, 9, 2)]  # B, T, d_model, d_k
for d_model, d_k, width in smallest_first([(6, 4, 4), (5, None, 5), (3, 8, 8), (4, 1, 1)]):
    layer, other = SelfAttention(d_model, d_k), SelfAttention(d_model, d_k)
    shapes = {name: tuple(value.shape) for name, value in layer.named_parameters()}
    described = {f"W_{n}.weight": (width, d_model) for n in "qkv"} | {"W_o.weight": (d_model, width)}
    what = f"d_model={d_model}, d_k={d_k}"
    assert shapes == described, say(f"パラメータは {described} です", f"the parameters are {described}", what)
    assert all(value.requires_grad for value in layer.parameters()), say("四つとも学習できますか", "can all four learn?", what)
    with torch.no_grad():
        weight(layer, "q").fill_(7.0)
    assert not (weight(layer, "k") == 7).any() and not (weight(other, "q") == 7).any(), say("層どうしで重みを共有しています", "layers share a weight", what)
HOLDS.add("q4-layers")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-weights", "grade": true, "points": 2}
# 注意の重みは softmax(QKᵀ/√d_k) です。 / Attention weights are softmax(QKᵀ/√d_k).
### BEGIN HIDDEN TESTS
torch.manual_seed(1)
for sizes in smallest_first(SIZES):
    for size in (2, 20):  # far from uniform, so that a wrong scale shows; then nearly one-hot
        layer, x = layer_and_input(*sizes, size)
        q, k = x @ weight(layer, "q").T, x @ weight(layer, "k").T
        expected = F.scaled_dot_product_attention(q.double(), k.double(), torch.eye(sizes[1]).double().expand(sizes[0], -1, -1)).float()
        for training in (True, False):
            weights = layer.train(training)(x)[1]
            what = f"B, T, d_model, d_k = {sizes}, train={training}"
            assert close(weights, expected, 1e-5 * size**2), say("重みが違います。何で割りましたか", "weights differ: what did you divide by?", what, "q4-layers")
HOLDS.add("q4-weights")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-output", "grade": true, "points": 2}
# 出力は、返された重みで混ぜたバリューを W_o に通したものです。 / The output is the values, mixed by the returned weights and passed through W_o.
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
for sizes in smallest_first(SIZES):
    layer, x = layer_and_input(*sizes)
    for training in (True, False):
        output, weights = layer.train(training)(x.clone())
        expected = weights @ (x @ weight(layer, "v").T) @ weight(layer, "o").T
        what = f"x {tuple(x.shape)}, d_k={sizes[3]}, train={training}"
        assert output.shape == x.shape, say("出力の形は入力と同じです", "the output has the input's shape", what)
        assert output.any(), say("出力が 0 ばかりです", "the output is 0 everywhere", what)
        assert close(output, expected), say("W_v、重み、W_o の順に使い、ほかに何も足していませんか", "W_v, then the weights, then W_o, and nothing added?", what)
        x = torch.randn(x.shape[0] + 1, x.shape[1] + 2, x.shape[2])  # then more and longer sentences, for the same layer
assert depends(), say(*CONSTANT, "B, T, d_model, d_k = 2, 5, 6, 4", "q4-weights")
HOLDS.add("q4-output")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-equivariance", "grade": true, "points": 1}
# 単語を入れ替えると出力も同じように入れ替わり、ほかの文には左右されません。 / Moving the words moves the outputs in the same way; other sentences play no part.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
for sizes in smallest_first((SIZES[0], SIZES[3], SIZES[6])):
    layer, x = layer_and_input(*sizes)
    before, order, what = x.clone(), torch.arange(sizes[1]).roll(1), f"B, T, d_model, d_k = {sizes}"
    output, weights = layer(x)
    assert torch.equal(x, before), say("引数 x を書き換えています", "the argument x was changed", what)
    assert output.unique(dim=1).shape[1] > 1, say("どの位置でも同じ出力です", "the outputs of all positions are the same", what)
    moved, w_moved = layer(x[:, order])
    assert close(moved, output[:, order]), say("位置によって扱いが違います", "positions are treated differently", what)
    assert close(w_moved, weights[:, order][:, :, order]), say("重みの行と列も一緒に入れ替わるはずです", "rows and columns of the weights should move together", what, "q4-weights")
    alone, w_alone = layer(x[1:2])
    assert close(alone, output[1:2]) and close(w_alone, weights[1:2]), say("バッチのほかの文が結果に影響しています", "other sentences of the batch play a part", what)
assert depends(), say(*CONSTANT, "B, T, d_model, d_k = 2, 5, 6, 4", "q4-weights")
HOLDS.add("q4-equivariance")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-mask", "grade": true, "points": 1}
# マスクで禁じた位置の重みは 0 で、残りは見える位置だけの重みになります。 / Forbidden positions have weight 0; the others get the weights of what is seen.
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
for B, T in smallest_first([(2, 5), (4, 4), (1, 3), (3, 2)]):
    layer, x = layer_and_input(B, T, 6, 4)
    layer.train(B > 2)
    values = x @ weight(layer, "v").T
    for shape in [(T, T), (B, T, T), (1, T, T), (B, 1, T), (1, T), (1, 1, T), "causal"]:
        mask = torch.ones(T, T).tril().bool() if shape == "causal" else torch.rand(shape) < 0.5
        if shape != "causal":
            mask = mask | ~mask.any(-1, keepdim=True)  # every row sees something; empty rows have their own check
        before, free = mask.clone(), layer(x)[1]
        expected = free * mask / (free * mask).sum(-1, keepdim=True)
        output, weights = layer(x, mask)
        what = (f"x {tuple(x.shape)}, mask {'causal ' * (shape == 'causal')}{tuple(mask.shape)}", "q4-weights")
        assert weights.shape == (B, T, T) and (weights.masked_select(~mask) == 0).all(), say("返した重みに禁じた位置が残っています", "the returned weights see forbidden positions", *what)
        assert close(weights, expected), say("見える位置の重みが違います。マスクはソフトマックスの前ですか", "the weights of what is seen are wrong: is the mask applied before the softmax?", *what)
        assert close(output, expected @ values @ weight(layer, "o").T), say("出力がマスクに従っていません", "the output does not follow the mask", *what, "q4-output")
        assert torch.equal(mask, before), say("引数 mask を書き換えています", "the argument mask was changed", *what)
        assert close(layer(x)[1], free), say("前の呼び出しのマスクが残っています", "the mask of an earlier call is still there", *what)
causal = torch.ones(4, 4).tril().bool()
what = ("x (1, 4, 6) = 0, causal mask (4, 4)", "q4-weights")
assert close(layer_and_input(1, 4, 6, 4)[0](torch.zeros(1, 4, 6), causal)[1][0], causal / causal.sum(-1, keepdim=True)), say("ちょうど 0 のロジットも、見える位置のロジットです", "a logit of exactly 0 is one of what is seen, too", *what)
for size in (2, 20):  # nearly one-hot: a word that nobody sees may have the largest logit of all
    layer, x = layer_and_input(3, 8, 6, 4, size)
    seen = torch.tensor([1, 0, 1, 1, 0, 0, 1, 0]).bool()
    (output, weights), (short, w_short) = layer(x.clone(), seen[None]), layer(x[:, seen])
    what = (f"x {tuple(x.shape)}, mask (1, 8)", "q4-weights")
    assert close(weights[:, seen][:, :, seen], w_short, 1e-5 * size**2) and close(output[:, seen], short, 1e-5 * size**3), say("だれからも見えない単語は、ないのと同じはずです", "a word that nobody sees might as well not be there", *what)
    alone = layer(200 * x, torch.eye(8).bool())[1]  # each row sees itself alone, however low its logit
    assert close(alone, torch.eye(8).expand(3, -1, -1)), say("見える単語が一つなら、その重みは 1 です", "a single word that is seen has weight 1", f"x {tuple(x.shape)}, mask (8, 8)", "q4-weights")
assert depends(), say(*CONSTANT, "B, T, d_model, d_k = 2, 5, 6, 4", "q4-weights")
HOLDS.add("q4-mask")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-mask-empty-row", "grade": true, "points": 1}
# どのキーも見えない行は重みも出力も 0 で、そこから NaN の勾配も出ません。 / A row that sees no key has weights and output 0, and sends no NaN gradients.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
for sizes in smallest_first((SIZES[0], SIZES[3], SIZES[4])):
    layer, x = layer_and_input(*sizes)
    mask = torch.rand(*sizes[:2], sizes[1]) < 0.6
    mask[0, -1] = False
    mask[1] = False  # a whole sentence
    for seen in (mask, torch.zeros(sizes[1], sizes[1]).bool(), torch.arange(sizes[1])[:, None] > 0):
        before = seen.clone()
        output, weights = layer(x.requires_grad_(), seen)
        empty, what = (~seen.any(-1)).expand(sizes[:2]), (f"x {tuple(x.shape)}, mask {tuple(seen.shape)}", "q4-mask")
        assert (weights[empty] == 0).all() and (output[empty] == 0).all(), say("0/0 や一様な重みになっていませんか", "is it 0/0, or uniform?", *what)
        assert not output.isnan().any(), say("NaN がほかの行に広がっています", "NaN spreads to other rows", *what)
        assert close(weights.sum(-1), (~empty).to(weights.dtype)), say("ほかの行の重みの和が 1 ではありません", "the weights of other rows do not sum to 1", *what)
        assert torch.equal(seen, before), say("引数 mask を書き換えています", "the argument mask was changed", *what)
        grads = torch.autograd.grad(output.sum() + weights.sum(), [x, *layer.parameters()], allow_unused=True)
        assert all(g is None or g.isfinite().all() for g in grads), say("NaN の勾配が流れます", "NaN gradients flow", *what)
assert depends(), say(*CONSTANT, "B, T, d_model, d_k = 2, 5, 6, 4", "q4-weights")
HOLDS.add("q4-mask-empty-row")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-pytorch", "grade": true, "points": 1}
# 重みを写すと nn.MultiheadAttention (1 ヘッド) と一致します。 / With its weights copied, nn.MultiheadAttention (1 head) agrees.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
layer, x = layer_and_input(2, 5, 6, None, 2)
theirs = nn.MultiheadAttention(6, 1, bias=False, batch_first=True)
ours = {name: value.detach() for name, value in layer.named_parameters()}
theirs.load_state_dict({"in_proj_weight": torch.cat([ours[f"W_{n}.weight"] for n in "qkv"]), "out_proj.weight": ours["W_o.weight"]})
causal = torch.ones(5, 5).tril().bool()
for mask, theirs_mask in [(None, None), (causal, ~causal)]:  # their True forbids
    expected, expected_weights = theirs(x, x, x, attn_mask=theirs_mask)
    output, weights = layer(x, mask)
    what = (f"mask {'None' if mask is None else 'causal'}", "q4-layers", "q4-weights", "q4-output", "q4-mask")
    assert close(output, expected) and close(weights, expected_weights), say("nn.MultiheadAttention と違います。層の役割を確かめてください", "it differs from nn.MultiheadAttention: check which layer does what", *what)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q4-gradient", "grade": true, "points": 1}
# 四つの重みと入力に、出力からも返された重みからも正しい勾配が流れます。 / Correct gradients reach all four weights and the input, from the output and from the returned weights.
### BEGIN HIDDEN TESTS
torch.manual_seed(6)
for mask in (None, torch.ones(4, 4).tril().bool()):
    layer, x = layer_and_input(2, 4, 5, 3)
    layer.train(mask is None)  # gradients flow in evaluation, too
    x.requires_grad_()
    along = [torch.randn(2, 4, 5), torch.randn(2, 4, 4)]  # one number out of each result

    def value(n):
        return (layer(x, mask)[n] * along[n]).sum()

    what = f"mask {'None' if mask is None else 'causal'}"
    assert all(close(a, b) for a, b in zip(pair(layer(x, mask)), pair(layer(x.detach().clone(), mask)))), say("x が勾配を求めるかどうかで、結果の数が違います", "the numbers differ with whether x requires gradients", what, "q4-output")
    for n, names in enumerate((["x", "W_q", "W_k", "W_v", "W_o"], ["x", "W_q", "W_k"])):
        leaves = [x if name == "x" else weight(layer, name[2]) for name in names]
        what = (f"{('output', 'weights')[n]}, mask {'None' if mask is None else 'causal'}", "q4-output")
        assert value(n).requires_grad, say("計算の途中で勾配を切っていませんか", "is the gradient cut off on the way?", *what)
        for name, leaf, grad in zip(names, leaves, torch.autograd.grad(value(n), leaves, allow_unused=True)):
            assert grad is not None and grad.abs().max() > 1e-4, say(f"{name} に勾配が流れません", f"no gradient reaches {name}", *what)
            step = 3e-3 * unforeseen(leaf)
            with torch.no_grad():
                leaf += step
                up = value(n)
                leaf -= 2 * step
                slope = up - value(n)
                leaf += step
            assert abs(slope - 2 * (grad * step).sum()) < 0.02 * abs(slope) + 3e-4, say(f"{name} の勾配が差分と合いません", f"the gradient of {name} disagrees with a difference", *what)
assert depends(), say(*CONSTANT, "B, T, d_model, d_k = 2, 5, 6, 4", "q4-weights")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 注意を描く

横軸をキー（見られる側）、縦軸をクエリ（見る側）とするヒートマップを、行列を色で描く関数 (`sns.heatmap`、`imshow`、`pcolormesh` など) に重みをそのまま渡して描きます（先に自分で色に直した画像は使いません）。行 $i$ は、位置 $i$ がどこを見ているかを表します。たとえば下のような図です。

![三つの単語の注意の重み](expected:q4-plot-example)
"""

# %% [markdown] lang="en"
r"""
## Drawing attention

A heat map with keys (what is looked at) on x and queries (what looks) on y, drawn by handing the weights as they are to a function that shows a matrix in colours (`sns.heatmap`, `imshow`, `pcolormesh`, …), not an image that you have coloured yourself. Row $i$ shows where position $i$ looks, as in this picture.

![attention weights of three words](expected:q4-plot-example)
"""

# %% nbgrader={"grade_id": "q4-plot", "solution": true}
def plot_attention(weights, labels=None, ax=None):
    """注意の重みのヒートマップ。横がキー、縦がクエリで、行 0 は上です。

    weights: テンソル (T, T)。勾配を要求していてもかまわず、変えません
    labels: 目盛りに付ける T 個の単語 (同じ単語が何度あってもよい)。None なら自由
    ax: 描く先。None なら新しい図に描きます。ほかの Axes には描きません
    重みの数のまま描く関数に渡し、色はその関数が付けます。色の範囲は、どの重みも別の色になるなら自由です。
    軸の名前に、横は key (またはキー)、縦は query (またはクエリ) という語を入れます。戻り値: 描いた Axes
    ---
    A heat map of attention weights: keys on x, queries on y, row 0 at the top.

    weights: tensor (T, T); it may require gradients and is not changed
    labels: T words for the ticks of both axes (words may repeat), one beside each row and column; None: as you like
    ax: where to draw; None means a new figure.  Nothing is drawn into other Axes
    The drawing function gets the weights themselves and gives them their colours; the range of the colours
    is free, as long as different weights have different colours.
    The x label holds the word key (or キー), the y label query (or クエリ).  Returns the Axes.
    """
    ### BEGIN SOLUTION
    if ax is None:
        _, ax = plt.subplots()
    ticks = "auto" if labels is None else labels
    sns.heatmap(weights.detach().numpy(), vmin=0, vmax=1, cmap="viridis", square=True, xticklabels=ticks, yticklabels=ticks, ax=ax)
    ax.set(xlabel="key", ylabel="query")
    return ax
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：最初に考えること</summary>

図の縦軸は、ふつう下から上へ数えます。行列の行 0 を上にするには、どうしますか。勾配を要求するテンソルは、そのまま NumPy に渡せるでしょうか。

</details>
<details><summary>ヒント 2：答えの形</summary>

`ax` がなければ図を作り、行列を色で描く関数 (`sns.heatmap`、`imshow` など) に `ax` と目盛りの単語を渡し、二つの軸に名前を付け、`ax` を返します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

The y axis of a figure usually counts upwards. How does row 0 of the matrix get to the top? Can a tensor that requires gradients be handed to NumPy as it is?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Make a figure if there is no `ax`; hand `ax` and the words for the ticks to a function that draws a matrix in colours (`sns.heatmap`, `imshow`, …); name both axes; return the `ax`.

</details>
"""

# %% nbgrader={"grade_id": "q4-plot-try", "locked": true}
ax = plot_attention(torch.eye(3), labels=["a", "b", "c"])
assert ax is not None, "Axes を返していますか / is the Axes returned?"
plt.close(ax.figure)

# %% nbgrader={"grade_id": "q4-plot-example", "locked": true} tags=["experiment"]
_, ax = plt.subplots(figsize=(4, 3))
plot_attention(torch.tensor([[0.7, 0.2, 0.1], [0.0, 0.4, 0.6], [0.3, 0.3, 0.4]]), ["the", "black", "cat"], ax)
plt.show()

# %% nbgrader={"grade_id": "q4-picture", "grade": true, "points": 2}
# 図は横がキー、縦がクエリで、軸の名前と単語が付き、Axes を返します。 / The map has keys on x, queries on y, axis labels and words, and comes back as Axes.
### BEGIN HIDDEN TESTS
# SHARED pictures
torch.manual_seed(7)
(given, (other,)), drawn = axes_not_current(2), []
for words in (2 * "to be or not to be that is the question".split(), None, ["one"], None):  # words repeat, and are many; then new figures, two of one size
    T = 3 if words is None else len(words)
    weights = (2 * torch.randn(T, T)).softmax(-1).requires_grad_()
    weights = weights if words else 1 * weights  # as a layer returns them
    before, what = weights.detach().clone(), f"labels = {words}"
    ax = plot_attention(weights, labels=words, ax=given if not drawn else None)
    assert isinstance(ax, Axes), say("Axes を返していますか", "is the Axes returned?", what)
    assert weights.requires_grad and torch.equal(weights.detach(), before), say("引数 weights を変えています", "the argument weights was changed", what)
    drawn.append((ax, T, words, before.numpy()))
for ax, T, words, values in drawn:  # when all are drawn, each must still be there
    what, spread = f"labels = {words}", abs(values.ravel()[:, None] - values.ravel())
    found = map_of(ax, T * T)
    assert found is not None, say("T 行 T 列のヒートマップを、ax に、省かれたら新しい図に描きます", "draw a heat map of T rows and T columns into ax, and into a new figure where it is left out", what)
    image, x, y, shown = found
    ends = {"x": tuple(ax.get_xlim()), "y": tuple(ax.get_ylim())[::-1]}  # left and right, top and bottom
    order = [np.argsort(v if ends[axis][0] < ends[axis][1] else -v) for axis, v in (("y", y), ("x", x))]
    grid = shown[np.ix_(*order)]
    right = np.allclose(grid, values, atol=1e-6)
    assert right or not np.allclose(grid.T, values, atol=1e-6), say("行と列が入れ替わっています。行がクエリ、列がキーです", "rows and columns are exchanged: rows are queries, columns keys", what)
    assert right or not np.allclose(grid[::-1], values, atol=1e-6), say("上下が逆です。行 0 は上です", "it is upside down: row 0 is at the top", what)
    assert right, say("色は重みそのものですか。行 0 は上、列 0 は左です", "are the colours the weights as they are, row 0 at the top, column 0 on the left?", what)
    low, high = image.get_clim()
    colours = np.asarray(image.to_rgba(values)).reshape(T * T, 4)
    assert low <= values.min() + 1e-6 and high >= values.max() - 1e-6, say("色の範囲が、重みの範囲より狭いです", "the range of the colours is narrower than that of the weights", what)
    assert (abs(colours[:, None] - colours).max(-1)[spread > 0.05] > 1e-4).all(), say("違う重みが同じ色です", "different weights have the same colour", what)
    for axis, names in (("x", ("key", "キー")), ("y", ("quer", "クエリ"))):
        label = getattr(ax, f"get_{axis}label")().lower()
        assert any(name in label for name in names), say(f"{axis} 軸の名前に {names[1]} を入れてください", f"the label of the {axis} axis names {'the key' if axis == 'x' else 'the query'}", what)
        if words:
            start, end = ends[axis]
            ticks = sorted(((place - start) / (end - start) * T, text) for place, text in tick_texts(ax, axis))
            assert [text for _, text in ticks] == words, say("目盛りに単語を付けてください", "put the words at the ticks", f"{axis}, {what}")
            assert all(n < place < n + 1 for n, (place, _) in enumerate(ticks)), say("単語がその行や列の横にありません", "a word is not beside its row or column", f"{axis}, {what}")
assert given.has_data() and not other.has_data() and not any(other.get_title(loc=loc) for loc in ("left", "center", "right")), say("ax に描き、ほかの Axes には描きません", "draw into ax, and into no other Axes", "ax given")
figures = [getattr(ax.figure, "number", None) for ax, *_ in drawn]  # a Figure without pyplot has no number
assert figures.count(None) + len({*figures} - {None}) == len(figures), say("ax を省いたら、毎回新しい図に描きます", "without ax, each picture gets a figure of its own", "ax = None")
plt.close("all")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実際の単語の上の注意

単語ベクトルの近さで注意を向ける層を作ってみましょう。Python の説明文から、よく出る 800 語の共起を数え、PPMI と特異値分解で単語のベクトルにします (演習 2.1 問題 2 の方法)。$W_q$ と $W_k$ を単位行列の定数倍にすると、クエリとキーの内積は、単語ベクトルの近さになります。

下の文には string、integer という語と、the が二つあります。**string が自分のほかにいちばん注意を向けるのは、どの語でしょうか。二つの the の行は、同じでしょうか。**次のセルに予想を書いてから、その下を実行してください。
"""

# %% [markdown] lang="en"
r"""
## Attention over real words

Let a layer attend by the similarity of word vectors. From the text of Python's own documentation we count which of the 800 most frequent words occur near each other, and turn the counts into word vectors with PPMI and a singular value decomposition (the method of exercise 2.1, problem 2). With $W_q$ and $W_k$ a multiple of the identity, the dot product of query and key is the similarity of two word vectors.

The sentence below has the words string and integer, and the word "the" twice. **Apart from itself, which word does "string" attend to most? Are the rows of the two "the" the same?** Write your prediction into the next cell, then run the one below it.
"""

# %%
predicted_word = None  # 文の中の一語 / a word of the sentence
predicted_same = None  # True か False / True or False

# %% nbgrader={"grade_id": "q4-words", "locked": true} tags=["experiment", "nbval-ignore-output"]
import re
from collections import Counter
from pydoc_data.topics import topics

text = re.findall(r"[a-z]+", " ".join(topics[name] for name in sorted(topics)).lower())
common = [word for word, _ in Counter(text).most_common(800)]
index = {word: n for n, word in enumerate(common)}
ids = torch.tensor([index.get(word, -1) for word in text])
counts = torch.zeros(800, 800)
for step in (1, 2, 3):  # neighbours up to three words away, on both sides
    left, right = ids[:-step], ids[step:]
    both = (left >= 0) & (right >= 0)
    counts.index_put_((left[both], right[both]), torch.ones(int(both.sum())), accumulate=True)
counts = counts + counts.T
ppmi = (counts * counts.sum() / (counts.sum(0) * counts.sum(1, keepdim=True)).clamp_min(1)).clamp_min(1).log()
U, S, _ = torch.linalg.svd(ppmi)
vectors = F.normalize(U[:, :40] * S[:40].sqrt(), dim=1)  # (800, 40), length 1

sentence = "the first argument is a string and the second argument is an integer".split()
x = vectors[[index[word] for word in sentence]][None]  # (1, 13, 40)
layer = SelfAttention(40)
with torch.no_grad():
    for linear in (layer.W_q, layer.W_k):
        linear.weight.copy_(6 * torch.eye(40))  # similarity 1 becomes the logit 36 / √40 = 5.7
weights = layer(x)[1][0].detach()
_, ax = plt.subplots(figsize=(7, 5.5))
plot_attention(weights, sentence, ax)
plt.show()
for n, word in enumerate(sentence):
    top = weights[n].topk(3)
    seen = zip(top.values.tolist(), top.indices.tolist())
    print(f"{word:>9} -> " + ", ".join(f"{sentence[k]} ({k}) {w:.2f}" for w, k in seen))
string, integer = sentence.index("string"), sentence.index("integer")
others = [n for n in range(len(sentence)) if n != string]
print("besides itself, string looks most at:", sentence[max(others, key=lambda n: float(weights[string, n]))])
print("the rows of the two \"the\" are the same:", torch.allclose(weights[0], weights[7], atol=1e-6))
if predicted_word is None or predicted_same is None:
    print("予想がまだそろっていません。 / A prediction is missing.")
else:
    print(f"予想は {predicted_word}、{predicted_same} でした。 / You predicted {predicted_word} and {predicted_same}.")
assert all(sentence[int(row.argmax())] == word for row, word in zip(weights, sentence))  # itself first
assert torch.allclose(weights[0], weights[7], atol=1e-6) and sentence[0] == sentence[7] == "the"

# %% [markdown] lang="ja"
r"""
<details><summary>図から読み取れること</summary>

どの語も、まず自分自身に注意を向けます。自分との近さは 1 で、いちばん大きいからです。同じ語が二つあれば、注意は等しく分かれます。次に向ける先は、まわりに同じ語が現れる語です。string の相手は、図の下に表示されています。integer と予想したなら、理由を考えてみましょう。前後三語の共起から作ったベクトルが測るのは、意味そのものではなく、「どんな語と一緒に現れるか」です。

二つの the の行は、まったく同じです。この層には位置の情報がなく、「一つ目の the」と「二つ目の the」を区別できません。次の節では、位置を使います。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the picture shows</summary>

Every word attends to itself first: its similarity to itself is 1, the largest there is. Where a word stands twice, the two get equal shares. Next come words that keep the same company; the one for "string" is printed below the picture. If you expected "integer", think about why: vectors made from neighbours up to three words away do not measure meaning itself, but which words stand together.

The rows of the two "the" are identical. The layer has no information on positions and cannot tell the first "the" from the second. The next section uses positions.

</details>
"""

# %% [markdown] lang="ja"
r"""
## 重みを手で決める

各位置が一つ前の位置を見る層を、学習せずに作ります。入力が「内容＋位置ベクトル」で、位置ベクトル $p_0, \dots, p_{T-1}$ が正規直交（長さ 1、互いに直交）、内容はそれらと直交するとします。$W_q p_i$ と $W_k p_j$ の内積が、$j = i - 1$ のときだけ大きくなればよいのです。

位置 0 には前がないので、位置 0 の行は自由です。
"""

# %% [markdown] lang="en"
r"""
## Weights set by hand

Make a layer in which each position looks at the one before, without training. Let the input be content plus a position vector, with position vectors $p_0, \dots, p_{T-1}$ that are orthonormal (length 1, at right angles) and content at right angles to them. Then $W_q p_i$ and $W_k p_j$ need a large dot product exactly where $j = i - 1$.

Position 0 has nothing before it, so its row is free.
"""

# %% nbgrader={"grade_id": "q4-previous-head", "solution": true}
def set_previous_token_head(layer, positions, strength: float = 20.0) -> None:
    """SelfAttention の W_q と W_k を、位置 i (1 以上) が位置 i - 1 を見るように決めます。

    positions: (T, d_model)。行は正規直交で、T <= d_k。変えません
    strength: 0 以上の数。位置 i (1 以上) の行での、一つ前のロジット (√d_k で割ったあとの数)。その行のほかのロジットは 0 です。
        位置 0 の行のロジットは自由です。positions と直交する内容は、ロジットに影響しません。
    前の W_q と W_k はこのロジットに影響せず、W_v と W_o は変わりません。
    ---
    Set W_q and W_k of a SelfAttention so that position i (1 or more) looks at position i - 1.

    positions: (T, d_model), orthonormal rows, T <= d_k; not changed
    strength: 0 or more; in the row of position i (1 or more), the logit of the position before,
        after the division by √d_k.  The row's other logits are 0.  The row of position 0 is free.
        Content at right angles to positions plays no part.
    The earlier W_q and W_k play no part in these logits; W_v and W_o stay as they are.
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

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：最初に考えること</summary>

$T \le d_k$ なら、位置 $i$ に $\mathbb{R}^{d_k}$ の単位ベクトル $e_i$ を割り当てられます。$q_i \cdot k_j$ が $i = j + 1$ のときだけ 0 でなくなるには、$p_j$ のキーはどの単位ベクトルであるべきでしょうか。

</details>
<details><summary>ヒント 2：答えの形</summary>

$W$ の行 $i$ が $p_i$ なら、$W p_i = e_i$ です (なぜでしょうか)。二つの行列を 0 にしてから、一方には `positions` を、もう一方には一つずらした `positions` を行として入れます。ロジットは $\sqrt{d_k}$ で割られます。それを見越して、何倍しておきますか。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

If $T \le d_k$, position $i$ can have the unit vector $e_i$ of $\mathbb{R}^{d_k}$. For $q_i \cdot k_j$ to be nonzero only where $i = j + 1$, which unit vector should the key of $p_j$ be?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

If row $i$ of $W$ is $p_i$, then $W p_i = e_i$ (why?). Make both matrices 0, then put `positions` into the rows of one, and `positions` moved by one into the rows of the other. Logits are divided by $\sqrt{d_k}$ later: by how much do you multiply beforehand?

</details>
"""

# %% nbgrader={"grade_id": "q4-previous-try", "locked": true}
layer = SelfAttention(6, 6)
set_previous_token_head(layer, torch.eye(6)[:4])
_, weights = layer(torch.eye(6)[None, :4])
seen = [round(w, 2) for w in weights[0, 2].tolist()]
assert seen[1] > 0.9, f"位置 2 は位置 1 を見ますか: {seen} / does position 2 look at position 1? {seen}"

# %% nbgrader={"grade_id": "q4-previous", "grade": true, "points": 2}
# 位置 1 以降の行では、一つ前のロジットが strength、ほかは 0 で、W_v と W_o は変わりません。 / From position 1 on, the logit of the position before is strength and the others are 0; W_v and W_o stay.
### BEGIN HIDDEN TESTS
torch.manual_seed(7)
for T, d_model, d_k, strength in smallest_first([(5, 12, 7, None), (4, 9, 4, 2.4), (6, 16, 16, 0.0), (2, 3, 9, 5.0), (4, 4, 4, 2.0), (3, 5, None, 1.0), (1, 4, 2, 2.0)]):
    basis, _ = torch.linalg.qr(torch.randn(d_model, d_model))
    positions, rest = basis.T[:T].clone(), basis.T[T:]
    layer, _ = layer_and_input(1, T, d_model, d_k, 5)
    kept = {name: value.detach().clone() for name, value in layer.named_parameters() if name[2] in "vo"}
    for times in (1, 2):  # the second call starts from the first one's weights
        set_previous_token_head(layer, positions.clone(), *([] if strength is None else [strength]))
    what = (f"T={T}, d_model={d_model}, d_k={d_k}, strength={'20 (default)' if strength is None else strength}", "q4-layers")
    content = 3 * torch.randn(2, T, d_model - T) @ rest  # at right angles to the positions
    # the weights are those of problem 3, whatever the layer's own attention does
    q, k = ((positions + content) @ weight(layer, n).T for n in "qk")
    logits = (q @ k.mT / q.shape[-1] ** 0.5).detach()
    expected = torch.zeros(T, T)
    expected[range(1, T), range(T - 1)] = 20.0 if strength is None else strength
    row = logits[0, -1]
    got = f"{row[max(0, T - 2)].abs():.2f}", int(row.argmax())
    assert close(logits[:, 1:].diagonal(0, 1, 2), expected[1:].diagonal().expand(2, -1), 1e-3), say(f"一つ前のロジットが strength ではありません（最後の行では大きさ {got[0]}、最大なのは位置 {got[1]} のロジット）。√d_k で割られることを考えましたか", f"the logit of the position before is not strength (in the last row its size is {got[0]}, and the largest logit is that of position {got[1]}): did you think of the division by √d_k?", *what)
    assert close(logits[:, 1:], expected[1:].expand(2, -1, -1), 1e-3), say("一つ前のほかにロジットが 0 でない位置があります", "some position other than the one before has a logit that is not 0", *what)
    assert all(torch.equal(dict(layer.named_parameters())[name], value) for name, value in kept.items()), say("W_v と W_o は変えません", "leave W_v and W_o as they are", *what)
    assert all(value.requires_grad for value in layer.parameters()), say("重みが学習できなくなりました", "a weight can no longer learn", *what)
given = torch.eye(6)[:4]
set_previous_token_head(SelfAttention(6, 5), given)
assert torch.equal(given, torch.eye(6)[:4]), say("引数 positions を書き換えています", "the argument positions was changed", "T=4")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験：乱数、手作り、学習

「一つ前の文字を答える」課題を学習させ、三つの層の注意を並べます。入力は、文字 (8 種類) と位置 (8 個) を表すワンホットベクトルをつないだものです。位置 0 の正解は、最後の文字とします。

実行する前に予想してください。学習した層は、手で決めた層と同じところを見るでしょうか。位置 0 の行はどうでしょうか。学習した層の「一つ前」への重みの平均を、数で書いてください。
"""

# %% [markdown] lang="en"
r"""
## The experiment: random, by hand, trained

A layer is trained to name the letter before. The input joins a one-hot letter (8 kinds) and a one-hot position (8). At position 0 the right answer is the last letter.

Predict before you run. Will the trained layer look where the layer set by hand looks? And in the row of position 0? Write a number for the trained layer's mean weight on the position before.
"""

# %%
predicted_weight = None  # 0 から 1 の数 / a number from 0 to 1

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
first = {name: float(layer(x)[1][:, 0, T - 1].detach().mean()) for name, layer in layers.items()}
print("row 0, weight on the last position:", ", ".join(f"{name} {w:.2f}" for name, w in first.items()))
said = "not yet" if predicted_weight is None else predicted_weight
print(f"your prediction: {said}   measured: {mass['trained']:.2f}")
fig.tight_layout()
plt.show()
assert first["trained"] > 0.8 and accuracy > 0.95
assert mass["random"] < 0.3 and mass["set by hand"] > 0.95 and mass["trained"] > 0.8  # what the text below claims

# %% [markdown] lang="ja"
r"""
<details><summary>図から読み取れること</summary>

乱数の重みでは、注意はほぼ一様です。手で決めた重みと学習した重みでは、対角線の一つ左に明るい線が現れます。学習した層は、正解を教えられただけで、手で決めたのと同じ見方を見つけました。位置 0 の行は違っています。手作りの層の行 0 は決めませんでした（クエリが 0 なら一様です）。学習した層は課題に合わせて最後の位置を見ています。

</details>

## さらに学ぶために

* 「一つ前を見る」ヘッドは、実際の言語モデルでも見つかり、文脈内学習の部品になっています (Olsson ほか 2022, [arXiv:2209.11895](https://arxiv.org/abs/2209.11895))。
* `set_previous_token_head` を「二つ前」に変えるには、どこを直せばよいでしょうか。
* 位置のベクトルを入力から取り除くと、学習の正解率はどこまで下がるでしょうか。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the picture shows</summary>

With random weights attention is nearly uniform. By hand and after training, a bright line stands one to the left of the diagonal: from the right answers alone, training found the same way of looking. Row 0 differs: by hand we left it open (with a query of zeros it is uniform); the trained layer looks at the last position there, as the task asks.

</details>

## Going further

* Heads that look at the token before are found in real language models, where they are a part of in-context learning (Olsson et al. 2022, [arXiv:2209.11895](https://arxiv.org/abs/2209.11895)).
* What would you change in `set_previous_token_head` to look two back?
* Take the positions out of the input. How far does the accuracy fall?
"""
