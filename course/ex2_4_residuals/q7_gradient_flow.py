# %% [markdown] lang="ja"
r"""
# 演習 2.4 問題 7　残差接続と勾配の流れ

**できるようになること**　残差接続 (residual connection) を持つ深いネットワークを書き、各ブロックに届く勾配を測り、その減り方を一つの数で表せるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 75 分 | ★★☆ | 15 点 |

**最後の図が答える問い**　残差接続がないと、何層目で学習できなくなるでしょうか。それは深さだけのせいでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.4, problem 7: residual connections and the flow of gradients

**What you will be able to do.** Write a deep network with residual connections, measure the gradient that reaches each block, and describe its decay by one number.

| time | difficulty | points |
|---|---|---|
| 75 min | ★★☆ | 15 |

**The question that the last picture answers.** Without the skip, at which depth does training stop working, and is it depth alone?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

ブロックが $y = f(x)$ なら、損失 $L$ の勾配は $\frac{\partial L}{\partial x} = J_f^\top \frac{\partial L}{\partial y}$ です。$n$ 個重ねるとヤコビ行列 (Jacobian) の積になり、一つごとに 0.3 倍なら 10 個で約 $6\times10^{-6}$ 倍です。残差接続

$$y = x + f(x),\qquad J = I + J_f$$

では、恒等行列 $I$ の道を通って勾配がそのまま届きます (He ほか 2016, [arXiv:1603.05027](https://arxiv.org/abs/1603.05027), 式 (5))。この演習のブロックは $f(x) = W_2\,\mathrm{ReLU}(W_1 x + b_1) + b_2$ です。

**手で確かめる例**　$f(x) = 0.5x$ のとき、残差接続があれば $y = 1.5x$、勾配は $1.5$ 倍です。$W_2 = 0$、$b_2 = 0$ なら、ブロックは恒等写像です。
"""

# %% [markdown] lang="en"
r"""
## The idea

For a block $y = f(x)$ the gradient of the loss is $\frac{\partial L}{\partial x} = J_f^\top \frac{\partial L}{\partial y}$. With $n$ blocks, Jacobians are multiplied: a factor of 0.3 for each makes about $6\times10^{-6}$ after 10. With a residual connection,

$$y = x + f(x),\qquad J = I + J_f$$

the gradient also passes unchanged along the identity $I$ (He et al. 2016, [arXiv:1603.05027](https://arxiv.org/abs/1603.05027), equation (5)). The block of this exercise is $f(x) = W_2\,\mathrm{ReLU}(W_1 x + b_1) + b_2$.

**An example to check by hand.** If $f(x) = 0.5x$, then with the skip $y = 1.5x$ and gradients grow by $1.5$. With $W_2 = 0$ and $b_2 = 0$ the block is the identity.
"""

# %% nbgrader={"grade_id": "q7-setup", "locked": true}
import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)  # 小さなテンソルでは一つのスレッドが最も速い / for tensors as small as these, one thread is the fastest

# %% nbgrader={"grade_id": "q7-network", "solution": true}
class ResidualBlock(nn.Module):
    """x + linear2(relu(linear1(x)))。use_residual が False なら、x を足しません。

    層は linear1 と linear2 の二つで、どちらも nn.Linear(dim, dim) です。ほかに学習する重みはありません。
    x: (B, dim) -> (B, dim)。dtype は入力と同じで、x は書き換えません。train() と eval() で結果は変わりません。
    ---
    x + linear2(relu(linear1(x))), or without `x +` if use_residual is False.

    Layers: linear1 and linear2, each nn.Linear(dim, dim), and no other weights to learn.
    x: (B, dim) -> (B, dim), of the same dtype; x is not changed.  train() and eval() give the same results.
    """

    def __init__(self, dim: int, use_residual: bool = True):
        super().__init__()
        ### BEGIN SOLUTION
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        f = self.linear2(self.linear1(x).relu())
        return x + f if self.use_residual else f
        ### END SOLUTION


class DeepNetwork(nn.Module):
    """n_blocks 個 (0 個でもよい) の ResidualBlock を blocks (nn.ModuleList) に入れて順に通し、最後に head を使います。

    head は nn.Linear(input_dim, 1) です。x: (B, input_dim) -> (B, 1)、dtype は入力と同じです。
    勾配は、入力とすべての重みに流れます。
    ブロックはそれぞれ自分の重みを持ち、残差接続のありなしで重みの名前と形は変わりません。
    ---
    n_blocks (0 or more) ResidualBlocks in `blocks` (an nn.ModuleList), one after the other, then `head`.

    head is nn.Linear(input_dim, 1).  x: (B, input_dim) -> (B, 1), of the same dtype.
    Gradients reach the input and every weight.
    Each block has weights of its own; with and without the skip, their names and shapes are the same.
    """

    def __init__(self, input_dim: int, n_blocks: int, use_residual: bool = True):
        super().__init__()
        ### BEGIN SOLUTION
        self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
        self.head = nn.Linear(input_dim, 1)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        for block in self.blocks:
            x = block(x)
        return self.head(x)
        ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

$W_2 = 0$、$b_2 = 0$ のとき、ブロックの出力は何になるはずですか。入力に負の数があってもそうなりますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

ブロックの `forward` は、$f(x)$ を計算する一行と、`use_residual` によって二つに分かれる一行です。$x$ を書き換える演算 (`+=`) は使いません。ネットワークの `forward` は、ブロックについてのループと `head` です。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

With $W_2 = 0$ and $b_2 = 0$, what must come out of the block? Does it, when the input holds negative numbers?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

The block's `forward` is one line that computes $f(x)$ and one that depends on `use_residual`; nothing that changes $x$ in place (`+=`). The network's `forward` is a loop over the blocks, and the head.

</details>
"""

# %% nbgrader={"grade_id": "q7-network-try", "locked": true}
block = ResidualBlock(3)
with torch.no_grad():
    block.linear2.weight.zero_()
    block.linear2.bias.zero_()
x = torch.tensor([[1.0, -2.0, 3.0]])
assert torch.equal(block(x), x), (
    f"W_2 = 0、b_2 = 0 なら恒等写像です：{block(x).tolist()} / "
    f"with W_2 = 0 and b_2 = 0 it is the identity; got {block(x).tolist()}"
)
assert DeepNetwork(3, 2)(x).shape == (1, 1), (
    "ネットワークの出力の形は (B, 1) です / the network's output has the shape (B, 1)"
)

# %% nbgrader={"grade_id": "q7-block", "grade": true, "points": 2}
# ブロックは x + W₂ ReLU(W₁x + b₁) + b₂ で、残差なしなら x を足しません。 / The block is x + W₂ ReLU(W₁x + b₁) + b₂, and without the skip x is not added.
### BEGIN HIDDEN TESTS
# SHARED checks
def transforms(*shapes, dtype=torch.float32):
    """Whether a block does something to its input that its weights decide, with the skip and without: networks of blocks
    that do nothing, or halve what they get, have some properties, too.  It is asked in the shapes (B, dim) of the test."""
    for B, dim, skip in [(B, dim, skip) for B, dim in shapes for skip in (True, False)]:
        batches, directions = [torch.randn(B, dim, dtype=dtype) for _ in range(2 + 16 // B)], []
        for _ in range(2):
            block = ResidualBlock(dim, skip).to(dtype)
            block.load_state_dict({name: (0.1 + torch.randn_like(p).abs()) * (1 if name.endswith("weight") else 0.1) for name, p in block.named_parameters()}, strict=False)
            added = torch.cat([(block(x.clone()) - (x if skip else 0)).detach() for x in batches])
            if not added.std(0).max() > 1e-3:  # another thing to each row
                return False
            directions.append(added / added.norm())
        if dim > 1 and not (directions[0] - directions[1]).abs().max() > 1e-3:  # the same, but for its size, whatever the weights are
            return False
    return True


IDLE = "ブロックが入力に何もしていません", "a block does nothing to its input"
torch.manual_seed(1)
for dim, B, dtype, size in [(1, 3, torch.float64, 1), (4, 5, torch.float32, 1), (5, 5, torch.float64, 100), (7, 1, torch.float64, 30), (3, 2, torch.bfloat16, 1)]:
    blocks = [(ResidualBlock(dim).to(dtype), True), (ResidualBlock(dim, use_residual=False).to(dtype), False), (ResidualBlock(dim, True).to(dtype), True)]
    for block, skip in blocks:
        case = f"use_residual={skip}, dim={dim}, B={B}, {dtype}"
        p = dict(block.named_parameters())
        assert {name: tuple(value.shape) for name, value in p.items()} == {f"linear{i}.{kind}": shape for i in (1, 2) for kind, shape in [("weight", (dim, dim)), ("bias", (dim,))]}, say(f"層は linear1 と linear2 の二つです：{sorted(p)}", f"there are two layers, linear1 and linear2; got {sorted(p)}", case)
        block.load_state_dict({name: torch.randn_like(value) for name, value in p.items()}, strict=False)
        x = size * torch.randn(dim, B, dtype=dtype).T
        before, f = x.clone(), F.linear(F.linear(x, p["linear1.weight"], p["linear1.bias"]).clamp_min(0), p["linear2.weight"], p["linear2.bias"])
        expected = x + f if skip else f
        for training in (True, False):
            with torch.set_grad_enabled(training):
                y = block.train(training)(x)
            assert y.shape == x.shape and y.dtype == dtype, f"形と dtype は入力と同じです：{tuple(y.shape)}、{y.dtype} ({case}) / shape and dtype are those of the input; got {tuple(y.shape)}, {y.dtype} ({case})"
            assert (y - expected).abs().max() < {torch.float32: 1e-5, torch.float64: 1e-12, torch.bfloat16: 0.1}[dtype] * (1 + expected.abs().max()), f"出力が違います ({case}, {'train' if training else 'eval, no_grad'}) / wrong output ({case}, {'train' if training else 'eval, no_grad'})"
            assert torch.equal(x, before), f"入力を書き換えています。+= を使いませんでしたか ({case}) / the input was changed: did you use +=? ({case})"
HOLDS.add("q7-block")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-identity", "grade": true, "points": 1}
# 最後の層が 0 なら、ブロックは負の入力に対しても恒等写像です。 / With a last layer of 0 the block is the identity, for negative inputs, too.
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
x = 5 * torch.randn(8, 6)
for skip, expected in [(True, x.clone()), (False, torch.zeros(8, 6))]:
    block = ResidualBlock(6, skip)
    block.load_state_dict({name: torch.zeros_like(p) if name.startswith("linear2") else torch.randn_like(p) for name, p in block.named_parameters()}, strict=False)
    assert torch.equal(block(x), expected), f"use_residual={skip}：足すのは x そのものです。足した後に ReLU をかけていませんか / use_residual={skip}: it is x itself that is added: is there a ReLU after the sum?"
assert all(transforms((8, 6), dtype=dtype) for dtype in (torch.float32, torch.float64)), say(*IDLE, "x (8, 6)", "q7-block")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-jacobian", "grade": true, "points": 2}
# ヤコビ行列は I + J_f で、勾配はどちらの層の重みにも届きます。 / The Jacobian is I + J_f, and gradients reach the weights of both layers.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
for skip in (True, False):
    block = ResidualBlock(5, skip).double()
    block.load_state_dict({name: 20 * torch.randn_like(p) for name, p in block.named_parameters()}, strict=False)
    s = {name: p.detach() for name, p in block.named_parameters()}
    x, c = torch.randn(5, dtype=torch.float64), torch.randn(5, dtype=torch.float64)
    h = s["linear1.weight"] @ x + s["linear1.bias"]
    J_f = s["linear2.weight"] @ torch.diag((h > 0).double()) @ s["linear1.weight"]
    rows = [torch.autograd.grad(block(v)[0, i], v)[0][0] for i in range(5) for v in [x[None].clone().requires_grad_()]]
    expected = J_f + torch.eye(5, dtype=torch.float64) if skip else J_f
    assert (torch.stack(rows) - expected).abs().max() < 1e-10, say("ヤコビ行列が違います。x の道を detach していませんか", "wrong Jacobian: is the path of x detached?", f"use_residual={skip}, dim=5, B=1", "q7-block")
    back = (s["linear2.weight"].T @ c) * (h > 0)  # d (c·y) / d h
    for name, g in {"linear1.weight": torch.outer(back, x), "linear1.bias": back, "linear2.weight": torch.outer(c, h.clamp_min(0)), "linear2.bias": c}.items():
        (found,) = torch.autograd.grad(block(x[None])[0] @ c, [dict(block.named_parameters())[name]])
        assert (found - g).abs().max() < 1e-10, say(f"{name} の勾配が違います", f"the gradient of {name} is wrong", f"use_residual={skip}, dim=5, B=1", "q7-block")
HOLDS.add("q7-jacobian")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-deep", "grade": true, "points": 2}
# ネットワークは、別々の重みのブロックを順に通し、最後に head を使います。 / The network passes blocks with weights of their own in order, then the head.
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
models = [(dim, n, skip, DeepNetwork(input_dim=dim, n_blocks=n, use_residual=skip).double()) for dim, n, skip in [(1, 2, True), (4, 1, True), (6, 0, True), (3, 4, False), (5, 3, True)]]
models.append((4, 3, True, DeepNetwork(4, 3).double()))
for dim, n_blocks, skip, model in models:
    case = f"n_blocks={n_blocks}, use_residual={skip}, input_dim={dim}"
    names = {f"blocks.{i}.linear{j}.{kind}" for i in range(n_blocks) for j in (1, 2) for kind in ("weight", "bias")} | {"head.weight", "head.bias"}
    assert isinstance(model.blocks, nn.ModuleList), say("blocks は nn.ModuleList です", "blocks is an nn.ModuleList", case)
    s = {name: torch.randn_like(p) / 2 for name, p in model.named_parameters()}
    assert set(s) == names, f"重みの名前が違います。ブロックごとに別の重みがありますか ({case})：{sorted(names ^ set(s))} / wrong names of weights: has each block its own? ({case}): {sorted(names ^ set(s))}"
    model.load_state_dict(s, strict=False)
    for B in (1, 6):
        x = torch.randn(B, dim, dtype=torch.float64, requires_grad=True)
        blocks, answers = [ResidualBlock(dim, skip).double() for _ in range(n_blocks)], []
        for training in (True, False):  # first: no block has been asked about this x
            y = model.train(training)(x.clone())
            answers.append((training, y, torch.autograd.grad(y.sum(), x, allow_unused=True)[0]))
        h = x.clone()
        for i, block in enumerate(blocks):  # your blocks, one after the other, with the network's weights
            block.load_state_dict({f"linear{j}.{kind}": s[f"blocks.{i}.linear{j}.{kind}"] for j in (1, 2) for kind in ("weight", "bias")}, strict=False)
            h = block(h)
        expected = F.linear(h, s["head.weight"], s["head.bias"])
        (slopes,) = torch.autograd.grad(expected.sum(), x, allow_unused=True)  # None: a block is detached, and q7-jacobian says so
        for training, y, found in answers:
            assert y.shape == (B, 1) and y.dtype == torch.float64, f"出力の形は (B, 1)、dtype は入力と同じです：{tuple(y.shape)}、{y.dtype} ({case}) / the output has the shape (B, 1) and the input's dtype; got {tuple(y.shape)}, {y.dtype} ({case})"
            assert (y - expected).abs().max() < 1e-10 * (1 + expected.abs().max()), f"出力が違います ({case}, {'train' if training else 'eval'}) / wrong output ({case}, {'train' if training else 'eval'})"
            assert slopes is None or found is not None and (found - slopes).abs().max() < 1e-10 * (1 + slopes.abs().max()), f"入力への勾配が違います。x を detach していませんか ({case}) / the gradient that reaches the input is wrong: is x detached? ({case})"
y = DeepNetwork(4, 2)(torch.randn(3, 4))
assert y.dtype == torch.float32, say(f"dtype は入力と同じです：{y.dtype}", f"the dtype is the input's; got {y.dtype}", "x (3, 4) float32")
fresh = dict(DeepNetwork(4, 2).named_parameters())
assert not torch.equal(fresh["blocks.0.linear1.weight"], fresh["blocks.1.linear1.weight"]), say("二つのブロックの重みが同じです。別々に作りましたか", "two blocks have the same weights: is each made anew?", "DeepNetwork(4, 2)")
assert transforms(*((B, dim) for dim in (1, 3, 4, 5) for B in (1, 6)), dtype=torch.float64), say(*IDLE, "B = 1, 6, dim = 1, 3, 4, 5", "q7-block")
HOLDS.add("q7-deep")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 勾配を測る

各ブロックの**出力**についての、損失（平均二乗誤差 `F.mse_loss`）の勾配の L2 ノルムを、入力側から順に並べて返します。測るだけなので、跡を残してはいけません。フック (hook) は外し、パラメータの値と `.grad` と `requires_grad`、モデルとその部分の train／eval の状態、`x` と `target` の値と `requires_grad`、乱数の状態は、呼ぶ前のままにします。`register_full_backward_hook`、`retain_grad`、`torch.autograd.grad` のどれを使ってもかまいません。
"""

# %% [markdown] lang="en"
r"""
## Measuring gradients

Return the L2 norm of the gradient of the loss (`F.mse_loss`) with respect to each block's **output**, from the input side. Measuring must leave no trace: hooks are removed, and the parameters (values, `.grad`, `requires_grad`), the train or eval mode of the model and its parts, the values and `requires_grad` of `x` and `target` and the state of the random numbers are as before. Use `register_full_backward_hook`, `retain_grad` or `torch.autograd.grad`, as you like.
"""

# %% nbgrader={"grade_id": "q7-record", "solution": true}
def record_gradients(model, x, target) -> list[float]:
    """損失 F.mse_loss(model(x), target) の、ブロック i の出力についての勾配のノルム。i = 0 が入力に最も近いブロックです。

    model: DeepNetwork (ブロックは一つ以上)、x: (B, input_dim)、target: (B, 1)、dtype はどれも同じ。
    ブロックごとに、B × input_dim 個の成分全体の L2 ノルムを一つ、Python の float で返します。
    計算は model の dtype で行い、丸めません。上に書いたとおり、跡を残しません。
    ---
    Norms of the gradient of F.mse_loss(model(x), target) at the output of block i; i = 0 is next to the input.

    model: a DeepNetwork (with at least one block); x: (B, input_dim); target: (B, 1); all of one dtype.
    One Python float per block: the L2 norm over all B × input_dim entries.
    It computes in the model's dtype, rounds nothing, and leaves no trace, as said above.
    """
    ### BEGIN SOLUTION
    outputs = []
    hooks = [block.register_forward_hook(lambda module, inputs, output: outputs.append(output)) for block in model.blocks]
    try:
        loss = F.mse_loss(model(x), target)
    finally:
        for hook in hooks:
            hook.remove()
    return [float(g.norm()) for g in torch.autograd.grad(loss, outputs)]  # touches no .grad
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

途中のテンソルの勾配は、何もしないと捨てられます。どうすれば取っておけますか。`backward()` を呼ぶと、ほかに何が変わりますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

ブロックを一つずつ通しながら出力をリストに集め、損失を計算し、損失をそのリストで微分し、ノルムを並べます。`backward()` を使うなら、呼ぶ前の `.grad` を取っておいて元に戻します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

Gradients of intermediate tensors are thrown away unless you ask for them: how do you ask? What else does `backward()` change?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Collect the outputs in a list while you pass the blocks one by one, compute the loss, differentiate it by that list, return the norms. If you use `backward()`, keep every `.grad` from before and put it back.

</details>
"""

# %% nbgrader={"grade_id": "q7-record-try", "locked": true}
model, x, target = DeepNetwork(3, 4), torch.randn(5, 3), torch.randn(5, 1)
norms = record_gradients(model, x, target)
assert len(norms) == 4 and all(isinstance(n, float) and n > 0 for n in norms), (
    f"ブロックごとに一つの正の float です：{norms} / one positive float per block; got {norms}"
)
assert all(p.grad is None for p in model.parameters()), (
    "パラメータの .grad が残っています / the parameters' .grad is left behind"
)
assert not any(m._forward_hooks or m._backward_hooks for m in model.modules()), (
    "フックが残っています / a hook is left behind"
)

# %% nbgrader={"grade_id": "q7-gradients", "grade": true, "points": 2}
# 値は、ブロックの出力についての勾配の L2 ノルムで、入力側から並びます。 / Values are L2 norms of gradients at the blocks' outputs, from the input side.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
own = torch.Generator().manual_seed(1849)  # what the common generator draws can be foreseen
flows, sizes = False, [(3, True, 2, 1, torch.float64, 0.6), (6, False, 1, 4, torch.float64, 0.6), (1, True, 7, 4, torch.float32, 1.0), (2, True, 5, 5, torch.float64, 3.0), (5, True, 3, 6, torch.float64, 0.6), (12, False, 4, 4, torch.float64, 0.06)]
for n_blocks, skip, B, dim, dtype, size in sizes:
    case = f"n_blocks={n_blocks}, use_residual={skip}, B={B}, input_dim={dim}, {dtype}"
    model = DeepNetwork(dim, n_blocks, skip).to(dtype).train(B > 2)
    draw = torch.randn_like if skip else torch.rand_like  # without the skip positive, so that no block is closed to all inputs
    model.load_state_dict({name: size * draw(p) for name, p in model.named_parameters()}, strict=False)
    for x in (torch.randn(B, dim, dtype=dtype), 1 + torch.rand(B, dim, dtype=dtype)):
        target, first, outputs = torch.randn(B, 1, dtype=dtype), x.clone(), []
        norms = list(record_gradients(model, x, target))  # read now: what follows asks the blocks for slopes

        def behind(h, blocks):
            """The loss of what your blocks, one after the other, make of h."""
            for block in blocks:
                h = block(h)
                outputs.append(h)
            return (model.head(h) - target).pow(2).sum() / B

        loss = behind(first, model.blocks)
        gradients = torch.autograd.grad(loss, outputs.copy())
        expected = [float(g.pow(2).sum().sqrt()) for g in gradients]
        flows |= 0 < min(expected) < 0.99 * max(expected)  # not the same everywhere
        h, step = outputs[0].detach(), 1e-6 * torch.randn(x.shape, dtype=dtype, generator=own)
        by_difference = [float(behind(h + sign * step, model.blocks[1:]).detach()) for sign in (1, -1)]
        error = abs((by_difference[0] - by_difference[1]) / 2 - float((gradients[0] * step).sum()))
        assert dtype == torch.float32 or error < 1e-4 * float(gradients[0].norm() * step.norm()) + 1e-12 * float(loss.detach()), say("ブロックの勾配が、値の変わり方と合いません", "the blocks' gradients do not fit the way in which their values change", case, "q7-jacobian")
        assert len(norms) == n_blocks and all(isinstance(v, float) for v in norms), f"ブロックごとに一つの float です ({case}) / one float per block ({case})"
        tolerance = 1e-4 if dtype == torch.float32 else 1e-9  # relative: also for norms of 1e-15
        assert all(abs(a - b) <= tolerance * b for a, b in zip(norms, expected)), say("値か順序が違います。平均ではなく L2 ノルムを、入力側から、その dtype のまま測っていますか", "wrong values or order: are they L2 norms, from the input side, in the given dtype?", case, "q7-jacobian")
with torch.no_grad():
    for p in model.blocks.parameters():
        p.mul_(1.1)
heavier = list(record_gradients(model, x, target))
assert any(abs(a - b) > 1e-3 * b for a, b in zip(heavier, norms)), say("ブロックの重みを変えても、勾配が変わりません", "other weights of the blocks, and the same gradients", case, "q7-block")
assert flows, say("どのブロックにも勾配が流れません", "no gradient reaches any block", case, "q7-jacobian")
assert transforms(*((B, dim) for _, _, B, dim, *_ in sizes), dtype=torch.float64), say(*IDLE, [(B, dim) for _, _, B, dim, *_ in sizes], "q7-block")
small = DeepNetwork(3, 2)
small.load_state_dict({name: 1e-30 * p if name.startswith("head") else p for name, p in small.state_dict().items()})
norms = record_gradients(small, torch.randn(5, 3), 1e-20 * torch.randn(5, 1))
assert list(norms) == [0.0, 0.0], "float32 のモデルでは、1e-50 ほどの勾配は 0 になります。model の dtype で計算していますか / with a float32 model gradients of about 1e-50 are 0: is it computed in the model's dtype?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-clean", "grade": true, "points": 2}
# 測っても跡が残りません：フック、.grad、requires_grad、重み、train／eval、入力、乱数、二度目の結果。 / Measuring leaves no trace: hooks, .grad, requires_grad, weights, mode, inputs, random numbers, a second result.
### BEGIN HIDDEN TESTS
torch.manual_seed(6)
for dtype, asks in ((torch.float32, False), (torch.float64, True)):
    model, x, target = DeepNetwork(4, 3).to(dtype), torch.randn(7, 4, dtype=dtype, requires_grad=asks), torch.randn(7, 1, dtype=dtype)
    case = f"n_blocks=3, B=7, {dtype}, x.requires_grad={asks}"
    model.blocks[1].eval()  # parts in different modes, one weight frozen
    dict(model.named_parameters())["blocks.1.linear1.weight"].requires_grad_(False)
    model.head.weight.grad = torch.full_like(model.head.weight, 3.0)  # as after an earlier backward
    modes, frozen = [m.training for m in model.modules()], [p.requires_grad for p in model.parameters()]
    weights, inputs = {k: v.clone() for k, v in model.state_dict().items()}, [x.detach().clone(), target.clone()]
    random = torch.get_rng_state()
    first = list(record_gradients(model, x, target))
    assert torch.equal(torch.get_rng_state(), random), say("乱数の状態が変わりました", "the state of the random numbers was changed", case)
    record_gradients(model, 2 * x.detach(), target)
    second = list(record_gradients(model, x, target))
    assert len(first) == len(second) == 3 and all(abs(a - b) <= 1e-6 * a for a, b in zip(first, second)), say("同じ引数での二度目の結果が違います。前の勾配が足されていませんか", "the second call with the same arguments differs: are gradients accumulated?", case)
    grads = {name: p.grad for name, p in model.named_parameters()}
    kept = grads.pop("head.weight")
    assert kept is not None and (kept == 3).all() and all(g is None for g in grads.values()), say(".grad が呼ぶ前と違います", ".grad is not as it was", case)
    assert [m.training for m in model.modules()] == modes, say("train／eval の状態が変わりました", "train or eval mode was changed", case)
    assert [p.requires_grad for p in model.parameters()] == frozen, say("パラメータの requires_grad が変わりました", "the parameters' requires_grad was changed", case)
    now = dict(model.state_dict())
    assert now.keys() == weights.keys() and all(v.dtype == weights[k].dtype and torch.equal(v, weights[k]) for k, v in now.items()), say("重みが変わりました", "weights were changed", case)
    assert torch.equal(x, inputs[0]) and torch.equal(target, inputs[1]) and x.requires_grad == asks and not target.requires_grad, say("x か target の、値か requires_grad が変わりました", "x or target, or whether it requires gradients, was changed", case)
    assert all(len(m._forward_hooks) + len(m._backward_hooks) + len(m._forward_pre_hooks) == 0 for m in model.modules()), say("フックが残っています。remove() しましたか", "a hook is left: did you call remove()?", case)
    with torch.no_grad():
        model(x)  # a hook left behind that asks for gradients fails here
assert all(transforms((7, 4), dtype=dtype) for dtype in (torch.float32, torch.float64)), say(*IDLE, "x (7, 4)", "q7-block")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 減り方を一つの数で

$g_i$ を $i$ 番目のブロックの勾配、$n$ をブロックの数とします。出力側から数えて $k = n - 1 - i$ 個さかのぼると $g \approx c\, r^{k}$ になると考え、$\ln g$ を $k$ に対して最小二乗法で直線に当てはめます。直線は自由で、切片 $\ln c$ も当てはめます（最後の点を通るとは限りません）。傾きの指数 $r = e^{\text{slope}}$ が、**一ブロックさかのぼるごとの倍率**です。
"""

# %% [markdown] lang="en"
r"""
## The decay as one number

Let $g_i$ be the gradient at block $i$ of $n$. Going back $k = n - 1 - i$ blocks from the output, suppose $g \approx c\, r^{k}$ and fit a straight line to $\ln g$ against $k$ by least squares. The line is free: $\ln c$ is fitted, too, and the line need not pass through the last point. $r = e^{\text{slope}}$ is the **factor per block on the way back**.
"""

# %% nbgrader={"grade_id": "q7-factor-stub", "solution": true}
def block_factor(gradients: list[float]) -> tuple[float, float]:
    """(出力から入力へ一ブロックさかのぼるごとの倍率, 直線の決定係数 R²)。どちらも float です。

    gradients: 二つ以上の正のノルム。gradients[0] が入力に最も近いブロックです。書き換えません。
    すべて等しいときは (1.0, 1.0) です。

    >>> factor, fit = block_factor([0.25, 0.5, 1.0])
    >>> round(factor, 6), round(fit, 6)
    (0.5, 1.0)

    ---
    (factor per block on the way from output to input, R² of the straight line), both floats.

    gradients: two or more positive norms; gradients[0] is next to the input.  The list is not changed.
    If all are equal: (1.0, 1.0).

    >>> factor, fit = block_factor([0.25, 0.5, 1.0])
    >>> round(factor, 6), round(fit, 6)
    (0.5, 1.0)
    """
    ### BEGIN SOLUTION
    if min(gradients) == max(gradients):  # the sums below would divide one rounding error by another
        return 1.0, 1.0
    y = [math.log(g) for g in reversed(gradients)]  # y[k]: k blocks back from the output
    n, mean_k, mean_y = len(y), (len(y) - 1) / 2, sum(y) / len(y)
    slope = sum((k - mean_k) * v for k, v in enumerate(y)) / sum((k - mean_k) ** 2 for k in range(n))
    total = sum((v - mean_y) ** 2 for v in y)
    rest = sum((v - mean_y - slope * (k - mean_k)) ** 2 for k, v in enumerate(y))
    return math.exp(slope), 1 - rest / total
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

`[0.25, 0.5, 1.0]` では、出力から入力へさかのぼると値はどう変わりますか。$k$ の向きは、リストの向きと同じですか。すべて等しいとき、$R^2$ の分母はいくつですか。

</details>

<details><summary>ヒント 2：答えの形</summary>

逆順にして対数を取り、傾き（共分散を分散で割ったもの）と $R^2 = 1 - \text{残差の平方和}/\text{全体の平方和}$ を求めます。分母は、丸め誤差のため、ちょうど 0 にはならないことがあります。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

In `[0.25, 0.5, 1.0]`, how do values change on the way back from the output? Does $k$ run in the direction of the list? What is the denominator of $R^2$ when all are equal?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Reverse, take logarithms, find the slope (covariance over variance) and $R^2 = 1 - \text{squares left}/\text{squares in all}$. Rounding can keep the denominator from being exactly 0.

</details>
"""

# %% nbgrader={"grade_id": "q7-factor-try", "locked": true}
factor, fit = block_factor([0.25, 0.5, 1.0])
assert abs(factor - 0.5) < 1e-6, (
    f"出力から入力へ一つさかのぼるごとに半分です：{factor} / each block back halves it; got {factor}"
)

# %% nbgrader={"grade_id": "q7-factor", "grade": true, "points": 1}
# 倍率は対数の上の最小二乗直線の傾きで、当てはまりは決定係数です。 / The factor is the slope of the least-squares line on the log axis; the fit is R².
### BEGIN HIDDEN TESTS
import numpy as np

rng = np.random.default_rng(7)
for r, n, noise, scale in smallest_first([(0.2, 8, 0.0, 3.0), (1.3, 20, 0.1, 3.0), (0.9, 5, 0.5, 1e-9), (1e-3, 12, 0.2, 3.0), (0.9, 2, 0.3, 7.0), (1.0, 30, 1.0, 1e9), (1e-6, 40, 3.0, 1e30), (0.7, 3, 0.4, 1e-200), (0.999, 4, 1e-4, 2.0)]):
    k = np.arange(n)[::-1]
    y = np.log(scale) + np.log(r) * k + noise * rng.normal(size=n)
    given = [float(v) for v in np.exp(y)]
    factor, fit = block_factor(list(given))
    case = given if n < 9 else f"{n} norms, {given[0]:.3g} … {given[-1]:.3g}"
    assert abs(factor / np.exp(np.polyfit(k, y, 1)[0]) - 1) < 1e-6, say("倍率が違います。対数を取り、向きを確かめてください", "wrong factor: take logarithms, check the direction", case)
    assert abs(fit - np.corrcoef(k, y)[0, 1] ** 2) < 1e-6, say("R² が違います", "wrong R²", case)
for given in ([1.0, 2.0, 1.0], [0.3, 7.0, 7.0, 0.3], [1.0, 1.00005, 1.0]):  # they rise and fall: the line is flat and explains nothing
    factor, fit = block_factor(list(given))
    assert abs(factor - 1) < 1e-9 and abs(fit) < 1e-9, f"{given} の直線は水平で、何も説明しません：({factor}, {fit}) / the line of {given} is flat and explains nothing; got ({factor}, {fit})"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-factor-equal", "grade": true, "points": 1}
# すべて等しければ (1.0, 1.0) で、結果は二つの float、リストは元のままです。 / Equal norms give (1.0, 1.0); results are two floats, and the list stays as it is.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(8)
for value in (1.0, 2.5, 0.1, 1 / 3, 1e-20, 7.3e12, *rng.lognormal(0, 5, size=6)):
    for n in (2, 3, 5, 9, 10, 17, 64):
        factor, fit = block_factor([float(value)] * n)
        assert isinstance(factor, float) and isinstance(fit, float), say("結果は二つの float です", "the results are two floats", f"[{value:.3g}] * {n}")
        assert abs(factor - 1) < 1e-9 and abs(fit - 1) < 1e-9, f"すべて等しいとき、倍率は 1、R² は 1 です：[{value:.3g}] * {n} で ({factor}, {fit}) / with equal norms the factor is 1 and R² is 1; [{value:.3g}] * {n} gives ({factor}, {fit})"
given = [0.5, 2.0, 1.0]
results = block_factor(given)
assert given == [0.5, 2.0, 1.0], say("リストが書き換えられました", "the list was changed", "[0.5, 2.0, 1.0]")
assert len(results) == 2 and all(isinstance(v, float) for v in results), say("結果は二つの float です", "the results are two floats", "[0.5, 2.0, 1.0]")
bent = [tuple(block_factor([1.0, middle, 4.0, 9.0])) for middle in (2.0, 3.0)]
assert bent[0] != bent[1], say("途中のノルムが結果に現れません", "the norms in between do not show in the results", "[1, 2, 4, 9], [1, 3, 4, 9]", "q7-factor")
factors = {round(block_factor(norms)[0], 3) for norms in ([4.0, 2.0, 1.0], [1.0, 2.0, 4.0], [1.0, 1.1, 1.3, 1.2])}
assert len(factors) == 3, say("どのノルムでも倍率が同じです", "the factor is the same for whatever norms", "[4, 2, 1], [1, 2, 4], [1, 1.1, 1.3, 1.2]", "q7-factor")
assert abs(results[0] - 1) > 0.1 and results[1] < 0.9, say("等しくないノルムでも、倍率か R² が 1 です", "the factor or R² is 1 for norms that differ, too", given, "q7-factor")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-plot", "solution": true}
def plot_gradient_flow(gradients: dict[str, list[float]], ax=None):
    """名前ごとに一本の線 (plot、semilogy など)。横軸はブロックの番号 (0 が入力に最も近い、左端)、縦軸は勾配のノルム (対数軸)。

    gradients: 名前 -> ノルムのリスト。リストの長さは違ってもかまいません。書き換えません。
    x 軸のラベルは「ブロック」か block、y 軸のラベルは「勾配」か gradient という語を含み、凡例に名前が並びます。
    ax: 描く場所。None なら新しい Axes。どちらでも、描いた Axes を返します。
        すべての点が見えるようにし、前からあるものは残します。
    ---
    One line (plot, semilogy, …) per name: the block's number (0 is next to the input, on the left)
    against the norm (log axis).

    gradients: name -> list of norms; lists may differ in length.  It is not changed.
    The x label holds the word "block", the y label the word "gradient"; the legend holds the names.
    ax: where to draw; None means new Axes.  Either way, returns the Axes.
        Every point can be seen, and what was there before stays.
    """
    ### BEGIN SOLUTION
    if ax is None:
        _, ax = plt.subplots()
    for (name, norms), marker in zip(gradients.items(), "os^vDx" * len(gradients)):
        ax.plot(range(len(norms)), norms, marker + "-", markersize=3, label=name)
    ax.set(xlabel="block (0 = next to the input)", ylabel="gradient norm", yscale="log")
    ax.legend()
    return ax
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
下の例では、次のような図になります（線の種類や色は違ってもかまいません）。

![期待される図](expected:q7-plot-try)

<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

`ax` を渡されたとき、`plt.xlabel` はどの Axes に書きますか。線が何本あっても、凡例の名前は正しい線に付きますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

`ax` がなければ作り、名前ごとに `label` を付けて描き、軸の名前と対数の目盛りを `ax` に設定し、凡例を付けて `ax` を返します。

</details>
"""

# %% [markdown] lang="en"
r"""
For the example below, the picture looks like this (line styles and colours may differ).

![The expected picture](expected:q7-plot-try)

<details><summary>Hint 1: questions to ask first</summary>

When an `ax` is given, onto which Axes does `plt.xlabel` write? However many lines there are, does each name in the legend stand for the right one?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Make `ax` if there is none, draw each name with its `label`, set labels and the logarithmic scale on `ax`, add the legend, return `ax`.

</details>
"""

# %% nbgrader={"grade_id": "q7-plot-try", "locked": true}
ax = plot_gradient_flow({"plain": [1e-6, 1e-3, 1.0], "residual": [1.0, 1.1, 1.2]})
assert ax is not None and ax.get_yscale() == "log", (
    "縦軸を対数にして Axes を返していますか / is the y axis logarithmic, and the Axes returned?"
)
ax.figure.set_size_inches(7, 3)
plt.show()

# %% nbgrader={"grade_id": "q7-picture", "grade": true, "points": 2}
# 図は対数の縦軸、名前のある軸、正しい線を指す凡例を持ち、入力側が左で、渡された Axes に描かれます。 / A log axis, labels, a legend that names the right lines, the input side on the left, drawn into the given Axes.
### BEGIN HIDDEN TESTS
# SHARED pictures
import re


def named_lines(ax):
    """Name in the legend -> what its line shows.  A line is found by its look, because `ax.legend(lines, names)` sets no labels."""
    legends = [legend for legend in [ax.get_legend(), *ax.figure.legends] if legend is not None]
    assert legends, "凡例を付けてください / add a legend"
    found, names = {}, [text.get_text() for text in legends[-1].get_texts()]
    assert len(set(names)) == len(names), f"凡例に同じ名前が二度あります。名前ごとに一本の線ですか：{names} / a name is twice in the legend: is there one line per name? {names}"
    for text, handle in zip(legends[-1].get_texts(), legends[-1].legend_handles):
        name = text.get_text()
        alike = [line for line in drawn_in(ax, "lines") if look(line) == look(handle)]
        alike = [line for line in alike if line.get_label() == name] or alike
        found[name] = [points(line) for line in alike]
    return found


def points(line):
    """(x, y) of the points that can be seen, from left to right: a shorter list may be filled up with NaN."""
    both = sorted((float(x), float(y)) for x, y in zip(line.get_xdata(orig=False), line.get_ydata(orig=False)) if not math.isnan(y))
    return [x for x, _ in both], [y for _, y in both]


two = {"plain": [1e-6, 1e-4, 0.5], "residual": [1.0, 1.5, 1.2]}
many = {f"arm {i}": [10.0 ** (i - k) for k in range(2 + i)] for i in (3, 1, 6, 0, 5, 2, 4, 7)} | {"far": [1e-30, 1e-12, 1e9]}
figure, (given, beside) = plt.subplots(1, 2)  # `beside` is the current Axes
drawn = [(two, given, plot_gradient_flow({name: list(v) for name, v in two.items()}, given))]
copies = {name: list(v) for name, v in many.items()}
drawn += [(many, ax, ax) for ax in [plot_gradient_flow(copies)]]
drawn += [(two, ax, ax) for ax in [plot_gradient_flow(two)]]  # new Axes again: nothing else is in them
for data, wanted, returned in drawn:
    assert returned is not None, "描いた Axes を返します / return the Axes"
    for ax in (wanted, returned):
        case = f"{len(data)} names, ax={'None' if wanted is returned else 'given'}"
        shown = named_lines(ax)
        assert set(shown) == set(data), f"凡例の名前は {sorted(data)} です：{sorted(shown)} / the legend's names are {sorted(data)}; got {sorted(shown)}"
        assert len(ax.lines) >= len(data) and not any(str(line.get_label()) in shown.keys() - data.keys() for line in ax.lines), say("渡された Axes に、名前ごとに一本の線を描きます", "draw one line per name into the given Axes", case)
        low, high = sorted(ax.get_xlim())
        for name, norms in data.items():
            assert shown[name] == [([float(i) for i in range(len(norms))], norms)], f"{name} の線が違います。横軸は 0 からのブロックの番号、縦軸は値そのもので、凡例の名前と線が合っていますか / the line of {name} is wrong: block numbers from 0 against the values as they are, and the legend's name for it?"
            assert low <= 0 and len(norms) - 1 <= high and min(ax.get_ylim()) <= min(norms) and max(norms) <= max(ax.get_ylim()), f"{name} の一部が図の外にあります / a part of {name} is outside the picture"
        assert ax.get_yscale() == "log" and ax.get_xscale() == "linear" and ax.get_xlim()[0] < ax.get_xlim()[1], say("縦軸だけを対数にし、入力側を左にします", "a log y axis only, and the input side on the left", case)
        numbered = [(at, float(text)) for at, text in tick_texts(ax, "x") if low <= at <= high and re.fullmatch(r"\d+(\.\d+)?", text)]
        assert all(abs(at - number) < 0.99 for at, number in numbered), say("横軸の目盛りの数字が、ブロックの番号と合っていません", "the numbers on the x axis are not those of the blocks", case)
        x_label, y_label = ax.get_xlabel().lower(), ax.get_ylabel().lower()
        assert ("block" in x_label or "ブロック" in x_label) and ("gradient" in y_label or "勾配" in y_label), f"軸の名前は「ブロック」と「勾配」です：{x_label!r}、{y_label!r} / the axes' labels say block and gradient; got {x_label!r}, {y_label!r}"
assert copies == many, "gradients が書き換えられました / gradients was changed"
plot_gradient_flow({"later": [2.0, 3.0]}, given)
assert len(given.lines) >= len(two) + 1, "渡された Axes にあった線が消えました / a line that was in the given Axes is gone"
assert ([0.0, 1.0], [2.0, 3.0]) in named_lines(given).get("later", []), "線がすでにある Axes に描くと、凡例の名前がほかの線を指します / in Axes that hold lines already, the legend's name belongs to another line"
assert len(beside.lines) == 0 and not beside.get_xlabel() and beside.get_yscale() == "linear", "ax のほかの Axes にも描いています / something was drawn beside ax"
plt.close("all")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験 1：深さと初期化

深さ 1 から 64 まで、残差接続のありなしで、勾配を測ります。初期化は、PyTorch の既定と、ReLU のための He の初期化 (`kaiming_normal_`) の二つです。小さな数がつぶれないように float64 で計算します。

五本目は、残差接続のほかに**層正規化** (LayerNorm) を持つネットワークです。層正規化は、一つのベクトル $x$ の $d$ 個の成分の平均 $\mu$ を 0 に、分散 $\sigma^2$ を 1 にそろえます。

$$\mathrm{LN}(x) = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta$$

$\gamma$ と $\beta$ は学習する重みです。残差の道ではなく $f$ の入り口に置き、$y = x + f(\mathrm{LN}(x))$ とする形を **pre-LN** と呼びます。プロジェクトのモデルも、この形です。

結果を見る前に、予想を書いてください。
"""

# %% [markdown] lang="en"
r"""
## Experiment 1: depth and initialisation

Depths from 1 to 64, with the skip and without, with two initialisations: PyTorch's default, and He's for ReLU (`kaiming_normal_`). In float64, so that small numbers do not vanish.

A fifth network has **layer normalisation** (LayerNorm) besides the skip. Of one vector $x$ it brings the mean $\mu$ of the $d$ entries to 0 and their variance $\sigma^2$ to 1:

$$\mathrm{LN}(x) = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta$$

$\gamma$ and $\beta$ are learned. Placed at the entrance of $f$ and not on the path of the skip, $y = x + f(\mathrm{LN}(x))$, it is called **pre-LN**. The project's model is built like this.

Write down your predictions before you see the results.
"""

# %% tags=["experiment"]
# 32 ブロックで、入力に最も近いブロックの勾配は、出力に最も近いブロックの何倍ですか（例：1e-3） / With 32 blocks: the gradient at the first block, divided by that at the last (e.g. 1e-3)
without_skip = None
with_skip = None

# %% nbgrader={"grade_id": "q7-sweep", "locked": true} tags=["experiment"]
DIM, DEPTHS = 32, (2, 4, 8, 16, 32, 64)


class PreNormBlock(nn.Module):
    """x + f(LayerNorm(x))。f は block のものです。 / x + f(LayerNorm(x)), with the layers of `block`."""

    def __init__(self, block):
        super().__init__()
        self.norm = nn.LayerNorm(DIM)
        self.linear1, self.linear2 = block.linear1, block.linear2

    def forward(self, x):
        return x + self.linear2(self.linear1(self.norm(x)).relu())


def make(depth, arm, seed=0):
    """腕 arm の、深さ depth のネットワーク (float64) / a network of one arm, in float64"""
    torch.manual_seed(seed)
    model = DeepNetwork(DIM, depth, use_residual="plain" not in arm).double()
    if "He" in arm:
        for block in model.blocks:
            for linear, after in ((block.linear1, "relu"), (block.linear2, "linear")):
                nn.init.kaiming_normal_(linear.weight, nonlinearity=after)
                nn.init.zeros_(linear.bias)
    if "pre-LN" in arm:
        model.blocks = nn.ModuleList(PreNormBlock(block) for block in model.blocks)
    return model.double()


def compare(prediction, result):
    """予想と結果を一行に並べます。 / Your prediction and the result, in one line."""
    if prediction is None:
        return f"まだ予想がありません。結果は {result} です。 / There is no prediction yet; the result is {result}."
    return f"予想は {prediction}、結果は {result} です。 / You predicted {prediction}; the result is {result}."


generator = torch.Generator().manual_seed(0)
x = torch.randn(64, DIM, generator=generator, dtype=torch.float64)
target = x[:, :4].sin().sum(1, keepdim=True)

ARMS = ["plain, default", "residual, default", "plain, He", "residual, He", "residual, He, pre-LN"]
flows, ratios, factors = {}, {}, {}
print("gradient at block 0 / at the last block, for depth" + " " * 32 + "at 64 blocks:")
print(" " * 20 + "".join(f"{d:>8}" for d in DEPTHS) + "     factor per block    R²")
for arm in ARMS:
    for depth in DEPTHS:
        flows[arm] = record_gradients(make(depth, arm), x, target)
        ratios[arm, depth] = flows[arm][0] / flows[arm][-1]
    factors[arm] = block_factor(flows[arm])
    row = "".join(f"{ratios[arm, d]:8.0e}" for d in DEPTHS)
    print(f"{arm:20}{row}     {factors[arm][0]:16.2f}  {factors[arm][1]:.2f}")
print(compare(without_skip, f"{ratios['plain, default', 32]:.0e}"))
print(compare(with_skip, f"{ratios['residual, default', 32]:.1f}"))
assert factors["plain, default"][0] < 0.3 and factors["plain, default"][1] > 0.98  # 下の説明の内容 / what the text below says
assert 0.9 < factors["residual, default"][0] < 1.1
assert 0.8 < factors["plain, He"][0] and factors["residual, He"][0] > 1.3
assert 0.9 < factors["residual, He, pre-LN"][0] < 1.1

ax = plot_gradient_flow(flows, ax=plt.subplots(figsize=(8, 4))[1])
ax.set_title("64 blocks, before training")
plt.show()

# %% [markdown] lang="ja"
r"""
<details><summary>図と表から読み取れること（自分の言葉で書いてから開きましょう）</summary>

* 既定の初期化では、残差接続のないネットワークの勾配は一ブロックごとに約 4 分の 1 になり、対数の軸でほぼ直線です（R² が 1 に近い）。残差接続があれば、倍率はほぼ 1 です。
* He の初期化では、残差接続がなくても倍率は 1 に近くなります。つまり、勾配の消失は深さだけでなく**初期化で決まります**。
* He の初期化に残差接続を加えると、$f$ の分だけブロックごとに大きくなり、64 ブロックでは桁違いに増えます。pre-LN はこれを抑え、倍率をほぼ 1 に戻します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the picture and the table show (write it in your own words first)</summary>

* With the default initialisation, each block leaves the plain network about a quarter of the gradient, almost a straight line on the log axis (R² near 1). With the skip the factor is about 1.
* With He's initialisation the factor is near 1 even without the skip. Vanishing is decided by depth **and initialisation**.
* The skip on top of He's initialisation makes gradients grow with every block, because $f$ comes on top: by orders of magnitude at 64 blocks. Pre-LN holds that back and brings the factor to about 1.

</details>
"""

# %% [markdown] lang="ja"
r"""
## 実験 2：学習してみる

勾配が小さいことと、学習できないことは同じでしょうか。同じステップ数だけ Adam で学習し、深さに対して最後の損失を描きます。目標の分散より損失が小さくならなければ、平均を答えているのと変わりません。次のセルに予想を書いてください。
"""

# %% [markdown] lang="en"
r"""
## Experiment 2: training

Is a small gradient the same as not learning? Adam trains each network for the same number of steps, and we draw the last loss against depth. A loss that stays at the target's variance is no better than always answering the mean. Write your predictions into the next cell.
"""

# %% tags=["experiment"]
# 32 ブロックのネットワークは、100 ステップで目標の分散より小さい損失に届きますか（True か False） / With 32 blocks, does the loss get below the target's variance in 100 steps? (True or False)
learns = {
    "plain, default": None,
    "residual, default": None,
    "plain, He": None,
    "residual, He": None,
    "residual, He, pre-LN": None,
}

# %% nbgrader={"grade_id": "q7-training", "locked": true} tags=["experiment", "nbval-ignore-output"]
def train(model, steps, dtype=torch.float32, eps=1e-8):
    """Adam で学習し、ステップごとの損失を返します。 / Train with Adam; the loss at each step."""
    model, inputs, wanted = model.to(dtype), x.to(dtype), target.to(dtype)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=eps, fused=True)
    losses = []
    for _ in range(steps):
        loss = F.mse_loss(model(inputs), wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


variance = target.var().item()
TRIED = {arm: (2, 4, 8, 10, 12, 14, 16, 32) if arm == "plain, default" else (4, 32) for arm in ARMS}
last = {}
fig, ax = plt.subplots(figsize=(8, 4))
for arm, marker in zip(ARMS, "os^vD"):
    last |= {(arm, depth): train(make(depth, arm), 100)[-1] for depth in TRIED[arm]}
    ax.plot(TRIED[arm], [last[arm, d] for d in TRIED[arm]], marker + "-", label=arm)
    print(f"{arm:20}  loss after 100 steps: " + "  ".join(f"{d} blocks {last[arm, d]:.2g}" for d in TRIED[arm]))
    print("    " + compare(learns[arm], last[arm, 32] < variance / 2))
ax.axhline(variance, color="grey", linewidth=1, label="variance of the target")
ax.set(xlabel="blocks", ylabel="training loss after 100 steps", yscale="log", xticks=TRIED["plain, default"])
ax.legend(fontsize=8, loc="center right")
plt.show()
assert last["plain, default", 10] < variance / 2
assert min(last["plain, default", d] for d in (14, 16, 32)) > 0.9 * variance
assert max(last[arm, 32] for arm in ("residual, default", "plain, He", "residual, He, pre-LN")) < 0.1
assert last["residual, He", 32] > variance

# %% [markdown] lang="ja"
r"""
### 本当に学習できないのか

100 ステップの表だけで「学習できない」と言ってよいでしょうか。二つの場合を、条件を一つだけ変えて確かめます。

* 残差接続のないネットワーク：Adam は勾配を、その大きさ（に $\varepsilon = 10^{-8}$ を足したもの）で割って使います。勾配が $\varepsilon$ よりずっと小さいと、歩幅がほぼ 0 になります。$\varepsilon$ だけを小さくします。
* He の初期化と残差接続、32 ブロック：始まりの損失がとても大きいので、ステップ数だけを増やします。
"""

# %% [markdown] lang="en"
r"""
### Can they really not learn?

Does the table after 100 steps say "cannot learn"? Two cases, each with one condition changed.

* The plain networks: Adam divides a gradient by its size (plus $\varepsilon = 10^{-8}$). Where gradients are far smaller than $\varepsilon$, steps are nearly 0. We make $\varepsilon$ smaller and nothing else.
* The skip with He's initialisation, 32 blocks: the loss begins very large. We give it more steps and nothing else.
"""

# %% nbgrader={"grade_id": "q7-longer", "locked": true} tags=["experiment", "nbval-ignore-output"]
runs = {
    "plain, default, 16 blocks, eps 1e-8": train(make(16, "plain, default"), 200),
    "plain, default, 16 blocks, eps 1e-30": train(make(16, "plain, default"), 200, eps=1e-30),
    "plain, default, 32 blocks, eps 1e-60": train(make(32, "plain, default"), 300, torch.float64, eps=1e-60),
    "residual, He, 32 blocks": train(make(32, "residual, He"), 300),
}
print(f"{'loss after step':40}" + "".join(f"{s:>10}" for s in (1, 100, 200, 300)))
fig, ax = plt.subplots(figsize=(8, 4))
for (name, losses), style in zip(runs.items(), ("-", "--", "-.", ":")):
    print(f"{name:40}" + "".join(f"{losses[s - 1]:10.2g}" for s in (1, 100, 200, 300) if s <= len(losses)))
    ax.plot(losses, style, label=name)
ax.axhline(variance, color="grey", linewidth=1, label="variance of the target")
ax.set(xlabel="step", ylabel="training loss", yscale="log")
ax.legend(fontsize=8)
plt.show()

h, model = x, make(32, "plain, default")
with torch.no_grad():
    for i, block in enumerate(model.blocks, 1):
        h = block(h)
        if i in (1, 4, 16, 32):
            print(f"after block {i:2}: differences between inputs {h.std(0).mean():.0e}, size {h.abs().mean():.2f}")
finals = [losses[-1] for losses in runs.values()]
assert finals[0] > 0.9 * variance and max(finals[1:]) < variance / 2 and runs["residual, He, 32 blocks"][0] > 1e6
assert h.std(0).mean() < 1e-15 * h.abs().mean()  # float64 の丸め誤差ほど / about the rounding errors of float64

# %% [markdown] lang="ja"
r"""
<details><summary>図と表から読み取れること（自分の言葉で書いてから開きましょう）</summary>

* 100 ステップの図では、既定の初期化で残差接続のないネットワークは、14 ブロック以上で目標の分散にとどまります。残差接続、He の初期化、He と残差接続と pre-LN では、32 ブロックでも学習できます。
* **勾配が小さいことは、学習できないことと同じではありません**。Adam の $\varepsilon$ を小さくするだけで、同じ 16 ブロックも、float64 なら 32 ブロックも学習を始めます。止めていたのは、勾配の小ささそのものではなく、$\varepsilon$ との比でした。
* それでも、無理をしていることに変わりはありません。入力どうしの違いは、ブロックごとに出力の大きさに比べて小さくなり、32 ブロックの後には float64 の丸め誤差と区別できません。勾配だけでなく、**前向きの信号も消えています**。
* He の初期化と残差接続は、32 ブロックでも「失敗」ではなく、とても大きな損失から始まる**遅い出発**です。pre-LN は、この出発を速くします。
* したがって「残差接続があれば必ずよい」とは限りません。恒等写像に近いところから始めること（小さな $f$）が大切で、Transformer では正規化層がその役割の一部を担います。

</details>

## さらに学ぶために

* 各ブロックの $W_2$ を 0 で始めると、どの深さでも恒等写像から始まります (Fixup: Zhang ほか 2019, [arXiv:1901.09321](https://arxiv.org/abs/1901.09321))。$f$ に 0 から始まる一つの数を掛ける方法もあります (ReZero: Bachlechner ほか 2021, [arXiv:2003.04887](https://arxiv.org/abs/2003.04887))。`make` に加えてみましょう。

### 任意の問題（採点しません）：Transformer のブロック

層正規化とフィードフォワードを自分で書き、注意と組み合わせて、プロジェクトで使う形のブロックを作ってみましょう。注意の層には、問題 4 や問題 8 で書いたものを渡せます。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the pictures and tables show (write it in your own words first)</summary>

* After 100 steps, the plain network with the default initialisation stays at the target's variance from 14 blocks on. The skip, He's initialisation, and He with the skip and pre-LN all learn with 32 blocks.
* **A small gradient is not the same as not learning.** A smaller $\varepsilon$ in Adam is enough for the same 16 blocks to begin to learn, and for 32 in float64. What held them back was not the size of the gradient but its ratio to $\varepsilon$.
* It remains a strain. With every block, the differences between inputs shrink beside the size of the outputs, and after 32 they cannot be told from the rounding errors of float64: not only the gradient, **the forward signal dies as well**.
* He's initialisation with the skip does not "fail" at 32 blocks: it is a **slow start** from a very large loss, and pre-LN makes it a fast one.
* So a skip is not always better. What matters is to begin near the identity (a small $f$); in a transformer, normalisation layers do part of that.

</details>

## Going further

* With $W_2 = 0$ at the start of each block, a network of any depth begins as the identity (Fixup: Zhang et al. 2019, [arXiv:1901.09321](https://arxiv.org/abs/1901.09321)). Another way multiplies $f$ by one number that starts at 0 (ReZero: Bachlechner et al. 2021, [arXiv:2003.04887](https://arxiv.org/abs/2003.04887)). Add them to `make`.

### An optional problem, without points: the block of a transformer

Write layer normalisation and the feed-forward network yourself, and join them with attention into the block that the project uses. As attention you may pass the layer of problem 4 or problem 8.
"""

# %% nbgrader={"grade_id": "q7-transformer", "solution": true}
class LayerNorm(nn.Module):
    """最後の軸の平均を 0、分散 (d で割る) を 1 にそろえ、gamma を掛けて beta を足します。x: (..., dim) -> (..., dim)。

    gamma (始めは 1) と beta (始めは 0) は、長さ dim の nn.Parameter です。分散には eps を足します。
    ---
    Mean 0 and variance 1 (dividing by d) along the last axis, times gamma plus beta.  x: (..., dim) -> (..., dim).

    gamma (1 at first) and beta (0 at first) are nn.Parameters of length dim; eps is added to the variance.
    """

    def __init__(self, dim: int, eps: float = 1e-5):
        super().__init__()
        ### BEGIN SOLUTION
        self.gamma, self.beta, self.eps = nn.Parameter(torch.ones(dim)), nn.Parameter(torch.zeros(dim)), eps
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        centred = x - x.mean(-1, keepdim=True)
        return self.gamma * centred / (centred.pow(2).mean(-1, keepdim=True) + self.eps).sqrt() + self.beta
        ### END SOLUTION


class TransformerBlock(nn.Module):
    """x + attention(norm1(x)) の後に、x + feed_forward(norm2(x))（pre-LN）。x: (B, T, dim) -> (B, T, dim)。

    attention: (B, T, dim) -> (B, T, dim) のモジュール。norm1 と norm2 は LayerNorm(dim)。
    feed_forward: nn.Linear(dim, 4 * dim)、ReLU、nn.Linear(4 * dim, dim) の nn.Sequential。
    ---
    x + attention(norm1(x)), then x + feed_forward(norm2(x)) (pre-LN).  x: (B, T, dim) -> (B, T, dim).

    attention: a module (B, T, dim) -> (B, T, dim); norm1 and norm2: LayerNorm(dim).
    feed_forward: an nn.Sequential of nn.Linear(dim, 4 * dim), ReLU, nn.Linear(4 * dim, dim).
    """

    def __init__(self, dim: int, attention: nn.Module):
        super().__init__()
        ### BEGIN SOLUTION
        self.attention = attention
        self.norm1, self.norm2 = LayerNorm(dim), LayerNorm(dim)
        self.feed_forward = nn.Sequential(nn.Linear(dim, 4 * dim), nn.ReLU(), nn.Linear(4 * dim, dim))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        x = x + self.attention(self.norm1(x))
        return x + self.feed_forward(self.norm2(x))
        ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

平均と分散は、どの軸について取りますか。同じ列の別の位置は、その計算に入るでしょうか。`eps` は、平方根の中と外のどちらにありますか。残差接続で足すのは、正規化する前の値と、した後の値のどちらですか。

</details>

<details><summary>ヒント 2：答えの形</summary>

`LayerNorm` は、平均を引く、標準偏差で割る、`gamma` を掛けて `beta` を足す、の三つの段階です。`TransformerBlock` の `forward` は、同じ形の二行です。どちらも、x に「正規化してから部品に通したもの」を足します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

Along which axis are mean and variance taken, and do other positions of the sequence take part? Is `eps` inside or outside the square root? Does the skip add the value before the norm or the one after it?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

`LayerNorm` takes three stages: subtract the mean, divide by the standard deviation, multiply by `gamma` and add `beta`. `TransformerBlock.forward` is two lines of one form: to x is added what a part makes of the normalised x.

</details>
"""

# %% nbgrader={"grade_id": "q7-transformer-try", "locked": true} tags=["experiment"]
torch.manual_seed(0)
try:
    norm, block = LayerNorm(6), TransformerBlock(6, nn.Identity())
except NotImplementedError:
    print("任意の問題は、まだ書かれていません。 / The optional problem is not written yet.")
else:
    x, theirs = 3 + 5 * torch.randn(2, 4, 6), nn.LayerNorm(6)
    with torch.no_grad():
        norm.gamma.copy_(theirs.weight.normal_())
        norm.beta.copy_(theirs.bias.normal_())
    assert torch.allclose(norm(x), theirs(x), rtol=0, atol=1e-5), (
        "nn.LayerNorm と違います。分散は d で割り、eps は平方根の中ですか / "
        "it differs from nn.LayerNorm: is the variance divided by d, and eps inside the root?"
    )
    assert torch.allclose(LayerNorm(6)(100 * x + 7), LayerNorm(6)(x), rtol=0, atol=1e-4), (
        "尺度と平均を変えても、結果は変わりません / scale and mean of x change nothing"
    )
    mixed = torch.cat([x[:, :2], torch.randn(2, 2, 6)], 1)
    assert torch.allclose(block(mixed)[:, :2], block(x)[:, :2], rtol=0, atol=1e-5), (
        "注意が恒等写像なら、位置どうしは混ざりません / with the identity as attention, positions do not mix"
    )
    with torch.no_grad():
        block.feed_forward[-1].weight.zero_()
        block.feed_forward[-1].bias.zero_()
    assert torch.allclose(block(x), x + block.norm1(x), rtol=0, atol=1e-5), (
        "最後の層が 0 なら x + attention(norm1(x)) です。残差の道に正規化がありませんか / "
        "with a last layer of 0 it is x + attention(norm1(x)): is there a norm on the path of the skip?"
    )
    print("すべて確かめました。 / All of it holds.")
