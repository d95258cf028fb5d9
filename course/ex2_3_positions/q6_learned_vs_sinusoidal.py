# %% [markdown] lang="ja"
r"""
# 演習 2.3 問題 6　学習する位置埋め込みと正弦波の比較

**できるようになること**　二種類の位置符号化を層として書き、**公平な比較実験**を組み立て、得られた結果が主張を裏づけるかどうかを判断できるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 90 分 | ★★★ | 15 点 |

**最後の図が答える問い**　学習する位置埋め込みと正弦波は、どちらが優れているでしょうか。学習より長い列では、どうでしょうか。その答えは、実験の設定を変えても変わらないでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.3, problem 6: learned against sinusoidal positions

**What you will be able to do.** Write both kinds of positions as layers, set up a **fair experiment** that compares them, and judge whether its numbers support a claim.

| time | difficulty | points |
|---|---|---|
| 90 min | ★★★ | 15 |

**The question that the last picture answers.** Which is better, a learned embedding or the sinusoids? And on sequences longer than those of training? Does the answer survive another setting of the experiment?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

課題は「二つ前の文字を答える」です。8 種類の文字の列 $x_0,\dots,x_{T-1}$ に対して、位置 $t$ の正解は $x_{t-2}$ です（先頭では末尾に戻り、$t-2$ を $T$ で割った余りの位置を見ます）。モデルは注意の層一つだけで、位置の情報の与え方だけを変えます。

| 条件 (arm) | 位置の情報 |
|---|---|
| `none` | なし |
| `learned` | 学習する表 $x_t + E_t$ |
| `sinusoidal` | 固定の正弦波 $x_t + PE_t$ |

### 予想してみましょう

`none` の条件は、長さ 10 の列で、どこまで正解できるでしょうか。下のセルに予想を書いてください。実験 1 が答え合わせをします。考え方は、予想してから開いてください。

<details><summary>考え方</summary>

位置の情報がない自己注意は置換同変です（問題 4）。つまり、位置 $t$ の出力は、自分の文字 $x_t$ と、残り $T-1$ 個の文字の**集まり**（順序なし）だけで決まります。文字は独立な乱数なので、正解は残り $T-1$ 個のどれである確率も等しく、最善の答えは「残りの中で最も多い文字」です。その正解率は

$$\mathrm{E}\left[\frac{\text{残りの中で最も多い文字の個数}}{T-1}\right]$$

で、これが**上限**です。下の実験でこの値を計算し、`none` がそこに届き、超えないことを確かめます。

</details>
"""

# %% [markdown] lang="en"
r"""
## The idea

The task is to name the letter two back. In a sequence $x_0,\dots,x_{T-1}$ of 8 kinds of letters, the answer at position $t$ is $x_{t-2}$ (at the start it wraps around: position $t-2$ modulo $T$). The model is a single attention layer; only the positions it is given differ.

| arm | positions |
|---|---|
| `none` | none |
| `learned` | a table that learns, $x_t + E_t$ |
| `sinusoidal` | fixed sinusoids, $x_t + PE_t$ |

### Predict

How far can the arm `none` get, on sequences of length 10? Write your prediction into the cell below; experiment 1 answers it. Open the reasoning after you have predicted.

<details><summary>The reasoning</summary>

Self-attention without positions is permutation equivariant (problem 4): the output at $t$ depends only on its own letter $x_t$ and on the **collection**, without order, of the other $T-1$ letters. The letters are independent and random, so each of the other $T-1$ is equally likely to be the answer, and the best guess is the most frequent letter among them. Its accuracy,

$$\mathrm{E}\left[\frac{\text{count of the most frequent letter among the others}}{T-1}\right],$$

is the **ceiling**. The experiment below computes it, and shows that `none` reaches it and does not pass it.

</details>
"""

# %%
predicted_ceiling = None  # 正解率、0 から 1 の数 / an accuracy, a number from 0 to 1

# %% nbgrader={"grade_id": "q6-setup", "locked": true}
import math
import random
import statistics

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)  # 小さなテンソルには一つのスレッドが最も速い / for tensors this small, one thread is the fastest
LETTERS = 8
TRAIN_LENGTH, TEST_LENGTH = 10, 16  # outside は位置 10 … 15 / outside: positions 10 … 15
STEPS = 120  # 一回の学習のステップ数 / the budget of one training run

# %% nbgrader={"grade_id": "q6-layers", "solution": true}
class LearnablePositionalEmbedding(nn.Module):
    """位置ごとに、学習するベクトルを足します：x (B, T, d_model) -> (B, T, d_model)。

    学習するのは、max_len 個の位置それぞれのベクトルだけです。位置 t には t 番目のものを足します。
    初期値は自由で、表の形は (max_len, d_model) でも (1, max_len, d_model) でもかまいません。
    学習時も評価時も同じ計算を表の dtype で行い、x は変えません。T > max_len なら ValueError を出します。
    ---
    Adds a learned vector to each position: x (B, T, d_model) -> (B, T, d_model).

    What learns is one vector for each of max_len positions, and nothing else; position t gets the
    t-th.  Initial values are yours, and the table may be (max_len, d_model) or (1, max_len, d_model).
    The same in training and evaluation, in the table's dtype; x is not changed.  ValueError if T > max_len.
    """

    def __init__(self, max_len: int, d_model: int):
        super().__init__()
        ### BEGIN SOLUTION
        self.table = nn.Parameter(0.02 * torch.randn(max_len, d_model))  # (max_len, d_model)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        if x.shape[1] > len(self.table):
            raise ValueError(f"{x.shape[1]} positions, but the table has {len(self.table)}")
        return x + self.table[: x.shape[1]]
        ### END SOLUTION


class SinusoidalPositionalEncoding(nn.Module):
    """問題 5 の符号化を足します：x (B, T, d_model) -> (B, T, d_model)。base は 10000、d_model は偶数です。

    学習するものはありません。符号化は Parameter ではなくバッファに置きます (register_buffer)。
    学習時も評価時も同じ計算を表の dtype で行い、x は変えません。T > max_len なら ValueError を出します。
    ---
    Adds the encoding of problem 5: x (B, T, d_model) -> (B, T, d_model).  base 10000, even d_model.

    Nothing learns: the encoding is kept in a buffer (register_buffer), not in a Parameter.
    The same in training and evaluation, in the table's dtype; x is not changed.  ValueError if T > max_len.
    """

    def __init__(self, max_len: int, d_model: int):
        super().__init__()
        ### BEGIN SOLUTION
        frequencies = 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
        angles = torch.arange(max_len)[:, None] * frequencies
        self.register_buffer("pe", torch.stack([angles.sin(), angles.cos()], -1).flatten(1))  # (max_len, d_model)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        if x.shape[1] > len(self.pe):
            raise ValueError(f"{x.shape[1]} positions, but there are encodings for {len(self.pe)}")
        return x + self.pe[: x.shape[1]]
        ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

学習してよいのは、どちらのクラスのどの値ですか。学習しない値は、どこに置けば `parameters()` に現れないでしょうか。列の長さ $T$ が `max_len` より短いとき、表のどの行を使いますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

どちらの `forward` も、長さを確かめてから、表の最初の $T$ 行を `x` に足した新しいテンソルを返します。バッチの次元には、ブロードキャストが働きます。学習する表は `nn.Parameter` で、正弦波の表はバッファです。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Which values of which class may learn? Where does a value go that must not appear among `parameters()`? If a sequence of length $T$ is shorter than `max_len`, which rows of the table are used?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Both `forward`s check the length and return a new tensor: `x` plus the first $T$ rows of a table. Broadcasting takes care of the batch. The table that learns is an `nn.Parameter`, the sinusoids are a buffer.

</details>
"""

# %% nbgrader={"grade_id": "q6-layers-try", "locked": true}
for kind in (LearnablePositionalEmbedding, SinusoidalPositionalEncoding):
    out = kind(6, 4)(torch.zeros(2, 3, 4))
    assert out.shape == (2, 3, 4), f"入力に足すので形は変わりません：{tuple(out.shape)} / it adds to the input, so the shape stays; got {tuple(out.shape)}"
assert not list(SinusoidalPositionalEncoding(6, 4).parameters()), "正弦波は学習しません。register_buffer を使います / the sinusoids do not learn: use register_buffer"

# %% nbgrader={"grade_id": "q6-learned", "grade": true, "points": 2}
# 学習する表は位置ごとに別のベクトルを足し、その一つ一つに勾配が流れます。 / The learned table adds another vector at each position, and each gets its gradient.
### BEGIN HIDDEN TESTS
# SHARED checks
torch.manual_seed(1)
draw = random.Random(1)
sizes = [(6, 4, 3, 5), (4, 4, 4, 4), (7, 2, 1, 1), (1, 6, 2, 1), (130, 3, 2, 90), *[(draw.randrange(6, 12), draw.randrange(1, 9), draw.randrange(1, 6), draw.randrange(1, 6)) for _ in range(4)]]
kept = []
for max_len, d, B, T in smallest_first(sizes):
    layer, case = LearnablePositionalEmbedding(max_len, d), f"max_len={max_len}, d_model={d}, B={B}, T={T}"
    table = [p for p in layer.parameters() if p.requires_grad]
    assert [p.numel() for p in table] == [max_len * d], say(f"学習するのは一つの表 (max_len, d_model) だけです：{[tuple(p.shape) for p in table]}", f"one trainable table (max_len, d_model) and nothing else; got {[tuple(p.shape) for p in table]}", case)
    values = torch.randn(max_len, d)  # whatever the table starts with, these are what it has learned
    with torch.no_grad():
        table[0].copy_(values.reshape(table[0].shape))
    x = torch.randn(B, T, d, requires_grad=True)
    before, out = x.detach().clone(), layer(x)
    assert torch.equal(x.detach(), before), say("入力 x をその場で変えています (+=)", "the input x is changed in place (+=)", case)
    assert out.shape == x.shape and torch.allclose(out, before + values[:T], atol=1e-5, rtol=0), say("位置 t に表の t 行目を足しますか", "is row t added at position t?", case)
    weight = torch.randn(B, T, d)
    (out * weight).sum().backward()
    expected = torch.zeros(max_len, d)
    expected[:T] = weight.sum(0)
    assert table[0].grad is not None and torch.allclose(table[0].grad.reshape(max_len, d), expected, atol=1e-4, rtol=0), say("使った行だけに、列を合わせた勾配が流れますか", "do just the rows in use get the gradient, summed over the batch?", case)
    assert torch.allclose(x.grad, weight, atol=1e-6, rtol=0), say("入力の勾配はそのまま通ります", "the input's gradient passes unchanged", case)
    with torch.no_grad():
        same = layer.eval()(x.detach())
    assert torch.equal(x.detach(), before), say("入力 x をその場で変えています (+=)", "the input x is changed in place (+=)", f"{case}, eval, no_grad")
    assert torch.allclose(same, before + values[:T], atol=1e-5, rtol=0), say("評価時も同じ計算ですか", "is it the same in evaluation?", case)
    kept.append((layer, values))
for layer, values in kept:  # the first again, after others with other sizes, and in float64
    x, case = torch.zeros(1, min(2, len(values)), values.shape[1]), f"max_len={len(values)}, d_model={values.shape[1]}"
    assert torch.allclose(layer(x)[0], values[: x.shape[1]], atol=1e-5, rtol=0), say("別の層を作ると、前の層の表が変わります", "making another layer changes this one's table", case)
    fine = torch.rand(x.shape, dtype=torch.float64)
    assert layer.half()(x.half()).dtype == torch.float16 and layer.double()(fine.clone()).dtype == torch.float64, say("表は .half() や .double() で一緒に変わりますか", "does the table follow .half() and .double()?", case)
    assert torch.allclose(layer(fine.clone()) - layer(0 * fine), fine, atol=1e-12, rtol=0), say("float64 の入力が、途中で float32 に丸められています", "inputs in float64 are rounded to float32 on the way", case)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-sinusoidal", "grade": true, "points": 2}
# 正弦波の層は問題 5 の符号化を足し、学習するものを持たず、符号化をバッファに置きます。 / The sinusoidal layer adds problem 5's encoding, has nothing to learn, and keeps it in a buffer.
### BEGIN HIDDEN TESTS
draw = random.Random(2)
generator = torch.Generator().manual_seed(2)
sizes = [(9, 6, 2, 7), (4, 4, 4, 4), (5, 2, 1, 1), (1, 8, 3, 1), (100, 10, 2, 100), *[(draw.randrange(6, 12), 2 * draw.randrange(1, 9), draw.randrange(1, 6), draw.randrange(1, 6)) for _ in range(4)]]
kept = []
for max_len, d, B, T in smallest_first(sizes):
    layer, x = SinusoidalPositionalEncoding(max_len, d), torch.randn(B, T, d, generator=generator).requires_grad_()
    case = f"max_len={max_len}, d_model={d}, B={B}, T={T}"
    sinusoids = torch.tensor([[(math.sin if j % 2 == 0 else math.cos)(p * 10000.0 ** (-(j - j % 2) / d)) for j in range(d)] for p in range(T)])
    before, out = x.detach().clone(), layer(x)
    assert torch.equal(x.detach(), before), say("入力 x をその場で変えています (+=)", "the input x is changed in place (+=)", case)
    assert out.shape == x.shape and torch.allclose(out, before + sinusoids, atol=1e-4, rtol=0), say("位置 0 からの正弦波を足していますか", "are sinusoids added, from position 0 on?", case)
    assert not list(layer.parameters()), say("Parameter があります。バッファにしてください", "there is a Parameter: make it a buffer", case)
    assert list(layer.buffers()), say("register_buffer を使うと .to(device) で一緒に動きます", "with register_buffer it moves along with .to(device)", case)
    out.sum().backward()
    assert torch.equal(x.grad, torch.ones(B, T, d)), say("入力の勾配はそのまま通ります", "the input's gradient passes unchanged", case)
    with torch.no_grad():
        same = layer.eval()(x.detach())
    assert torch.equal(x.detach(), before), say("入力 x をその場で変えています (+=)", "the input x is changed in place (+=)", f"{case}, eval, no_grad")
    assert torch.allclose(same, before + sinusoids, atol=1e-4, rtol=0), say("評価時も同じ計算ですか", "is it the same in evaluation?", case)
    kept.append((layer, max_len, d, sinusoids))
for layer, max_len, d, sinusoids in kept:  # the first again, after others and after shorter sequences
    case = f"max_len={max_len}, d_model={d}"
    assert torch.allclose(layer(torch.zeros(2, len(sinusoids), d)), sinusoids.expand(2, -1, -1), atol=1e-4, rtol=0), say("短い列や別の層のあとで、同じ結果になりますか", "is the result the same after shorter sequences and other layers?", case)
    assert layer(torch.zeros(1, 1, d)).shape == (1, 1, d) and layer(torch.zeros(1, max_len, d)).shape == (1, max_len, d), say("短い列のあとに、max_len の列も使えますか", "does max_len work after a shorter sequence?", case)
    fine = torch.rand(1, max_len, d, dtype=torch.float64)
    assert layer.half()(fine.half()).dtype == torch.float16 and layer.double()(fine.clone()).dtype == torch.float64, say("バッファは .half() や .double() で一緒に変わりますか", "does the buffer follow .half() and .double()?", case)
    assert torch.allclose(layer(fine.clone()) - layer(0 * fine), fine, atol=1e-12, rtol=0), say("float64 の入力が、途中で float32 に丸められています", "inputs in float64 are rounded to float32 on the way", case)
    for fill, numbers in [(torch.zeros_like, 1), (torch.rand_like, max_len * d)]:  # what is in the buffers is what is added
        for buffer in layer.buffers():
            buffer.copy_(fill(buffer) if buffer.is_floating_point() or buffer.is_complex() else buffer)
        added = layer(torch.zeros(1, max_len, d).double())
        assert len(added.unique()) >= 0.9 * numbers and (numbers > 1 or not added.any()), say("足しているのは、バッファに置いた符号化ですか", "is what is added the encoding in the buffer?", case)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-too-long", "grade": true, "points": 1}
# max_len より長い列は ValueError で、ちょうどの長さは使えます。 / A sequence longer than max_len is a ValueError; max_len itself works.
### BEGIN HIDDEN TESTS
for kind in (LearnablePositionalEmbedding, SinusoidalPositionalEncoding):
    for max_len, T, B in [(1, 2, 3), (5, 6, 1), (8, 16, 8), (20, 200, 1)]:
        layer = kind(max_len, 4)
        assert layer(torch.zeros(B, max_len, 4)).shape == (B, max_len, 4), f"{kind.__name__}: ちょうど max_len={max_len} の列は使えます / {kind.__name__}: exactly max_len={max_len} positions work"
        for mode in (True, False):
            try:
                layer.train(mode)(torch.zeros(B, T, 4))
            except ValueError:
                continue
            raise AssertionError(f"{kind.__name__} は max_len={max_len} に長さ {T} の列で ValueError を出しますか / does {kind.__name__} raise a ValueError for {T} positions when max_len={max_len}?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 課題を作る
"""

# %% [markdown] lang="en"
r"""
## Making the task
"""

# %% nbgrader={"grade_id": "q6-task", "solution": true}
def make_task(n: int, length: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """n 本の乱数の列とその正解 inputs, targets を返します。形 (n, length)、int64、値は 0 … LETTERS - 1 です。

    n, length >= 1 で、targets[:, t] = inputs[:, (t - 2) % length] です。文字は独立で一様です。
    種が同じなら同じデータになり、全体の乱数の状態は変えません（torch.Generator を使います）。
    呼び出すたびに新しいテンソルを返します。
    ---
    n random sequences and their answers: inputs, targets (n, length), int64, values 0 … LETTERS - 1.

    n, length >= 1; targets[:, t] = inputs[:, (t - 2) % length]; letters are independent and uniform.
    The same seed gives the same data; the global random state is left alone (use a torch.Generator).
    Each call returns new tensors.
    """
    ### BEGIN SOLUTION
    inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
    return inputs, inputs.roll(2, dims=1)
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

位置 0 と 1 の正解は、列のどの文字ですか。負の番号を余り `% length` に直すと、どこを指すでしょうか。全体の乱数の状態を変えずに乱数を引くには、`torch.randint` に何を渡しますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

乱数の表を一つ作り、もう一つは、それを時間の軸に沿って輪のように二つずらしたものです。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Which letters answer positions 0 and 1? Where does a negative number point after `% length`? What does `torch.randint` need so that the global random state stays as it is?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

One table of random letters; the other is the same table, moved by two along the axis of time, as on a ring.

</details>
"""

# %% nbgrader={"grade_id": "q6-task-try", "locked": true}
inputs, targets = make_task(3, 5, seed=0)
assert inputs.shape == targets.shape == (3, 5), f"形は (n, length) です：{tuple(inputs.shape)} / the shape is (n, length); got {tuple(inputs.shape)}"
assert targets[0, 2] == inputs[0, 0], "位置 2 の正解は位置 0 の文字です / the answer at position 2 is the letter at position 0"

# %% nbgrader={"grade_id": "q6-data", "grade": true, "points": 2}
# 正解は二つ前の文字で、文字は一様、種が同じなら同じデータです。 / Answers are the letters two back, letters are uniform, and one seed gives one data set.
### BEGIN HIDDEN TESTS
for n, length in [(1, 2), (3, 1), (2, 3), (5, 5), (4, 7), (1, 40), (2000, 10)]:
    inputs, targets = make_task(n, length, seed=3)
    assert inputs.shape == targets.shape == (n, length) and inputs.dtype == targets.dtype == torch.int64, f"形は ({n}, {length})、型は int64 です / the shape is ({n}, {length}), the type int64"
    assert all(torch.equal(targets[:, t], inputs[:, (t - 2) % length]) for t in range(length)), f"長さ {length} で、targets[:, t] は inputs[:, (t - 2) % length] ですか / for length {length}: is targets[:, t] equal to inputs[:, (t - 2) % length]?"
for name, letters in [("全体で / in all", inputs.flatten()), ("最初の位置で / at the first position", inputs[:, 0]), ("最後の位置で / at the last position", inputs[:, -1])]:
    share = torch.bincount(letters, minlength=LETTERS) / len(letters)
    assert len(share) == LETTERS and (abs(share - 1 / LETTERS) < 0.04).all(), f"{name.split(' / ')[0]}、8 種類の文字が同じくらい現れますか / do all 8 letters occur about equally often {name.split(' / ')[1]}?"  # 5 standard deviations of 2000 draws
assert all(abs((inputs[:, t] == inputs[:, 0]).double().mean() - 1 / LETTERS) < 0.04 for t in range(1, 10)) and len(inputs.unique(dim=0)) > 1990, "文字どうし、列どうしは独立ですか / are letters, and sequences, independent?"
for name, a, b in [("上の列と / with the row above", inputs[1:], inputs[:-1]), ("上の列の隣の文字と / with the next letter of the row above", inputs[1:, :-1], inputs[:-1, 1:])]:
    assert abs((a == b).double().mean() - 1 / LETTERS) < 0.02, f"{name.split(' / ')[0]}、同じ文字になりすぎます。文字は独立ですか / letters agree too often {name.split(' / ')[1]}: are they independent?"
for seed in (0, 1, 10_000, 12_345_678):
    inputs, kept = make_task(5, 9, seed)[0], make_task(5, 9, seed)[0].clone()
    with torch.inference_mode():
        inputs.zero_()  # who asks again gets the data again
    assert torch.equal(make_task(5, 9, seed)[0], kept), f"種 {seed} で、二度とも同じデータですか / does seed {seed} give the same data twice?"
first = [make_task(50, 9, seed)[0] for seed in (0, 1, 2, 10_000, 10_001)]
assert all((a == b).double().mean() < 0.3 for n, a in enumerate(first) for b in first[:n]), "種が違えば、別のデータですか / do different seeds give different data?"
import numpy as np


def next_numbers(call):  # of the three global generators, after the call
    for generator in (torch, random, np.random):
        (generator.manual_seed if generator is torch else generator.seed)(987)  # a seed that nobody else sets
    torch.rand(3), random.random(), np.random.rand()  # so that the state is more than its seed
    call()
    return float(torch.rand(())), random.random(), np.random.rand()


assert next_numbers(lambda: make_task(5, 9, 1)) == next_numbers(lambda: None), "全体の乱数の状態を変えています / the global random state was changed"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験を組み立てる

モデル、学習、正解率の測定は用意してあります。比較を公平にするのは、あなたの `run_experiment` です。

* 条件ごと、種ごとに**新しい**モデルを作ります。種は、初期値、学習データ、`train` が選ぶバッチのすべてを決めます。
* 正解率は、学習に使っていないデータで測ります（学習データとは別の種で作ります）。
* `inside` は長さ `TRAIN_LENGTH` の列の全位置、`outside` は長さ `TEST_LENGTH` の列の、位置 `TRAIN_LENGTH` 以降です。
* 三つの条件は、同じ種では同じデータを使います。

学習には `train`、測定には `accuracy` を使います。この二つは、何をしたかを実験ノート `LOG` に書き残すので、公平だったかどうかを後から確かめられます。この二つを通さない学習や測定は確かめようがないので、得点になりません。
"""

# %% [markdown] lang="en"
r"""
## Setting up the experiment

Model, training and measurement are given. What makes the comparison fair is your `run_experiment`.

* For each arm and each seed, make a **new** model. The seed decides its initial weights, its training data and the batches that `train` draws.
* Measure accuracy on data that was not trained on (made with another seed than the training data).
* `inside`: all positions of sequences of `TRAIN_LENGTH`; `outside`: positions from `TRAIN_LENGTH` on in sequences of `TEST_LENGTH`.
* With the same seed, the three arms use the same data.

Train with `train` and measure with `accuracy`: the two write what they did into a laboratory notebook, `LOG`, so that one can check afterwards whether the comparison was fair. What is trained or measured without them cannot be checked and earns nothing.
"""

# %% nbgrader={"grade_id": "q6-given", "locked": true}
class AttentionOnly(nn.Module):
    """文字 -> 埋め込み (+ 位置) -> 注意の層一つ -> 文字。 / Letters -> embedding (+ positions) -> one attention layer -> letters."""

    def __init__(self, positions=None, d_model=32):
        super().__init__()
        self.embed = nn.Embedding(LETTERS, d_model)
        self.positions = positions or nn.Identity()
        self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, d_model, bias=False) for _ in range(3))
        self.answer = nn.Linear(d_model, LETTERS)

    def forward(self, letters):
        h = self.positions(self.embed(letters))  # (B, T, d_model)
        return self.answer(F.scaled_dot_product_attention(self.W_q(h), self.W_k(h), self.W_v(h)))


LOG = []  # 実験ノート：train と accuracy が書きます / the laboratory notebook: train and accuracy write into it


def note(did, model, inputs, **facts):
    kind = type(getattr(model, "positions", None)).__name__
    weights = round(float(model.state_dict()["embed.weight"].double().sum()), 6)
    LOG.append({"did": did, "positions": kind, "weights": weights, "inputs": inputs.clone(), **facts})


def train(model, inputs, targets, steps, seed, look=None):
    """Adam で、種 seed で選んだ 64 本ずつのバッチで学習します。 / Adam on random batches of 64, drawn with `seed`."""
    note("train", model, inputs, steps=steps, seed=seed)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, fused=True)
    for step in range(1, steps + 1):
        rows = torch.randint(len(inputs), (64,), generator=generator)
        loss = F.cross_entropy(model(inputs[rows]).flatten(0, 1), targets[rows].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if look:
            look(step)


@torch.no_grad()
def accuracy(model, inputs, targets, first=0) -> float:
    """位置 first 以降の正解率です。 / The fraction of right answers at positions first, first + 1, …"""
    right = float((model(inputs).argmax(-1) == targets)[:, first:].float().mean())
    note("accuracy", model, inputs, first=first, right=right)
    return right

# %% nbgrader={"grade_id": "q6-experiment", "solution": true}
def run_experiment(seeds: list[int], steps: int = STEPS, n_train: int = 2000) -> dict[str, dict[str, list[float]]]:
    """すべての条件をすべての種で学習し、{条件: {"inside": [...], "outside": [...]}} を返します。数は種の順に一つずつです。

    条件は "none"、"learned"、"sinusoidal" です。位置は TEST_LENGTH 個分、学習は TRAIN_LENGTH の列 n_train 本で
    steps ステップ、測定は、学習が終わってから、学習に使っていない 500 本以上の列で行います。
    ---
    Train each arm with each seed; returns {arm: {"inside": [...], "outside": [...]}}, one number a seed, in order.

    arms: "none", "learned", "sinusoidal"; positions for TEST_LENGTH; `steps` steps on n_train sequences of
    TRAIN_LENGTH; measured, once trained, on at least 500 sequences that were not trained on.
    """
    ### BEGIN SOLUTION
    results = {}
    arms = {"none": None, "learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}
    for arm, kind in arms.items():
        results[arm] = {"inside": [], "outside": []}
        for seed in seeds:
            torch.manual_seed(seed)
            model = AttentionOnly(kind(TEST_LENGTH, 32) if kind else None)
            train(model, *make_task(n_train, TRAIN_LENGTH, seed=seed), steps, seed)
            results[arm]["inside"].append(accuracy(model, *make_task(1000, TRAIN_LENGTH, seed=10_000 + seed)))
            results[arm]["outside"].append(accuracy(model, *make_task(1000, TEST_LENGTH, seed=20_000 + seed), first=TRAIN_LENGTH))
    return results
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

一つの種の中で、条件のあいだで同じにするものは何ですか（データ、初期値、ステップ数）。測定に使う列は、学習に使った列と重なりませんか。`outside` では、どの位置から先を数えますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

条件のループの中に、種のループがあります。その中で、乱数の種を決め、モデルを作り、`train` に渡し、`accuracy` で二回測ります。測る列は、別の種の `make_task` から作ります。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Within one seed, what must be the same for every arm (data, initial values, steps)? Do the sequences that you measure on overlap with those of training? From which position on does `outside` count?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

A loop over arms with a loop over seeds in it: set the seed, make the model, hand it to `train`, measure twice with `accuracy`. The sequences to measure on come from `make_task` with another seed.

</details>
"""

# %% nbgrader={"grade_id": "q6-experiment-try", "locked": true}
few = run_experiment(seeds=[0], steps=2)
assert set(few) == {"none", "learned", "sinusoidal"}, f"三つの条件がそろっていますか：{list(few)} / are the three arms there? got {list(few)}"
one_each = all(set(metrics) == {"inside", "outside"} and len(metrics["inside"]) == 1 for metrics in few.values())
assert one_each, "種ごとに一つの数ですか / is there one number per seed?"

# %% nbgrader={"grade_id": "q6-structure", "grade": true, "points": 2}
# 種ごとに別の結果が一つずつあり、同じ呼び出しは同じ結果です。 / There is one result per seed, seeds differ, and the same call gives the same results.
### BEGIN HIDDEN TESTS
import contextlib

KINDS = {"LearnablePositionalEmbedding": "learned", "SinusoidalPositionalEncoding": "sinusoidal"}  # all else: none
given_train, given_accuracy = train, accuracy


class Alone(nn.Module):
    """A positions' layer that meets each letter among those of other sequences: it cannot put in what it reads elsewhere in its own."""

    def __init__(self, layer):
        super().__init__()
        self.layer, self.own = layer, torch.Generator().manual_seed(1847)  # a layer may see what the common generator draws next

    def forward(self, x):
        out = []
        for t in range(x.shape[1]):
            others = x[torch.randperm(len(x), generator=self.own)]
            others[:, t] = x[:, t]
            order = torch.randperm(len(x), generator=self.own)  # another one at each place: what it remembers belongs to other sequences
            out.append(self.layer(others[order])[order.argsort(), t])
        return torch.stack(out, 1)


def as_given(model, alone):
    """The given network with this model's positions and weights: what counts, whatever the model's own forward says."""
    mine = AttentionOnly(model.positions, model.embed.weight.shape[1])
    mine.load_state_dict(model.state_dict())
    mine.positions = Alone(model.positions) if alone else model.positions
    return mine


def fingerprint(model):
    """Numbers that tell one model's weights from another's: sums with weights that nobody knows."""
    own = torch.Generator().manual_seed(1848)
    return [round(float((value.double() * torch.randn(value.shape, dtype=torch.float64, generator=own)).sum()), 6) for value in model.state_dict().values()]


def sources(length):
    """For each position, the one whose letter is its answer, as make_task has it; None where it is no single one."""
    inputs, targets = make_task(100, length, seed=77)
    return [next((s for s in range(length) if torch.equal(targets[:, t], inputs[:, s])), None) for t in range(length)]


def numbers(results):
    """Plain numbers, read now, whatever they were kept in."""
    return {arm: {metric: [float(v) for v in values] for metric, values in found.items()} for arm, found in results.items()}


def recorded(seeds, steps, n_train, alone=False):
    """run_experiment with the test's own train and accuracy in place of the given ones: its results, and what it did."""
    global train, accuracy
    run_experiment(seeds[:1], steps=1, n_train=n_train)  # with the given ones, too
    LOG.clear()
    running, complaints = [], []  # an error would be raised in run_experiment, which may catch it

    @contextlib.contextmanager
    def one_at_a_time(model):
        if running:
            complaints.append(say("train や accuracy の途中で、また train や accuracy を呼んでいます", "train or accuracy is called while one of them runs", running))
        running.append(type(model.positions).__name__)
        try:
            yield
        finally:
            running.pop()

    def train(model, inputs, targets, steps, seed, look=None):
        def only_looks(step):
            before, answer = fingerprint(model), look(step)
            if fingerprint(model) != before:
                complaints.append(say("look が重みを変えています", "look changes the weights", f"step {step}"))
            return answer

        with one_at_a_time(model), torch.no_grad():
            known = (as_given(model, False)(inputs[:100]).argmax(-1) == inputs[:100].roll(2, dims=1)).double().mean()
        if known > 0.5:
            complaints.append(say("train に渡す前のモデルが、もう正解を知っています", "the model knows the answers before it is handed to train", f"{known:.2f}"))
        with one_at_a_time(model):
            given_train(model, inputs, inputs.roll(2, dims=1), steps, seed, look and only_looks)
        LOG[-1].update(trained=fingerprint(model), answers=targets.clone())

    def accuracy(model, inputs, targets, first=0):
        with one_at_a_time(model):
            right = given_accuracy(as_given(model, alone), inputs, inputs.roll(2, dims=1), first)
        LOG[-1].update(measured=fingerprint(model), answers=targets.clone(), positions=type(model.positions).__name__)
        return right

    try:
        results = run_experiment(seeds, steps=steps, n_train=n_train)
    finally:
        train, accuracy = given_train, given_accuracy
    assert not complaints, complaints[0]
    for e in LOG:
        for t, s in enumerate(sources(e["inputs"].shape[1])):
            assert s is None or torch.equal(e["answers"][:, t], e["inputs"][:, s]), say("学習や測定の正解が、make_task の課題のものではありません", "what is trained or measured has other answers than the task of make_task", f"position {t}")
    measured = [e for e in LOG if e["did"] == "accuracy"]
    results = numbers(results)
    for arm in results:
        rights = [e["right"] for e in measured if KINDS.get(e["positions"], "none") == arm] or [e["right"] for e in measured]
        for metric, values in results[arm].items():
            assert all(min((abs(float(v) - r) for r in rights), default=1) < 1e-6 for v in values), f"{arm}/{metric} の数は、accuracy が返したものですか / are the numbers of {arm}/{metric} what accuracy returned?"
    return results, LOG


seeds = [5, 0, 2]
results = numbers(run_experiment(seeds=seeds, steps=3, n_train=100))
assert seeds == [5, 0, 2], "引数 seeds を変えています / the argument seeds was changed"
assert set(results) == {"none", "learned", "sinusoidal"} and all(set(results[arm]) == {"inside", "outside"} for arm in results), "三つの条件と二つの指標だけを返します / three arms, two metrics, nothing else"
for arm in results:
    for metric in ("inside", "outside"):
        values = [float(v) for v in results[arm][metric]]
        assert len(values) == 3 and all(0 <= v <= 1 for v in values), f"{arm}/{metric} には種ごとの正解率が並びます / {arm}/{metric} holds one accuracy per seed"
        assert len(set(values)) > 1, f"{arm}/{metric} の三つの値が同じです。種ごとに別のモデルとデータですか / the values of {arm}/{metric} are equal: another model and other data for each seed?"
again = numbers(run_experiment(seeds=[2], steps=3, n_train=100))
assert all(abs(again[arm][m][0] - results[arm][m][2]) < 1e-6 for arm in again for m in again[arm]), "種 2 の結果が、ほかの種と一緒に走らせると変わります / the result of seed 2 changes when it runs together with others"
others, log = recorded([7, 0, 2], 3, 100)
runs = [e for e in log if e["did"] == "train"]
assert any(others[arm][m][0] != results[arm][m][0] for arm in others for m in others[arm]), "ほかの種で走らせても、前と同じ結果です / with another seed, the results are those of an earlier run"
for arm in ("none", "learned", "sinusoidal"):
    mine = [e for e in runs if KINDS.get(e["positions"], "none") == arm]
    assert len(mine) == 3, f"{arm}: 種ごとに一度ずつ学習しますか / {arm}: is it trained once for each seed?"
    measured = [e for e in log if e["did"] == "accuracy" and KINDS.get(e["positions"], "none") == arm]
    assert len(measured) % 3 == 0, f"{arm}: どの種も、同じ回数だけ測りますか：{len(measured)} 回 / {arm}: is each seed measured equally often? {len(measured)} times"
    assert all(e["steps"] == 3 for e in mine) and all(tuple(e["inputs"].shape) == (100, TRAIN_LENGTH) for e in mine), f"{arm}: 引数の steps と n_train、長さ TRAIN_LENGTH で学習しますか / {arm}: are steps, n_train and TRAIN_LENGTH obeyed?"
    assert len({e["seed"] for e in mine}) == len({e["weights"] for e in mine}) == len({tuple(e["inputs"].flatten().tolist()) for e in mine}) == 3, f"{arm}: 種ごとに、初期値、データ、バッチが違いますか / {arm}: do initial weights, data and batches change with the seed?"
for seed in {e["seed"] for e in runs}:
    data = [e["inputs"] for e in runs if e["seed"] == seed]
    assert len(data) == 3 and all(torch.equal(d, data[0]) for d in data), say("同じ種の三つの条件は、同じデータで学習しますか", "do the three arms of one seed train on the same data?", f"seed {seed}")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-inside", "grade": true, "points": 1}
# 位置の情報がある条件は学習でき、ない条件は上限を超えません。 / Arms with positions learn; the arm without cannot pass its ceiling.
### BEGIN HIDDEN TESTS
trained, log = recorded([0], 120, 1000, alone=True)
for e in log:
    if e["did"] == "accuracy":
        assert len(e["inputs"]) >= 50 and (e["inputs"].shape[1], e["first"]) in [(TRAIN_LENGTH, 0), (TEST_LENGTH, TRAIN_LENGTH)], "inside は長さ 10 の全位置、outside は長さ 16 の位置 10 以降を、運では決まらない数の列で測ります / inside is measured at all of 10 positions, outside at those from 10 on, of 16, on more sequences than luck can decide"
    pairs = torch.stack([F.one_hot(LETTERS * e["inputs"] + e["inputs"].roll(lag, dims=1), LETTERS**2).double().mean((0, 1)) for lag in range(1, 6)])  # of a letter and the one so far back
    assert (abs(pairs - 1 / LETTERS**2) < 0.01 + 6 / LETTERS / e["inputs"].numel() ** 0.5).all(), "文字は独立な乱数ですか。ほかの文字から答えがわかるデータでは、何も確かめられません / are the letters independent? data whose answers follow from other letters show nothing"
assert min(float(right) for arm in ("learned", "sinusoidal") for right in trained[arm]["inside"]) > 0.6, "位置の情報があれば、上限 (約 0.31) をはるかに超えるはずです / with positions, accuracy should be far above the ceiling (about 0.31)"
assert max(map(float, trained["none"]["inside"])) < 0.4, "位置の情報がないのに上限 (約 0.31) を超えています / without positions it cannot pass the ceiling (about 0.31)"
assert max(float(right) for arm in ("learned", "sinusoidal") for right in trained[arm]["outside"]) < 0.45, "outside は位置 10 以降だけで測りますか / is outside measured at positions 10 and later only?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-held-out", "grade": true, "points": 2}
# 正解率は、学習に使っていないデータで測ります。 / Accuracy is measured on data that was not trained on.
### BEGIN HIDDEN TESTS
results, log = recorded([3, 4], 40, 2)  # two sequences are learned by heart; nothing else can be known
assert all(len(e["inputs"]) >= 500 for e in log if e["did"] == "accuracy"), "n_train がいくつでも、検証の列は 500 本以上です / at least 500 held-out sequences, whatever n_train is"
for arm in ("none", "learned", "sinusoidal"):
    assert max(results[arm]["inside"]) < 0.8, f"{arm}: 列を二つしか学習していないのに {max(results[arm]['inside']):.2f} です。学習データで測っていませんか / {arm}: {max(results[arm]['inside']):.2f} after learning two sequences: measured on the training data?"
results, log = recorded([0, 1, 42, 1234], 1, 2000)  # a fixed seed for the held-out data is perhaps one of these
seen, trained, measured = {}, {}, {}
for e in log:
    arm, rows = KINDS.get(e["positions"], "none"), {tuple(row) for row in e["inputs"][:, :TRAIN_LENGTH].tolist()}
    if e["did"] == "train":
        seen.setdefault(arm, []).append(rows)
        trained.setdefault(arm, []).append(e["trained"])
        continue
    assert (e["inputs"].shape[1], e["first"]) in [(TRAIN_LENGTH, 0), (TEST_LENGTH, TRAIN_LENGTH)], f"inside は長さ 10 の全位置、outside は長さ 16 の位置 10 以降です：長さ {e['inputs'].shape[1]}、位置 {e['first']} から / inside: all of 10 positions; outside: of 16, from 10 on; got {e['inputs'].shape[1]}, from {e['first']}"
    assert e["measured"] in trained.get(arm, []), say("測っているのは、学習したあとのモデルですか", "is the model measured after it was trained?", arm)
    own = seen[arm][trained[arm].index(e["measured"])]  # what this very model was trained on
    letters = [F.one_hot(torch.tensor(sorted(r)), LETTERS).flatten(1).float() for r in (rows, own)]
    alike = (letters[0] @ letters[1].T >= TRAIN_LENGTH - 2).any(1).sum()  # by chance 4 of 1000
    assert len(rows & own) < 10 and alike < 10 + 0.02 * len(rows), say("検証の列が、学習データと重なっています。別の種で作りましたか", "held-out sequences overlap with the training data: are they made with another seed?", arm)
    measured.setdefault("inside" if e["inputs"].shape[1] == TRAIN_LENGTH else "outside", {}).setdefault(arm, []).append(e)
assert len(measured) == 2, f"inside と outside を、同じ長さの列で測っていませんか：{list(measured)} だけです / inside and outside are measured at the same length: only {list(measured)}"
for metric, notes in measured.items():
    for same_seed in zip(*(notes.get(arm, []) for arm in results)):
        assert all(torch.equal(e["inputs"], same_seed[0]["inputs"]) for e in same_seed), say("同じ種の三つの条件は、同じ検証データで測りますか", "are the three arms of one seed measured on the same held-out data?", metric)
    for arm, found in notes.items():
        orders = (found, found[::-1])  # the last seed may be trained first
        assert len(results[arm][metric]) == 4 and any(all(abs(value - e["right"]) < 1e-6 for value, e in zip(results[arm][metric], order)) for order in orders), f"{arm}/{metric} の数が、実験ノートの測定と違います / the numbers of {arm}/{metric} are not those measured"
recorded([6], 100, 1000)  # long enough to know something, if a model learned before
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 結論を出す

平均が最も高い条件を「最もよい」と呼ぶだけでは足りません。種を変えれば数は揺れるからです。この演習の規則は次のとおりです。

* 種が 3 個未満の条件が一つでもあれば、どの主張も裏づけられません。
* 最もよい条件の平均が、ほかの**どの**条件の平均よりも、差の標準誤差の 2 倍を超えて大きいとき、結果が主張を裏づけます。

$$\bar a - \bar b > 2\sqrt{s_a^2/n_a + s_b^2/n_b}$$

$s$ は標本標準偏差（$n-1$ で割る）です。
"""

# %% [markdown] lang="en"
r"""
## Drawing the conclusion

It is not enough to call the arm with the highest mean the best: numbers move with the seed. The rule of this exercise:

* If any arm has fewer than 3 seeds, no claim is supported.
* The numbers support the claim if the best arm's mean exceeds the mean of **every** other arm by more than twice the standard error of the difference.

$$\bar a - \bar b > 2\sqrt{s_a^2/n_a + s_b^2/n_b}$$

$s$ is the sample standard deviation (divided by $n-1$).
"""

# %% nbgrader={"grade_id": "q6-conclude", "solution": true}
def conclude(results: dict[str, dict[str, list[float]]]) -> dict[str, tuple[str, bool]]:
    """指標ごとに、平均が最も高い条件と、それが最もよいという主張を結果が裏づけるかどうかを返します。

    種が 3 個未満の条件が一つでもあれば、裏づけません。条件は二つ以上で、種の数は条件ごとに違ってもかまいません。
    ---
    For each metric: the arm with the highest mean, and whether the numbers support that it is the best.

    An arm with fewer than 3 seeds: no support.  There are two arms or more, each with its own number of seeds.

    >>> conclude({"a": {"inside": [0.9, 0.91, 0.92]}, "b": {"inside": [0.5, 0.52, 0.51]}})
    {'inside': ('a', True)}
    """
    ### BEGIN SOLUTION
    def mean_and_error(values):  # the mean and its squared standard error
        mean = sum(values) / len(values)
        return mean, sum((v - mean) ** 2 for v in values) / (len(values) - 1) / len(values) if len(values) > 1 else 0.0

    conclusion = {}
    for metric in next(iter(results.values())):
        stats = {arm: mean_and_error(table[metric]) for arm, table in results.items()}
        best = max(stats, key=lambda arm: stats[arm][0])
        enough = all(len(table[metric]) >= 3 for table in results.values())
        clear = all(stats[best][0] - m > 2 * math.sqrt(stats[best][1] + e) for arm, (m, e) in stats.items() if arm != best)
        conclusion[metric] = (best, enough and clear)
    return conclusion
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

最もよい条件は、すべての相手との差を確かめる必要があります。どの相手との差が、いちばん裏づけにくいでしょうか。標本の分散では、何で割りますか。種が一つしかない条件では、何が計算できませんか。

</details>

<details><summary>ヒント 2：答えの形</summary>

指標ごとに、条件 → (平均, 標準誤差の二乗) の辞書を作ります。平均が最大の条件を選び、ほかのすべての条件について上の不等式を調べます。種の数の条件も忘れずに。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

The best arm has to be compared with every other one. Against which is support hardest to get? What does a sample variance divide by? What cannot be computed for an arm with a single seed?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

For each metric, a dictionary arm -> (mean, squared standard error). Take the arm with the largest mean, and try the inequality above against all the others. Mind the number of seeds.

</details>
"""

# %% nbgrader={"grade_id": "q6-conclude-try", "locked": true}
answer = conclude({"a": {"inside": [0.9, 0.91, 0.92]}, "b": {"inside": [0.5, 0.52, 0.51]}})
assert tuple(answer["inside"]) == ("a", True), f"差は揺れよりずっと大きいです：{answer} / the difference is far larger than the spread; got {answer}"

# %% nbgrader={"grade_id": "q6-supported", "grade": true, "points": 1}
# 結果が裏づける主張は、どの条件が勝っていても認めます。 / A claim that the numbers support is accepted, whichever arm wins.
### BEGIN HIDDEN TESTS
def a_table(draw, gap):  # arms, one of them ahead of each other by at least `gap` times two standard errors of the difference
    names = draw.sample(["none", "learned", "sinusoidal", "alibi", "rope"], draw.randrange(2, 6))
    table = {name: [draw.gauss(0.4, draw.choice([0.002, 0.02, 0.1])) for _ in range(draw.randrange(3, 9))] for name in names}
    best = draw.choice(names)
    error = lambda name: statistics.variance(table[name]) / len(table[name])
    need = max(statistics.fmean(table[n]) + gap * 2 * math.sqrt(error(n) + error(best)) for n in names if n != best)
    shift = need - statistics.fmean(table[best])
    table[best] = [v + shift for v in table[best]]
    return table, best


draw = random.Random(9)
undecided = (table for table, _ in iter(lambda: a_table(draw, 0.4), None) if len(table) == 2)
doubtful = dict(zip(draw.sample(range(60), 4), [{"a": [0.9, 0.1, 0.55], "b": [0.5, 0.52, 0.48]}, *(next(undecided) for _ in range(3))]))  # in between, so that no order of answers is right
for n, (first, winner) in enumerate(smallest_first([a_table(draw, 1.004) for _ in range(60)])):
    if table := doubtful.get(n):
        assert not conclude({arm: {"m": v} for arm, v in table.items()})["m"][1], say("何でも裏づけられると答えています", "it takes everything for supported", {arm: [round(v, 3) for v in values] for arm, values in table.items()})
    case = {arm: [round(v, 3) for v in values] for arm, values in first.items()}
    assert tuple(conclude({arm: {"m": v} for arm, v in first.items()})["m"]) == (winner, True), say(f"{winner} の差は、どの条件に対しても標準誤差の 2 倍を超えています。√n、n−1、それぞれの条件の揺れを確かめてください", f"{winner} is ahead of every arm by more than two standard errors: check √n, n−1 and each arm's own spread", case)
    both = {arm: {"inside": first[arm], "outside": first[winner if arm == best else best if arm == winner else arm]} for best in [list(first)[0]] for arm in first}
    level = {arm: {"inside": [0.4, 0.5, 0.6], "outside": values} for arm, values in first.items()}  # nothing to support in the metric before
    assert tuple(conclude(level)["outside"]) == (winner, True), say("指標ごとに別々に判断します", "each metric is judged separately", case)
    assert tuple(conclude(both)["inside"]) == (winner, True) and tuple(conclude(both)["outside"]) == (list(first)[0], True), say("指標ごとに別々に判断します", "each metric is judged separately", case)
assert tuple(conclude({"a": {"m": [0.5, 0.5, 0.5]}, "b": {"m": [0.4, 0.4, 0.4]}})["m"]) == ("a", True), say("揺れが 0 なら、小さな差でも裏づけられます", "with no spread, a small difference is enough", "a: 3 × 0.5, b: 3 × 0.4")
assert tuple(conclude({"a": {"m": [0.50, 0.60] * 50}, "b": {"m": [0.45, 0.55] * 50}})["m"]) == ("a", True), say("標準誤差は種が多いほど小さくなります", "standard errors shrink with the number of seeds", "a: 50 × (0.5, 0.6), b: 50 × (0.45, 0.55)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-unsupported", "grade": true, "points": 2}
# 結果が裏づけない主張は退けます。 / A claim that the numbers do not support is rejected.
### BEGIN HIDDEN TESTS
tables = {
    "平均の差より揺れが大きい / the spread exceeds the difference": {"a": [0.9, 0.5, 0.7], "b": [0.6, 0.7, 0.5], "c": [0.2, 0.3, 0.1]},
    "二つの条件が並んでいる / two arms are level": {"a": [0.97, 0.98, 0.99], "b": [0.98, 0.97, 0.985], "c": [0.3, 0.3, 0.31]},
    "まったく同じ / all the same": {"a": [0.5, 0.5, 0.5], "b": [0.5, 0.5, 0.5], "c": [0.5, 0.5, 0.5]},
    "種が二つしかない / two seeds only": {"a": [0.9, 0.9], "b": [0.3, 0.3], "c": [0.2, 0.2]},
    "種が一つしかない / one seed only": {"a": [0.9], "b": [0.3], "c": [0.2]},
    "標本標準偏差なら裏づけられない / the sample standard deviation is too large": {"a": [0.64, 0.76, 0.70], "b": [0.55, 0.67, 0.61]},
}
found = {name: conclude({arm: {"m": v} for arm, v in values.items()})["m"] for name, values in tables.items()}
for name, (_, supported) in found.items():
    assert not supported, "結果は主張を裏づけません：" + name.split(" / ")[0] + " / the claim is not supported: " + name.split(" / ")[1]
draw = random.Random(10)
for (table, leader), (short, _) in smallest_first([(a_table(draw, 0.996), a_table(draw, 6.0)) for _ in range(60)]):
    # the leader of `table` is a little less than two standard errors ahead of one arm
    original, case = {arm: list(v) for arm, v in table.items()}, {arm: [round(v, 3) for v in values] for arm, values in table.items()}
    convinced = {kind: conclude({arm: {"m": v} for arm, v in asked.items()})["m"][1] for kind, asked in draw.sample([("behind", table), ("ahead", short)], 2)}
    assert not convinced["behind"], say("差が標準誤差の 2 倍に少し足りない条件があります。どの条件とも比べていますか", "one arm is a little less than two standard errors behind: is every arm compared?", case)
    assert table == original, say("引数の表を変えています", "the argument was changed", case)
    assert convinced["ahead"], say("差が標準誤差の 12 倍もある主張を退けています", "a claim is rejected that is twelve standard errors ahead", {arm: [round(v, 3) for v in values] for arm, values in short.items()})
    short[draw.choice(list(short))][2:] = []  # one arm with two seeds
    named, supported = conclude({arm: {"m": v} for arm, v in short.items()})["m"]
    assert not supported, say("種が 3 個未満の条件があります", "one arm has fewer than 3 seeds", {arm: len(v) for arm, v in short.items()})
    assert named == max(short, key=lambda arm: statistics.fmean(short[arm])), say("種が足りなくても、平均が最も高い条件を答えます", "name the arm with the highest mean also where seeds are too few", {arm: len(v) for arm, v in short.items()})
for leader, values in [("a", [0.9, 0.5, 0.7]), ("b", [0.3, 0.4, 0.2])]:
    assert conclude({"a": {"m": values}, "b": {"m": [0.6, 0.7, 0.5]}})["m"][0] == leader, "裏づけられなくても、平均が最も高い条件を答えます / name the arm with the highest mean even without support"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験 1：5 個の種で、十分に学習する
"""

# %% [markdown] lang="en"
r"""
## Experiment 1: 5 seeds, trained to the end
"""

# %% nbgrader={"grade_id": "q6-run", "locked": true} tags=["experiment", "nbval-ignore-output"]
import matplotlib.pyplot as plt


def ceiling(length):
    """位置の情報がないときの上限です。 / What is possible without positions."""
    letters = F.one_hot(make_task(1000, length, seed=10_000)[0], LETTERS)  # (1000, length, LETTERS)
    others = letters.sum(1, keepdim=True) - letters  # counts among the others, for each position
    return float(others.max(-1).values.double().mean() / (length - 1))


results = run_experiment(seeds=[0, 1, 2, 3, 4])
ceilings = {"inside": ceiling(TRAIN_LENGTH), "outside": ceiling(TEST_LENGTH)}
print("ceiling without positions:", ", ".join(f"{metric} {value:.2f}" for metric, value in ceilings.items()))
print(f"chance: {1 / LETTERS:.2f}")
said = f"予想は {predicted_ceiling} / you said {predicted_ceiling}"
none_said = "まだ予想がありません / no prediction yet"
print(f"none can reach {ceilings['inside']:.2f} ({said if predicted_ceiling is not None else none_said})\n")
print("arm          metric   seeds 0 … 4                     mean   standard deviation")
for arm, metrics in results.items():
    for metric, values in metrics.items():
        v = torch.tensor(values)
        print(f"{arm:12} {metric:8} {'  '.join(f'{x:.2f}' for x in values)}    {v.mean():.2f}   {v.std():.2f}")
for metric, (arm, supported) in conclude(results).items():
    verdict = "supported" if supported else "not supported"
    print(f"\n{metric}: the highest mean is {arm}'s; that it is the best is {verdict} by these numbers", end="")

means = {(arm, metric): statistics.fmean(results[arm][metric]) for arm in results for metric in ceilings}
assert all(abs(means["none", metric] - ceilings[metric]) < 0.03 for metric in ceilings)  # what the text below claims
assert min(means["learned", "inside"], means["sinusoidal", "inside"]) > 0.95
assert max(means["learned", "outside"], means["sinusoidal", "outside"]) < ceilings["outside"] + 0.02

fig, ax = plt.subplots(figsize=(7, 3.6))
for shift, (metric, marker) in zip((-0.1, 0.1), [("inside", "o"), ("outside", "s")]):
    v = torch.tensor([results[arm][metric] for arm in results])  # (3, 5)
    label = f"{metric} (mean and standard deviation of 5 seeds)"
    ax.errorbar(torch.arange(3) + shift, v.mean(1), yerr=v.std(1), fmt=marker, capsize=5, label=label)
ax.axhline(ceilings["inside"], linestyle="--", color="gray", label="ceiling without positions, inside")
ax.axhline(ceilings["outside"], linestyle="-.", color="gray", label="ceiling without positions, outside")
ax.axhline(1 / LETTERS, linestyle=":", color="gray", label="chance")
ax.set_xticks(range(3), list(results))
ax.set(ylabel="held-out accuracy", ylim=(0, 1.05))
ax.legend(loc="center left", fontsize=8)
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
<details><summary>図から読み取れること（図を見てから開いてください）</summary>

`none` は、inside でも outside でも、計算した上限に届くだけです。位置の情報があれば、inside ではどちらの方法もほぼ全問正解です。天井に張り付いた二つの数を比べても、どちらが優れているかはわかりません。outside では、平均すると、どちらの方法も、位置の情報がないときの上限を超えません。

「差がない」のは、二つの方法が同じだからでしょうか。それとも、差の見えない条件を選んだからでしょうか。

</details>

## 実験 2：学習する長さとステップ数を変える

同じ比較を、学習する長さ 10 と 20、ステップ数 25、50、75、100、150 で行います。outside は、それぞれ 6 個先の位置までです。`conclude` は、どの条件が最もよいと認めるでしょうか。結果を見る前に、次のセルに予想を書いてください。裏づけなしなら "neither" です。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the picture shows (open it after you have looked)</summary>

`none` reaches the computed ceiling, inside and outside, and no more. Given positions, both kinds get nearly everything right inside. Two numbers that both touch the top cannot say which kind is better. Outside, on average, neither passes the ceiling of a model without positions.

Is there no difference because the two are alike, or because we chose a setting that cannot show one?

</details>

## Experiment 2: other training lengths, other budgets

The same comparison, with training lengths 10 and 20 and budgets of 25, 50, 75, 100 and 150 steps. Outside reaches 6 positions further each time. Which arm will `conclude` accept as the best? Before you look, write your predictions into the next cell; "neither" is for no support.
"""

# %% tags=["experiment"]
# None を "learned"、"sinusoidal"、"neither" に置き換えます / replace None: "learned", "sinusoidal" or "neither"
guesses = {  # (長さ、指標、ステップ数) / (length, metric, steps)
    (10, "inside", 50): None,
    (10, "outside", 150): None,
    (20, "outside", 150): None,
}

# %% nbgrader={"grade_id": "q6-sweep", "locked": true} tags=["experiment", "nbval-ignore-output"]
LENGTHS, BUDGETS, SEEDS, BEYOND = (10, 20), (25, 50, 75, 100, 150), range(5), 6
KINDS = {"learned": LearnablePositionalEmbedding, "sinusoidal": SinusoidalPositionalEncoding}


def learning_curve(kind, length, seed):
    """一度の学習の途中の正解率 {ステップ数: (inside, outside)} です。 / {steps: (inside, outside)} along one training run."""
    torch.manual_seed(seed)
    model, curve = AttentionOnly(kind(length + BEYOND, 32)), {}
    inside, outside = make_task(500, length, 10_000 + seed), make_task(500, length + BEYOND, 20_000 + seed)

    def look(step):
        if step in BUDGETS:
            curve[step] = accuracy(model, *inside), accuracy(model, *outside, first=length)

    train(model, *make_task(2000, length, seed), BUDGETS[-1], seed, look)
    return curve


curves = {
    (length, arm): [learning_curve(kind, length, seed) for seed in SEEDS]
    for length in LENGTHS for arm, kind in KINDS.items()
}
cells = {  # (length, metric, steps): {arm: one accuracy per seed}
    (length, metric, steps): {arm: [curve[steps][column] for curve in curves[length, arm]] for arm in KINDS}
    for length in LENGTHS for column, metric in enumerate(("inside", "outside")) for steps in BUDGETS
}
tops = {}
for length in LENGTHS:
    tops[length, "inside"], tops[length, "outside"] = ceiling(length), ceiling(length + BEYOND)

fig, axes = plt.subplots(2, 2, figsize=(9, 5.6), sharex=True, sharey=True)
for row, length in zip(axes, LENGTHS):
    for ax, metric in zip(row, ("inside", "outside")):
        for arm, marker, colour in zip(KINDS, "os", ("tab:blue", "tab:orange")):
            v = torch.tensor([cells[length, metric, steps][arm] for steps in BUDGETS])  # (budgets, seeds)
            ax.plot(BUDGETS, v, color=colour, linewidth=0.6, alpha=0.5)
            ax.plot(BUDGETS, v.mean(1), marker + "-", color=colour, label=arm)
        ax.axhline(tops[length, metric], linestyle="--", color="gray", label="ceiling without positions")
        ax.set(title=f"trained on length {length}, {metric}", ylim=(0, 1.05))
for ax in axes[1]:
    ax.set_xlabel("training steps")
for ax in axes[:, 0]:
    ax.set_ylabel("held-out accuracy")
axes[0, 1].legend(fontsize=8)
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
細い線が一つ一つの種、太い線が平均です。次に、表の一行ごとに `conclude` に判断させ、別の方法でも比べます。

同じ種の二つの条件は、同じデータと同じバッチで学習しました。だから、種ごとの**差** $d_i$ を取れば、種に共通の揺れは消えます（対応のある比較、paired comparison）。差の平均が、その標準誤差の何倍かが $t$ です。

$$t = \frac{\bar d}{s_d/\sqrt n}$$

では、何倍なら偶然とは言えないのでしょうか。「2 倍」は種が多いときの目安です。種が少ないと $s_d$ 自体が当てにならないので、もっと大きな値が必要です。本当は差がないときに $|t|$ が 2 を超える割合と、$|t|$ が 95 % の確率で収まる範囲を、乱数で確かめます。
"""

# %% [markdown] lang="en"
r"""
Thin lines are single seeds, thick ones their mean. Now let `conclude` judge each setting, and compare in a second way, too.

Two arms with the same seed were trained on the same data and the same batches. So what a seed does to both drops out of their **difference** $d_i$ (a paired comparison). How many of its standard errors the mean difference is away from 0 is called $t$:

$$t = \frac{\bar d}{s_d/\sqrt n}$$

How large must it be? "Twice" is a rule for many seeds. With few, $s_d$ itself is unreliable, and more is needed. Random numbers show how often $|t|$ passes 2 where there is no difference at all, and below which value it stays in 95 % of the cases.
"""

# %% nbgrader={"grade_id": "q6-paired", "locked": true} tags=["experiment", "nbval-ignore-output"]
bounds = {}
for n in (3, 5, 30):
    d = torch.randn(200_000, n, generator=torch.Generator().manual_seed(n))  # no difference: the mean of d is 0
    t = d.mean(1) / (d.std(1) / math.sqrt(n))
    bounds[n] = float(t.abs().quantile(0.95))
    passed = float((t.abs() > 2).double().mean())
    print(f"n = {n:2}: |t| > 2 by chance in {passed:.0%} of the cases; 95 % are below {bounds[n]:.1f}")
assert bounds[3] > 4 > 3 > bounds[5] > 2.5 > 2.2 > bounds[30]  # 4.3, 2.8 and 2.0 in tables of the t distribution


def paired_t(a, b):
    d = [x - y for x, y in zip(a, b)]
    error = statistics.stdev(d) / math.sqrt(len(d))
    return statistics.fmean(d) / error if error else math.copysign(math.inf, sum(d)) if sum(d) else 0.0


verdicts, paired = {}, {}
print("\nlength  metric   steps   learned  sinusoidal  ceiling   conclude    mean difference  paired t")
for cell, arms in cells.items():
    length, metric, steps = cell
    arm, supported = conclude({name: {"m": values} for name, values in arms.items()})["m"]
    t = paired_t(arms["sinusoidal"], arms["learned"])
    verdicts[cell] = arm if supported else "neither"
    paired[cell] = ("sinusoidal" if t > 0 else "learned") if abs(t) > bounds[5] else "neither"
    a, b = (statistics.fmean(arms[name]) for name in ("learned", "sinusoidal"))
    accuracies = f"{a:7.3f}  {b:10.3f}  {tops[length, metric]:7.2f}"
    mark = "" if paired[cell] == "neither" else "*"
    print(f"{length:6}  {metric:8} {steps:5}   {accuracies}   {verdicts[cell]:10}  {b - a:+15.3f}  {t:8.1f} {mark}")
differ = sum(verdicts[cell] != paired[cell] for cell in cells)
print(f"\n* |t| > {bounds[5]:.1f}    conclude and the paired comparison disagree in {differ} of {len(cells)} rows")

mean = {(cell, arm): statistics.fmean(values) for cell, arms in cells.items() for arm, values in arms.items()}
early = [(10, 25), (10, 50), (20, 25), (20, 50), (20, 75)]
assert all(verdicts[length, "inside", steps] == "sinusoidal" for length, steps in early)
assert min(mean[(length, "inside", 150), arm] for length in LENGTHS for arm in KINDS) > 0.99
assert all(verdicts[10, "outside", steps] == "neither" for steps in BUDGETS)
assert all(mean[(10, "outside", steps), arm] < tops[10, "outside"] + 0.02 for steps in BUDGETS for arm in KINDS)
assert all(verdicts[20, "outside", steps] == "sinusoidal" for steps in (75, 100, 150))
assert all(paired[20, "outside", steps] == "sinusoidal" for steps in (100, 150))
learned, sinusoidal = (mean[(20, "outside", 150), arm] for arm in KINDS)
assert learned < tops[20, "outside"] < sinusoidal < 0.75

print()
for cell, guess in guesses.items():
    said = f"予想は {guess} / you said {guess}" if guess else "まだ予想がありません / no prediction yet"
    print(f"{cell}: {verdicts[cell]} ({said})")

# %% [markdown] lang="ja"
r"""
<details><summary>図と表から言えること（自分の結論を書いてから開いてください）</summary>

* **inside では、答えがステップ数で変わります。** 学習が短いうちは正弦波が勝ち、学習が進むと差はほとんどなくなります（ごくわずかな差に印がつく行もあります）。正弦波は最初から位置を区別できますが、表はそれを学ばなければならないからです。長さ 20 では表の行が多く、正弦波の優位がより長く続きます。つまり、ここで測れるのは「どちらが優れているか」ではなく「どちらが速く学ぶか」です。
* **outside では、答えが学習する長さで変わります。** 長さ 10 で学習すると、どのステップ数でも主張は裏づけられず、どちらも、位置の情報がないときの上限を超えません。長さ 20 で 75 ステップ以上学習すると、正弦波が勝ち、その上限を超えますが、全問正解にはほど遠い値です。学習する表は、150 ステップのあとで上限を下回ります。位置 20 以降の行は一度も更新されていないからです。
* **「裏づけられる」と「大きな差である」は別です。** 差が小さくても、揺れがそれより小さければ、規則は裏づけを認めます。表の平均の差も読んでください。
* **二つの判断は、いつも一致するわけではありません。** 対応のある比較は、種に共通の揺れを除くので小さな差に気づきますが、5 個の種では 2 より大きな $|t|$ を求めます。また、これだけ多くの行を見れば、偶然に印がつく行もありえます。

ですから、「学習する埋め込みと正弦波は、どちらが優れているか」に一つの答えはありません。一組の設定だけを見た論文や記事を読むときには、この表を思い出してください。

</details>

## 信じてはいけない比較

教科書にあるような比較を一度だけ試します。LSTM に位置を足し、100 個の標本で学習し、**その同じ標本で**正解率を測ります。そのあと、検証データでの正解率を位置ごとに見ます。前から後ろへ読む LSTM が、どうしても答えられない位置はどこでしょうか。次のセルに予想を書いてから、その下を実行してください。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What picture and table say (write your own conclusion first)</summary>

* **Inside, the answer changes with the budget.** After little training the sinusoids win; after more, next to no difference is left (a row may still be marked, for very little). Sinusoids tell positions apart from the start, while the table has to learn it. At length 20 the table has more rows, and the sinusoids stay ahead for longer. So what is measured here is not which is better, but which learns faster.
* **Outside, the answer changes with the training length.** Trained on length 10, no claim is supported at any budget, and neither arm passes the ceiling of a model without positions. Trained on length 20 for 75 steps or more, the sinusoids win and pass that ceiling, but stay far from all right. The learned table is below the ceiling after 150 steps: its rows from 20 on were never updated.
* **"Supported" is not "large".** A small difference is supported if the spread is smaller still. Read the mean differences, too.
* **The two ways to judge need not agree.** The paired comparison removes what a seed does to both arms, so it notices smaller differences; but with 5 seeds it asks for an $|t|$ larger than 2. And among so many rows, some may be marked by chance.

So "which is better, a learned embedding or the sinusoids?" has no single answer. Remember this table when you read a paper or a post that shows one setting.

</details>

## A comparison not to believe

Once, we do what the textbook does: an LSTM with positions added, trained on 100 samples and scored **on the same samples**. Then we look at its held-out accuracy position by position. Which positions can an LSTM that reads forward never get right? Write your prediction into the next cell, then run the one below it.
"""

# %% tags=["experiment"]
# 位置 0 … 9 のリスト / a list of positions, 0 … 9
hopeless = {"two back": None, "reversed": None}

# %% nbgrader={"grade_id": "q6-not-like-this", "locked": true} tags=["experiment", "nbval-ignore-output"]
class RecurrentNet(nn.Module):
    """LSTM は順序が自分でわかります。位置の情報は要りません。 / An LSTM sees the order by itself: it needs no positions."""

    def __init__(self, positions):
        super().__init__()
        self.embed, self.positions = nn.Embedding(LETTERS, 32), positions
        self.lstm, self.answer = nn.LSTM(32, 64, batch_first=True), nn.Linear(64, LETTERS)

    def forward(self, letters):
        return self.answer(self.lstm(self.positions(self.embed(letters)))[0])


def by_position(model, inputs, targets):
    with torch.no_grad():
        return (model(inputs).argmax(-1) == targets).double().mean(0)  # (T,)


rows = {}
held_out = make_task(1000, TRAIN_LENGTH, seed=10_000)[0]
print("LSTM                 100 training samples  held out    by position 0, 1, …")
tasks = {"two back": lambda x: x.roll(2, dims=1), "reversed": lambda x: x.flip(1)}
for task, answers in tasks.items():
    inputs = make_task(100, TRAIN_LENGTH, seed=0)[0]
    for name, kind in [("none", None), *(KINDS.items() if task == "two back" else [])]:
        torch.manual_seed(0)
        model = RecurrentNet(kind(TEST_LENGTH, 32) if kind else nn.Identity())
        train(model, inputs, answers(inputs), steps=120, seed=0)
        on_training = accuracy(model, inputs, answers(inputs))
        row = rows[task, name] = by_position(model, held_out, answers(held_out))
        print(f"{task:8} {name:10}  {on_training:16.2f}  {row.mean():8.2f}   ", " ".join(f"{v:.2f}" for v in row))
        assert on_training > row.mean() + 0.1
chance_and_noise = 1 / LETTERS + 0.1
for task, guess in hopeless.items():
    found = [t for t, v in enumerate(rows[task, "none"]) if v < chance_and_noise]
    said = f"予想は {guess} / you said {guess}" if guess is not None else "まだ予想がありません / no prediction yet"
    print(f"{task}: no better than chance at {found} ({said})")
assert all(max(v[:2]) < chance_and_noise and min(v[2:]) > 0.5 for (task, _), v in rows.items() if task == "two back")
assert all(max(v[: TRAIN_LENGTH // 2]) < chance_and_noise for (task, _), v in rows.items() if task == "reversed")

# %% [markdown] lang="ja"
r"""
<details><summary>表から読み取れること（表を見てから開いてください）</summary>

学習データでの数は、検証データではどれも下がります。100 個の標本を覚えたからです。

さらに、位置 0 と 1 の正解率は偶然と変わりません。正解が列の末尾、つまり LSTM が**まだ読んでいない**文字だからです。列を逆に並べる課題（表の reversed、位置 $t$ の正解は $x_{T-1-t}$）では、前半全体がそうなります。学習データで測ると、覚えた答えがこの欠陥を隠します。ほかの位置では、LSTM は位置の情報がなくても順序がわかります。

ですから、この表は位置符号化の優劣について何も語りません。しかも標本は 100 個、種は一つだけです。

</details>

## さらに学ぶために

* 長い列への一般化は、位置の与え方を変えると改善します。ALiBi (Press, Smith, Lewis 2022, [arXiv:2108.12409](https://arxiv.org/abs/2108.12409)) を調べてみましょう。
* いろいろな長さの列を混ぜて学習すると、outside はどう変わるでしょうか。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the table shows (open it after you have looked)</summary>

On held-out data, all the numbers are lower than on the training samples: those 100 were learned by heart.

Positions 0 and 1 are no better than chance. Their answers are at the end of the sequence, letters that the LSTM has **not read yet**. Where the sequence is to be reversed (`reversed`, the answer at $t$ is $x_{T-1-t}$), this holds for the whole first half. Scored on the training samples, what was learned by heart hides the flaw. At the other positions, an LSTM knows the order without being given positions.

So this table says nothing about positional encodings. And there are 100 samples and a single seed.

</details>

## Going further

* Other ways to give positions extend to longer sequences; look at ALiBi (Press, Smith, Lewis 2022, [arXiv:2108.12409](https://arxiv.org/abs/2108.12409)).
* Train on mixed lengths. What happens outside?
"""
