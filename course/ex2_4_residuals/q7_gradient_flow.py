# %% [markdown] lang="ja"
r"""
# 演習 2.4 問題 7　残差接続と勾配の流れ

**できるようになること**　残差接続 (residual connection) を持つ深いネットワークを書き、各ブロックに届く勾配を測り、その減り方を一つの数で表せるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 75 分 | ★★☆ | 15 点 |

**最後の図が答える問い**　残差接続がないと、何層目で学習できなくなるでしょうか。初期化を変えれば、残差接続はいらないのでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.4, problem 7: residual connections and the flow of gradients

**What you will be able to do.** Write a deep network with residual connections, measure the gradient that reaches each block, and describe its decay by one number.

| time | difficulty | points |
|---|---|---|
| 75 min | ★★☆ | 15 |

**The question that the last picture answers.** Without the skip, at which depth does training stop working? And would another initialisation make the skip unnecessary?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

ブロックが $y = f(x)$ なら、損失 $L$ の勾配は $\frac{\partial L}{\partial x} = J_f^\top \frac{\partial L}{\partial y}$ です。$n$ 個重ねるとヤコビ行列 (Jacobian) の積になり、一つごとに 0.3 倍なら 10 個で約 $6\times10^{-6}$ 倍です。残差接続

$$y = x + f(x),\qquad J = I + J_f$$

では、恒等行列 $I$ の道を通って勾配がそのまま届きます (He ほか 2016, [arXiv:1603.05027](https://arxiv.org/abs/1603.05027), 式 (5))。この演習のブロックは $f(x) = W_2\,\mathrm{ReLU}(W_1 x + b_1) + b_2$ です。

**手で確かめる例**　$f(x) = 0.5x$ のとき、残差接続があれば $y = 1.5x$、勾配は $1.5$ 倍です。$W_2 = 0$、$b_2 = 0$ なら、ブロックは恒等写像です。

### 予想してみましょう

PyTorch の既定の初期値で 32 ブロック重ねると、入力に最も近いブロックの勾配は、出力に最も近いブロックの何倍になるでしょうか。残差接続がある場合とない場合を予想してください。

<details><summary>答え</summary>

ない場合は、一ブロックごとに約 4 分の 1 になり、32 ブロックでは $10^{-18}$ より小さくなります。ある場合は、ほぼ同じ大きさです。下の実験で測ります。

</details>
"""

# %% [markdown] lang="en"
r"""
## The idea

For a block $y = f(x)$ the gradient of the loss is $\frac{\partial L}{\partial x} = J_f^\top \frac{\partial L}{\partial y}$. With $n$ blocks, Jacobians are multiplied: a factor of 0.3 for each makes about $6\times10^{-6}$ after 10. With a residual connection,

$$y = x + f(x),\qquad J = I + J_f$$

the gradient also passes unchanged along the identity $I$ (He et al. 2016, [arXiv:1603.05027](https://arxiv.org/abs/1603.05027), equation (5)). The block of this exercise is $f(x) = W_2\,\mathrm{ReLU}(W_1 x + b_1) + b_2$.

**An example to check by hand.** If $f(x) = 0.5x$, then with the skip $y = 1.5x$ and gradients grow by $1.5$. With $W_2 = 0$ and $b_2 = 0$ the block is the identity.

### Predict

Stack 32 blocks with PyTorch's default initial weights. How many times smaller is the gradient at the block nearest the input than at the one nearest the output, with the skip and without?

<details><summary>Answer</summary>

Without it, each block leaves about a quarter, and after 32 blocks less than $10^{-18}$. With it, they are of about the same size. The experiment below measures it.

</details>
"""

# %% nbgrader={"grade_id": "q7-setup", "locked": true}
import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)  # for tensors as small as these, one thread is the fastest

# %% nbgrader={"grade_id": "q7-network", "solution": true}
class ResidualBlock(nn.Module):
    """x + linear2(relu(linear1(x))), or without `x +` if use_residual is False.

    Layers: linear1 and linear2, nn.Linear(dim, dim).  x: (B, dim) -> (B, dim); x is not changed.
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
    """n_blocks ResidualBlocks in `blocks` (an nn.ModuleList), then `head`, nn.Linear(input_dim, 1).

    x: (B, input_dim) -> (B, 1).  With and without the skip it has the same parameters.
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

# %% nbgrader={"grade_id": "q7-network-try", "locked": true}
block = ResidualBlock(3)
with torch.no_grad():
    block.linear2.weight.zero_()
    block.linear2.bias.zero_()
x = torch.tensor([[1.0, -2.0, 3.0]])
assert torch.equal(block(x), x), f"W_2 = 0、b_2 = 0 なら恒等写像です / with W_2 = 0 and b_2 = 0 it is the identity; got {block(x).tolist()}"
assert DeepNetwork(3, 2)(x).shape == (1, 1), "ネットワークの出力の形は (B, 1) です / the network's output has the shape (B, 1)"

# %% nbgrader={"grade_id": "q7-block", "grade": true, "points": 2}
# ブロックは x + W₂ ReLU(W₁x + b₁) + b₂ で、残差なしなら x を足しません。 / The block is x + W₂ ReLU(W₁x + b₁) + b₂, and without the skip x is not added.
### BEGIN HIDDEN TESTS
torch.manual_seed(1)
for dim in (4, 7):
    x = torch.randn(5, dim)
    for skip in (True, False):
        block = ResidualBlock(dim, skip)
        s = block.state_dict()
        assert sorted(s) == ["linear1.bias", "linear1.weight", "linear2.bias", "linear2.weight"], "層の名前は linear1 と linear2 です / the layers are called linear1 and linear2"
        f = F.linear(F.linear(x, s["linear1.weight"], s["linear1.bias"]).relu(), s["linear2.weight"], s["linear2.bias"])
        before = x.clone()
        assert torch.allclose(block(x), x + f if skip else f, atol=1e-5), f"use_residual={skip} の出力が違います / wrong output for use_residual={skip}"
        assert torch.equal(x, before), "入力を書き換えています。+= を使いませんでしたか / the input was changed: did you use +=?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-identity", "grade": true, "points": 1}
# 最後の層が 0 なら、ブロックは負の入力に対しても恒等写像です。 / With a last layer of 0 the block is the identity, for negative inputs, too.
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
block, x = ResidualBlock(6), torch.randn(8, 6)
s = block.state_dict()
block.load_state_dict(s | {"linear2.weight": 0 * s["linear2.weight"], "linear2.bias": 0 * s["linear2.bias"]})
assert torch.equal(block(x), x), "足すのは x そのものです。足した後に ReLU をかけていませんか / it is x itself that is added: is there a ReLU after the sum?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-jacobian", "grade": true, "points": 2}
# ヤコビ行列は I + J_f です。 / The Jacobian is I + J_f.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
x = torch.randn(5, dtype=torch.float64)
for skip in (True, False):
    block = ResidualBlock(5, skip).double()
    s = block.state_dict()
    open_units = (s["linear1.weight"] @ x + s["linear1.bias"] > 0).double()
    J_f = s["linear2.weight"] @ torch.diag(open_units) @ s["linear1.weight"]
    rows = [torch.autograd.grad(block(v)[0, i], v)[0][0] for i in range(5) for v in [x[None].clone().requires_grad_()]]
    expected = J_f + torch.eye(5, dtype=torch.float64) if skip else J_f
    assert torch.allclose(torch.stack(rows), expected, atol=1e-9), f"use_residual={skip} のヤコビ行列が違います。x の道を detach していませんか / wrong Jacobian for use_residual={skip}: is the path of x detached?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-deep", "grade": true, "points": 2}
# ネットワークは、別々の重みのブロックを順に通し、最後に head を使います。 / The network passes blocks with weights of their own in order, then the head.
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
x = torch.randn(6, 4)
for n_blocks, skip in [(1, True), (3, True), (3, False), (0, True)]:
    model = DeepNetwork(4, n_blocks, skip)
    s = model.state_dict()
    names = {f"blocks.{i}.linear{j}.{kind}" for i in range(n_blocks) for j in (1, 2) for kind in ("weight", "bias")} | {"head.weight", "head.bias"}
    assert set(s) == names, f"{n_blocks} ブロックの重みは {sorted(names)} です / the parameters of {n_blocks} blocks: {sorted(names)}"
    h = x
    for i in range(n_blocks):  # your blocks, one after the other, with the network's weights
        block = ResidualBlock(4, skip)
        block.load_state_dict({name: s[f"blocks.{i}.{name}"] for name in block.state_dict()})
        h = block(h)
    assert torch.allclose(model(x), F.linear(h, s["head.weight"], s["head.bias"]), atol=1e-5), f"n_blocks={n_blocks}、use_residual={skip} の出力が違います / wrong output for n_blocks={n_blocks}, use_residual={skip}"
weights = DeepNetwork(4, 2).state_dict()
assert not torch.equal(weights["blocks.0.linear1.weight"], weights["blocks.1.linear1.weight"]), "二つのブロックが重みを共有しています / two blocks share their weights"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 勾配を測る

各ブロックの**出力**についての、損失（平均二乗誤差 `F.mse_loss`）の勾配の L2 ノルムを、入力側から順に並べて返します。測るだけなので、モデルに跡を残してはいけません。フック (hook) は外し、パラメータの `.grad` は呼ぶ前のままにします。`register_full_backward_hook`、`retain_grad`、`torch.autograd.grad` のどれを使ってもかまいません。
"""

# %% [markdown] lang="en"
r"""
## Measuring gradients

Return the L2 norm of the gradient of the loss (`F.mse_loss`) with respect to each block's **output**, from the input side. Measuring must leave no trace: hooks are removed and the parameters' `.grad` is as before. Use `register_full_backward_hook`, `retain_grad` or `torch.autograd.grad`, as you like.
"""

# %% nbgrader={"grade_id": "q7-record", "solution": true}
def record_gradients(model, x, target) -> list[float]:
    """Norms of d loss / d (output of block i), i = 0 next to the input; loss = F.mse_loss(model(x), target).

    x: (B, input_dim), target: (B, 1).  Leaves no hooks and every parameter's .grad as it was.
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

# %% nbgrader={"grade_id": "q7-record-try", "locked": true}
model, x, target = DeepNetwork(3, 4), torch.randn(5, 3), torch.randn(5, 1)
norms = record_gradients(model, x, target)
assert len(norms) == 4 and all(n > 0 for n in norms), f"ブロックごとに一つの正の数です / one positive number per block; got {norms}"
assert all(p.grad is None for p in model.parameters()), "パラメータの .grad が残っています / the parameters' .grad is left behind"

# %% nbgrader={"grade_id": "q7-gradients", "grade": true, "points": 3}
# 値は、ブロックの出力についての勾配の L2 ノルムで、入力側から並びます。 / Values are L2 norms of gradients at the blocks' outputs, from the input side.
### BEGIN HIDDEN TESTS
torch.manual_seed(5)
for n_blocks, skip in [(1, True), (5, True), (6, False)]:
    model, x, target = DeepNetwork(4, n_blocks, skip), torch.randn(7, 4), torch.randn(7, 1)
    s, h, outputs = model.state_dict(), x.clone(), []
    for i in range(n_blocks):  # your blocks, one after the other
        h = model.blocks[i](h)
        outputs.append(h)
    loss = F.mse_loss(F.linear(h, s["head.weight"], s["head.bias"]), target)
    expected = [float(g.norm()) for g in torch.autograd.grad(loss, outputs)]
    norms = [float(v) for v in record_gradients(model, x, target)]
    assert len(norms) == n_blocks, f"{n_blocks} ブロックなら {n_blocks} 個です / {n_blocks} numbers for {n_blocks} blocks"
    assert all(abs(a / b - 1) < 1e-4 for a, b in zip(norms, expected)), f"値か順序が違います。平均ではなく L2 ノルム、入力側から、勾配を測っていますか / wrong values or order: L2 norms, from the input side, of gradients?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-clean", "grade": true, "points": 2}
# 測っても跡が残りません：フック、.grad、重み、二度目の結果。 / Measuring leaves no trace: hooks, .grad, weights, a second result.
### BEGIN HIDDEN TESTS
torch.manual_seed(6)
model, x, target = DeepNetwork(4, 3), torch.randn(7, 4), torch.randn(7, 1)
weights = {k: v.clone() for k, v in model.state_dict().items()}
model.head.weight.grad = torch.full((1, 4), 3.0)  # as after an earlier backward
first = list(record_gradients(model, x, target))
second = list(record_gradients(model, x, target))
assert len(first) == len(second) == 3 and all(abs(a - b) < 1e-7 for a, b in zip(first, second)), "二度目の結果が違います。前の勾配が足されていませんか / the second call differs: are gradients accumulated?"
grads = {name: p.grad for name, p in model.named_parameters()}
assert torch.equal(grads.pop("head.weight"), torch.full((1, 4), 3.0)) and all(g is None for g in grads.values()), ".grad が呼ぶ前と違います / .grad is not as it was"
assert all(len(m._forward_hooks) + len(m._backward_hooks) + len(m._forward_pre_hooks) == 0 for m in model.modules()), "フックが残っています。remove() しましたか / a hook is left: did you call remove()?"
assert all(torch.equal(v, weights[k]) for k, v in model.state_dict().items()), "重みが変わりました / weights were changed"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 減り方を一つの数で

$g_i$ を $i$ 番目のブロックの勾配、$n$ をブロックの数とします。出力側から数えて $k = n - 1 - i$ 個さかのぼると $g \approx g_{n-1}\, r^{k}$ になると考え、$\ln g$ を $k$ に対して最小二乗法で直線に当てはめます。傾きの指数 $r = e^{\text{slope}}$ が、**一ブロックさかのぼるごとの倍率**です。
"""

# %% [markdown] lang="en"
r"""
## The decay as one number

Let $g_i$ be the gradient at block $i$ of $n$. Going back $k = n - 1 - i$ blocks from the output, suppose $g \approx g_{n-1}\, r^{k}$ and fit a straight line to $\ln g$ against $k$ by least squares. $r = e^{\text{slope}}$ is the **factor per block on the way back**.
"""

# %% nbgrader={"grade_id": "q7-factor-stub", "solution": true}
def block_factor(gradients: list[float]) -> tuple[float, float]:
    """(factor per block on the way from output to input, R² of the straight line) for >= 2 positive norms.

    gradients[0] is next to the input.  R² is 1.0 if all norms are equal.

    >>> factor, fit = block_factor([0.25, 0.5, 1.0])
    >>> round(factor, 6), round(fit, 6)
    (0.5, 1.0)
    """
    ### BEGIN SOLUTION
    y = [math.log(g) for g in reversed(gradients)]  # y[k]: k blocks back from the output
    n, mean_k, mean_y = len(y), (len(y) - 1) / 2, sum(y) / len(y)
    slope = sum((k - mean_k) * v for k, v in enumerate(y)) / sum((k - mean_k) ** 2 for k in range(n))
    total = sum((v - mean_y) ** 2 for v in y)
    rest = sum((v - mean_y - slope * (k - mean_k)) ** 2 for k, v in enumerate(y))
    return math.exp(slope), 1 - rest / total if total > 0 else 1.0
    ### END SOLUTION

# %% nbgrader={"grade_id": "q7-factor-try", "locked": true}
factor, fit = block_factor([0.25, 0.5, 1.0])
assert abs(factor - 0.5) < 1e-6, f"出力から入力へ一つさかのぼるごとに半分です / each block back halves it; got {factor}"

# %% nbgrader={"grade_id": "q7-factor", "grade": true, "points": 1}
# 倍率は対数の上の最小二乗直線の傾きで、当てはまりは決定係数です。 / The factor is the slope of the least-squares line on the log axis; the fit is R².
### BEGIN HIDDEN TESTS
import numpy as np

rng = np.random.default_rng(7)
for r, n, noise in [(0.2, 8, 0.0), (1.3, 20, 0.1), (0.9, 5, 0.5), (1e-3, 12, 0.2)]:
    y = np.log(3.0) + np.log(r) * np.arange(n)[::-1] + noise * rng.normal(size=n)
    factor, fit = block_factor([float(v) for v in np.exp(y)])
    k = np.arange(n)[::-1]
    assert abs(factor / np.exp(np.polyfit(k, y, 1)[0]) - 1) < 1e-6, f"倍率が違います。対数を取り、向きを確かめてください / wrong factor: take logarithms, check the direction"
    assert abs(fit - np.corrcoef(k, y)[0, 1] ** 2) < 1e-6, "R² が違います / wrong R²"
factor, fit = block_factor([2.0, 2.0, 2.0])
assert abs(factor - 1) < 1e-9 and abs(fit - 1) < 1e-9, "すべて等しいとき、倍率は 1、R² は 1 です / with equal norms the factor is 1 and R² is 1"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q7-plot", "solution": true}
def plot_gradient_flow(gradients: dict[str, list[float]], ax=None):
    """One line per name: norm (log axis) against block, 0 next to the input; axes labelled, with a legend.

    ax: where to draw; None means new axes.  Returns the Axes.
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

# %% nbgrader={"grade_id": "q7-plot-try", "locked": true}
ax = plot_gradient_flow({"plain": [1e-6, 1e-3, 1.0], "residual": [1.0, 1.1, 1.2]})
assert ax is not None and ax.get_yscale() == "log", "縦軸を対数にして Axes を返していますか / is the y axis logarithmic, and the Axes returned?"
plt.close(ax.figure)

# %% nbgrader={"grade_id": "q7-picture", "grade": true, "points": 2}
# 図は対数の縦軸、名前のある軸、凡例を持ち、入力側が左です。 / The picture has a log axis, labels, a legend, and the input side on the left.
### BEGIN HIDDEN TESTS
data = {"plain": [1e-6, 1e-4, 0.5], "residual": [1.0, 1.5, 1.2]}
_, given = plt.subplots()
ax = plot_gradient_flow(data, ax=given)
assert ax is given, "渡された Axes に描いて、それを返します / draw into the given Axes and return it"
drawn = {line.get_label(): (list(line.get_xdata()), list(line.get_ydata())) for line in ax.lines}
for name, norms in data.items():
    assert name in drawn, f"{name} の線がありません / there is no line called {name}"
    x, y = drawn[name]
    assert [float(v) for v in y] == norms and list(x) == sorted(x), "入力側を左にして、値をそのまま描きます / draw the values as they are, the input side on the left"
assert ax.get_yscale() == "log" and ax.get_xlabel() and ax.get_ylabel(), "縦軸は対数、両方の軸に名前を付けてください / log y axis, and labels on both axes"
assert ax.get_legend() is not None and {t.get_text() for t in ax.get_legend().get_texts()} == set(data), "凡例を付けてください / add a legend"
plt.close("all")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験 1：深さと初期化

深さ 1 から 64 まで、残差接続のありなしで、勾配を測ります。初期化は、PyTorch の既定と、ReLU のための He の初期化 (`kaiming_normal_`) の二つです。小さな数がつぶれないように float64 で計算します。
"""

# %% [markdown] lang="en"
r"""
## Experiment 1: depth and initialisation

Depths from 1 to 64, with the skip and without, with two initialisations: PyTorch's default, and He's for ReLU (`kaiming_normal_`). In float64, so that small numbers do not vanish.
"""

# %% nbgrader={"grade_id": "q7-sweep", "locked": true} tags=["experiment"]
DIM, DEPTHS = 32, (1, 2, 4, 8, 16, 32, 64)


def make(depth, use_residual, init, seed=0):
    torch.manual_seed(seed)
    model = DeepNetwork(DIM, depth, use_residual).double()
    if init == "He":
        for block in model.blocks:
            for linear, after in ((block.linear1, "relu"), (block.linear2, "linear")):
                nn.init.kaiming_normal_(linear.weight, nonlinearity=after)
                nn.init.zeros_(linear.bias)
    return model


generator = torch.Generator().manual_seed(0)
x = torch.randn(256, DIM, generator=generator, dtype=torch.float64)
target = x[:, :4].sin().sum(1, keepdim=True)

arms = [(skip, init) for init in ("default", "He") for skip in (False, True)]
flows = {}
print("init     skip    gradient at block 0 / at the last block, for depth        at 64 blocks:")
print("               " + "".join(f"{d:>9}" for d in DEPTHS[1:]) + "   factor per block     R²")
for skip, init in arms:
    ratios = []
    for depth in DEPTHS:
        norms = record_gradients(make(depth, skip, init), x, target)
        ratios.append(norms[0] / norms[-1])
    factor, fit = block_factor(norms)
    flows[f"{'residual' if skip else 'plain'}, {init}"] = norms
    print(f"{init:8} {'yes' if skip else 'no':4}  " + "".join(f"{r:9.0e}" for r in ratios[1:]) + f"   {factor:16.2f}   {fit:.2f}")

fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8))
plot_gradient_flow(flows, ax=left).set_title("64 blocks, before training")
left.legend(fontsize=7)
plt.close(fig)  # shown below, with the training curves

# %% [markdown] lang="ja"
r"""
## 実験 2：学習してみる

勾配が小さいことと、学習できないことは同じでしょうか。同じ段階数だけ Adam で学習し、最後の損失を比べます。目標の分散より損失が小さくならなければ、平均を答えているのと変わりません。
"""

# %% [markdown] lang="en"
r"""
## Experiment 2: training

Is a small gradient the same as not learning? Adam trains each network for the same number of steps. A loss that stays at the target's variance is no better than always answering the mean.
"""

# %% nbgrader={"grade_id": "q7-training", "locked": true} tags=["experiment", "nbval-ignore-output"]
def train(model, steps=100):
    model = model.float()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    losses = []
    for _ in range(steps):
        loss = F.mse_loss(model(x.float()), target.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


print(f"variance of the target: {target.var():.2f}")
final = {}
print("loss after 100 steps, for depth " + "".join(f"{d:>8}" for d in (4, 8, 16, 32)))
for skip, init in arms:
    curves = {depth: train(make(depth, skip, init)) for depth in (4, 8, 16, 32)}
    print(f"{init:8} {'residual' if skip else 'plain':9}              " + "".join(f"{c[-1]:8.2g}" for c in curves.values()))
    final[skip, init] = {depth: c[-1] for depth, c in curves.items()}
    right.plot(curves[16], {"default": "-", "He": "--"}[init], label=f"{'residual' if skip else 'plain'}, {init}")
assert final[False, "default"][16] > 1 > final[False, "default"][8] and max(final[True, "default"].values()) < 0.1  # what the text below claims
assert final[False, "He"][32] < 1 < final[True, "He"][32]
right.set(xlabel="step", ylabel="training loss", title="16 blocks", yscale="log")
right.legend(fontsize=7)
fig.tight_layout()
fig

# %% [markdown] lang="ja"
r"""
**図と表から読み取れること**

* 既定の初期化では、残差接続のないネットワークの勾配は一ブロックごとに一定の倍率で減り、対数の軸でほぼ直線になります（R² が 1 に近い）。残差接続があれば、倍率はほぼ 1 です。
* 学習の表では、既定の初期化で残差接続のないネットワークは、16 ブロック以上で目標の分散にとどまり、学習できていません。残差接続があれば、どの深さでも学習できます。
* He の初期化では、残差接続がなくても倍率は 1 に近く、32 ブロックでも学習できます。つまり、勾配の消失は深さだけでなく**初期化で決まります**。
* 逆に、He の初期化に残差接続を加えると、$f$ の分だけブロックごとに大きくなり、64 ブロックでは桁違いに増えます。32 ブロックでは学習も失敗します。
* したがって「残差接続があれば必ずよい」のではありません。恒等写像に近いところから始めること（小さな $f$）が大切で、Transformer では正規化層が役割の一部を担います。

## さらに学ぶために

* $W_2$ を 0 で始めると (SkipInit, ReZero)、どの深さでも恒等写像から始まります (Bachlechner ほか 2021, [arXiv:2003.04887](https://arxiv.org/abs/2003.04887))。`make` に三つ目の初期化として加えてみましょう。
"""

# %% [markdown] lang="en"
r"""
**What the picture and the tables show.**

* With the default initialisation, the plain network's gradient falls by a constant factor per block, almost a straight line on the log axis (R² near 1). With the skip the factor is about 1.
* In the training table, the plain network with the default initialisation stays at the target's variance from 16 blocks on: it does not learn. With the skip it learns at every depth.
* With He's initialisation the factor is near 1 even without the skip, and 32 blocks learn. Vanishing is decided by depth **and initialisation**.
* The other way round, the skip on top of He's initialisation makes gradients grow with every block, because $f$ comes on top: by orders of magnitude at 64 blocks, and at 32 training fails.
* So a skip is not always better. What matters is to begin near the identity (a small $f$); in a transformer, normalisation layers do part of that.

## Going further

* With $W_2 = 0$ at the start (SkipInit, ReZero), a network of any depth begins as the identity (Bachlechner et al. 2021, [arXiv:2003.04887](https://arxiv.org/abs/2003.04887)). Add it to `make` as a third initialisation.
"""
