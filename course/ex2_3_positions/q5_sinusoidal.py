# %% [markdown] lang="ja"
r"""
# 演習 2.3 問題 5　正弦波による位置符号化 (sinusoidal positional encoding)

**できるようになること**　位置をベクトルで表す正弦波の符号化を書き、波長を計算し、「$k$ だけずらす」ことが一つの回転行列で表せることを確かめられるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 60 分 | ★★☆ | 15 点 |

**最後の図が答える問い**　二つの位置の内積は、位置そのものと、位置の差の、どちらで決まるでしょうか。そして、注意のヘッドはそれを使って「一つ前」を見られるでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.3, problem 5: sinusoidal positional encoding

**What you will be able to do.** Write the encoding that turns positions into sines and cosines, compute its wavelengths, and show that "shift by $k$" is one rotation matrix.

| time | difficulty | points |
|---|---|---|
| 60 min | ★★☆ | 15 |

**The question that the last picture answers.** Does the dot product of two positions depend on the positions, or on their distance alone? And can an attention head use it to look "one back"?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

自己注意は語順を区別しません（演習 2.2）。そこで、位置 $p = 0, 1, 2, \dots$ を表すベクトルを入力に足します。Vaswani ほか (2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), 3.5 節) の符号化は、$i = 0, 1, 2, \dots$ に対して

$$PE_{p,\,2i} = \sin(\omega_i p),\qquad PE_{p,\,2i+1} = \cos(\omega_i p),\qquad \omega_i = \mathrm{base}^{-2i/d_{model}}$$

です。偶数番目が sin、奇数番目が cos で、隣り合う二つが同じ周波数を持ちます。$d_{model}$ が奇数のときは、最後の cos がありません。

**手で確かめる例**　$d_{model} = 4$、base $= 100$ なら $\omega_0 = 1$、$\omega_1 = 100^{-1/2} = 0.1$ です。位置 1 の符号化は $(\sin 1, \cos 1, \sin 0.1, \cos 0.1) \approx (0.841, 0.540, 0.100, 0.995)$ です。

### 予想してみましょう

一つの波は、位置いくつ分の長さでしょうか。base $= 10000$、$d_{model} = 128$ のときの、最も短い波長と最も長い波長を予想して、次のセルに書いてください。波長を計算する関数を書いたあとで、答え合わせをします。
"""

# %% [markdown] lang="en"
r"""
## The idea

Self-attention cannot tell word order (exercise 2.2). So a vector for the position $p = 0, 1, 2, \dots$ is added to the input. The encoding of Vaswani et al. (2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), section 3.5) is, for $i = 0, 1, 2, \dots$,

$$PE_{p,\,2i} = \sin(\omega_i p),\qquad PE_{p,\,2i+1} = \cos(\omega_i p),\qquad \omega_i = \mathrm{base}^{-2i/d_{model}}$$

Sines have even indices, cosines odd ones, and each neighbouring two share a frequency. If $d_{model}$ is odd, the last cosine is missing.

**An example to check by hand.** With $d_{model} = 4$ and base $= 100$, $\omega_0 = 1$ and $\omega_1 = 100^{-1/2} = 0.1$. Position 1 is $(\sin 1, \cos 1, \sin 0.1, \cos 0.1) \approx (0.841, 0.540, 0.100, 0.995)$.

### Predict

How many positions long are the waves? For base $= 10000$ and $d_{model} = 128$, guess the shortest and the longest, and write them into the next cell. They are compared once you have written the function that computes them.
"""

# %% tags=["experiment"]
shortest, longest = None, None  # あなたの予想（位置の数）に置き換えます / replace with your guess, in positions

# %% nbgrader={"grade_id": "q5-setup", "locked": true}
import math
import random
import re

import matplotlib.pyplot as plt
import numpy as np
import torch

# %% nbgrader={"grade_id": "q5-encoding", "solution": true}
def positional_encoding(max_len: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    """位置 0 … max_len - 1 の符号化を、形 (max_len, d_model) の float64 のテンソルで返します。

    max_len >= 1、d_model >= 1（奇数も）、base > 1（整数でも小数でもかまいません）です。
    位置が大きくても 1e-9 以内で正確になるように、角は float64 で計算します。呼び出すたびに新しいテンソルを返します。
    ---
    The encodings of positions 0 … max_len - 1, as a float64 tensor of shape (max_len, d_model).

    max_len >= 1; d_model >= 1, odd ones too; base > 1, an integer or not.
    Exact to 1e-9 at large positions, too: compute the angles in float64.  Each call returns a new tensor.
    """
    ### BEGIN SOLUTION
    positions = torch.arange(max_len, dtype=torch.float64)[:, None]  # (max_len, 1)
    frequencies = base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)  # (ceil(d/2),)
    angles = positions * frequencies  # (max_len, ceil(d/2))
    pe = torch.zeros(max_len, d_model, dtype=torch.float64)
    pe[:, 0::2] = angles.sin()
    pe[:, 1::2] = angles.cos()[:, : d_model // 2]
    return pe
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

角 $\omega_i p$ は $p$ と $i$ の二つで決まります。位置を縦、組を横に並べた表にすると、形はどうなりますか。$d_{model}$ が奇数のとき、組はいくつありますか。

</details>

<details><summary>ヒント 2：答えの形</summary>

角の表を一度に作り、その sin を偶数番目の列、cos を奇数番目の列に書きます。列を一つおきに選ぶには、スライスの三つ目の数を使います。cos の列は、sin の列より一つ少ないことがあります。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

An angle $\omega_i p$ depends on $p$ and on $i$. As a table with positions down and pairs across, what is its shape? How many pairs are there if $d_{model}$ is odd?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Make the table of all angles at once; write its sines into the even columns and its cosines into the odd ones. The third number of a slice picks every other column. There may be one cosine fewer than sines.

</details>
"""

# %% nbgrader={"grade_id": "q5-encoding-try", "locked": true}
pe = positional_encoding(3, 4, base=100.0)
assert pe.shape == (3, 4), f"形は (max_len, d_model) です：{tuple(pe.shape)} / the shape is (max_len, d_model); got {tuple(pe.shape)}"
by_hand = torch.tensor([0.841, 0.540, 0.100, 0.995], dtype=torch.float64)
assert torch.allclose(pe[1].double(), by_hand, atol=1e-3), "位置 1 を、上の手計算と比べてください / compare position 1 with the example by hand"
assert positional_encoding(2, 5).shape == (2, 5), "奇数の d_model も使えますか / does an odd d_model work?"

# %% nbgrader={"grade_id": "q5-values", "grade": true, "points": 3}
# 値は定義どおりです（いろいろな d_model、base、max_len）。 / The values are those of the definition, for many d_model, base and max_len.
### BEGIN HIDDEN TESTS
# SHARED checks
VALUES_FIRST = "q5-values の誤りがここにも出ています。先にそちらを直してください / the mistake of q5-values shows here again: mend that one first"


def the_definition(max_len, d_model, base=10000.0):  # one value at a time, with math alone
    angle = lambda p, j: p / base ** ((j - j % 2) / d_model)
    return torch.tensor([[(math.cos if j % 2 else math.sin)(angle(p, j)) for j in range(d_model)] for p in range(max_len)], dtype=torch.float64)


def values_are_right(max_len=9, d_model=6, base=50.0):
    pe, expected = positional_encoding(max_len, d_model, base), the_definition(max_len, d_model, base)
    return tuple(pe.shape) == (max_len, d_model) and torch.allclose(pe.double(), expected, atol=1e-4, rtol=0)


draw = random.Random(5)
cases = [(4, 4, 10000.0), (1, 6, 10.0), (7, 2, 10000.0), (130, 8, 1000.0), (3, 98, 100)]  # equal sizes, one position, one pair, many of each; 1 / (2 / 98) is a little more than 49
cases += [(draw.randrange(2, 50), 2 * draw.randrange(1, 12), draw.choice([2.5, 10000, draw.uniform(1.5, 500)])) for _ in range(8)]
for max_len, d_model, base in [*smallest_first(cases), cases[0], (4, 4, 30.0), (90, 4, 10000.0)]:  # the first again after others, then with one setting changed
    pe = positional_encoding(max_len, d_model, base)
    assert isinstance(pe, torch.Tensor) and tuple(pe.shape) == (max_len, d_model), f"max_len={max_len}、d_model={d_model} で、形 ({max_len}, {d_model}) のテンソルになりますか / for max_len={max_len}, d_model={d_model}: is it a tensor of shape ({max_len}, {d_model})?"
    wrong = (~((pe.double() - the_definition(max_len, d_model, base)).abs() <= 1e-4)).nonzero().tolist()
    assert not wrong, f"max_len={max_len}、d_model={d_model}、base={base} の値が違います。最初は位置 {wrong[0][0]}、次元 {wrong[0][1]} です / wrong values for max_len={max_len}, d_model={d_model}, base={base}; the first at position {wrong[0][0]}, dimension {wrong[0][1]}"
    with torch.inference_mode():
        pe.zero_()  # who asks again gets the values again
assert torch.allclose(positional_encoding(300, 8).double(), the_definition(300, 8), atol=1e-4, rtol=0), "base の既定値は 10000 です / the default base is 10000"
assert torch.equal(positional_encoding(base=30.0, d_model=4, max_len=4), positional_encoding(4, 4, 30.0)), "引数の名前は max_len、d_model、base です / the arguments are called max_len, d_model, base"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-odd", "grade": true, "points": 1}
# d_model が奇数でも、1 でも計算できます。 / An odd d_model works, and so does 1.
### BEGIN HIDDEN TESTS
mend = VALUES_FIRST if not values_are_right() else None
for max_len, d_model, base in smallest_first([(6, 1, 10000.0), (1, 1, 10.0), (5, 5, 10000.0), (1, 3, 7.0), (40, 7, 2.5), (2, 33, 100.0)]):
    pe = positional_encoding(max_len, d_model, base)
    assert tuple(pe.shape) == (max_len, d_model), mend or f"d_model={d_model}、max_len={max_len} の形が違います / the shape is wrong for d_model={d_model}, max_len={max_len}"
    assert torch.allclose(pe.double(), the_definition(max_len, d_model, base), atol=1e-4, rtol=0), mend or f"d_model={d_model}、max_len={max_len} の値が違います。指数の分母は d_model そのもので、最後は sin です / wrong for d_model={d_model}, max_len={max_len}: the exponent divides by d_model itself, and the last one is a sine"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-circle", "grade": true, "points": 1}
# 隣り合う sin と cos の二乗の和は 1 で、位置 0 は (0, 1, 0, 1, …) です。 / Squares of a sine and its cosine sum to 1, and position 0 is (0, 1, 0, 1, …).
### BEGIN HIDDEN TESTS
for max_len, d_model, base in [(31, 2, 4), (12, 12, 30.0), (200, 12, 10000.0)]:
    pe, case = positional_encoding(max_len, d_model, base).double(), f"max_len={max_len}, d_model={d_model}, base={base}"
    assert tuple(pe.shape) == (max_len, d_model), VALUES_FIRST
    assert torch.allclose(pe[:, 0::2] ** 2 + pe[:, 1::2] ** 2, torch.ones(max_len, d_model // 2, dtype=torch.float64), atol=1e-5, rtol=0), say("隣り合う二つは同じ角の sin と cos ですか", "are neighbours sine and cosine of one angle?", case)
    assert torch.allclose(pe[0], torch.tensor([0.0, 1.0] * (d_model // 2), dtype=torch.float64), atol=1e-6, rtol=0), say("位置は 0 から始まり、sin が先です", "positions begin at 0, and the sine comes first", case)
    assert len(pe.unique(dim=0)) > max_len / 2, say("同じ行がいくつもあります", "many positions are the same", case)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-precision", "grade": true, "points": 1}
# 大きな位置でも float64 の精度で正確です。 / Large positions are exact in float64.
### BEGIN HIDDEN TESTS
mend = VALUES_FIRST if not values_are_right() else None
for max_len, d_model, base in [(2, 4, 10.0), (12001, 6, 9999.9), (200001, 4, 10000.0)]:
    pe = positional_encoding(max_len, d_model, base)
    assert pe.dtype == torch.float64, f"float64 で返してください：{pe.dtype} / return float64, not {pe.dtype}"
    assert not pe.requires_grad, "符号化は定数です。勾配は要りません / the encoding is a constant: it needs no gradient"
    for p in sorted({1, max_len // 2, max_len - 1}):
        expected = [f(p * base ** (-2 * i / d_model)) for i in range(d_model // 2) for f in (math.sin, math.cos)]
        assert torch.allclose(pe[p], torch.tensor(expected, dtype=torch.float64), atol=1e-9, rtol=0), mend or f"max_len={max_len}、d_model={d_model} の位置 {p} が不正確です。角を float32 で計算したり、位置を切り詰めたりしていませんか / position {p} of max_len={max_len}, d_model={d_model} is inexact: are the angles computed in float32, or positions cut off?"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 波長

sin と cos の組ごとに、一周するのに要る位置の数（波長）を返します。
"""

# %% [markdown] lang="en"
r"""
## Wavelengths

For each pair of sine and cosine, the number of positions in one full turn.
"""

# %% nbgrader={"grade_id": "q5-wavelengths", "solution": true}
def wavelengths(d_model: int, base: float = 10000.0) -> torch.Tensor:
    """組ごとの波長（位置の数）を短い順に、形 (ceil(d_model / 2),) の float64 のテンソルで返します。

    d_model >= 1、base > 1 です。d_model が奇数なら、sin だけの最後の組も数えます。
    呼び出すたびに新しいテンソルを返します。
    ---
    The wavelength of each pair, in positions, shortest first: a float64 tensor of shape (ceil(d_model / 2),).

    d_model >= 1, base > 1.  If d_model is odd, the last pair, a sine alone, counts, too.
    Each call returns a new tensor.
    """
    ### BEGIN SOLUTION
    return 2 * math.pi * base ** (torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

位置が $\lambda$ だけ進むと、角 $\omega p$ はいくつ増えますか。ちょうど一周するのは、いくつ増えたときですか。

</details>

<details><summary>ヒント 2：答えの形</summary>

$2\pi/\omega_i$ を、組の数だけ並べた一次元のテンソルです。$\omega_i$ の指数は負なので、割り算は正の指数のべき乗になります。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

By how much does the angle $\omega p$ grow when the position moves on by $\lambda$? By how much must it grow for one full turn?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

$2\pi/\omega_i$ for each pair, in a tensor of one dimension. The exponent of $\omega_i$ is negative, so the division turns into a power with a positive one.

</details>
"""

# %% nbgrader={"grade_id": "q5-wavelengths-try", "locked": true}
assert len(wavelengths(6)) == 3, f"組ごとに一つです：{len(wavelengths(6))} 個ありました / one for each pair; got {len(wavelengths(6))}"
assert abs(float(wavelengths(6)[0]) - 2 * math.pi) < 1e-3, "最も短い波長は 2π です / the shortest wavelength is 2π"

# %% nbgrader={"grade_id": "q5-periods", "grade": true, "points": 2}
# 波長だけ進むと元の値に戻り、組の数だけあり、短い順です。 / After one wavelength the values repeat; one per pair, shortest first.
### BEGIN HIDDEN TESTS
draw = random.Random(6)
cases = [(8, 10000.0), (7, 100.0), (2, 10.0), (1, 10000.0), (3, 10), (98, 50.0), (392, 10000.0), *[(draw.randrange(1, 40), draw.uniform(1.5, 20000)) for _ in range(6)]]
for d_model, base in [*smallest_first(cases), (8, 30.0), cases[0]]:
    found = wavelengths(d_model, base)
    expected = torch.tensor([2 * math.pi * base ** (2 * i / d_model) for i in range((d_model + 1) // 2)], dtype=torch.float64)
    assert tuple(found.shape) == tuple(expected.shape), f"d_model={d_model} で、形が {tuple(found.shape)} です。波長は、列の組ごとに一つです（最後の列が余るときも） / for d_model={d_model} the shape is {tuple(found.shape)}: there is one wavelength for each pair of columns (also for a last column without a partner)"
    assert torch.allclose(found.double(), expected, atol=0, rtol=1e-5), f"d_model={d_model}、base={base} の波長が違います。位置がいくつ進むと、角度は 2π 増えますか。周波数を返していませんか / wrong wavelengths for d_model={d_model}, base={base}: after how many positions has the angle grown by 2π? are these frequencies?"
    assert found.dtype == torch.float64 and torch.allclose(found, expected, atol=0, rtol=1e-12), f"float64 で計算し、float64 で返してください：{found.dtype} / compute in float64 and return float64; got {found.dtype}"
    with torch.inference_mode():
        found.zero_()
assert torch.equal(wavelengths(9), wavelengths(base=10000.0, d_model=9)), "base の既定値は 10000 です / the default base is 10000"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-wavelengths-answer", "locked": true} tags=["experiment"]
# 予想の答え合わせ / Your guess, answered
first, last = wavelengths(128)[[0, -1]].tolist()
if shortest is None or longest is None:
    print("まだ予想がありません。上のセルに書いて、もう一度実行してください / no guess yet: write it into the cell above, and run again")
else:
    print(f"最短：予想 {shortest}、計算 {first:.2f} 位置 / shortest: you said {shortest}, it is {first:.2f} positions")
    print(f"最長：予想 {longest}、計算 {last:.0f} 位置 / longest: you said {longest}, it is {last:.0f} positions")
    print(f"最長は予想の {last / float(longest):.2g} 倍です / the longest is {last / float(longest):.2g} times your guess")

# %% [markdown] lang="ja"
r"""
<details><summary>なぜこの長さになるのか（予想してから開いてください）</summary>

波長は $2\pi/\omega_i = 2\pi\,\mathrm{base}^{2i/d_{model}}$ です。最短は $2\pi \approx 6.28$、最長は $2\pi \cdot 10000^{126/128} \approx 5.4 \times 10^4$ です。速い針から遅い針までを並べた時計のようなもので、速い針は隣どうしを、遅い針は遠く離れた位置どうしを区別します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Why they are this long (open it after your guess)</summary>

The wavelength is $2\pi/\omega_i = 2\pi\,\mathrm{base}^{2i/d_{model}}$: the shortest is $2\pi \approx 6.28$, the longest $2\pi \cdot 10000^{126/128} \approx 5.4 \times 10^4$. It is a clock with hands from fast to slow: the fast ones tell neighbours apart, the slow ones positions that are far from each other.

</details>
"""

# %% [markdown] lang="ja"
r"""
## ずらすことは回すこと

加法定理から、すべての位置 $p$ に対して $PE_{p+k} = R_k\,PE_p$ となる行列 $R_k$ が**一つ**あります（$d_{model}$ は偶数）。組ごとに

$$\begin{pmatrix}\sin\omega(p+k)\\ \cos\omega(p+k)\end{pmatrix} = \begin{pmatrix}\cos\omega k & \sin\omega k\\ -\sin\omega k & \cos\omega k\end{pmatrix}\begin{pmatrix}\sin\omega p\\ \cos\omega p\end{pmatrix}$$

です。$R_k$ は直交行列なので、内積 $PE_p \cdot PE_q$ は差 $p - q$ だけで決まります。
"""

# %% [markdown] lang="en"
r"""
## A shift is a rotation

By the addition theorems there is **one** matrix $R_k$ with $PE_{p+k} = R_k\,PE_p$ for every position $p$ (for even $d_{model}$). For each pair,

$$\begin{pmatrix}\sin\omega(p+k)\\ \cos\omega(p+k)\end{pmatrix} = \begin{pmatrix}\cos\omega k & \sin\omega k\\ -\sin\omega k & \cos\omega k\end{pmatrix}\begin{pmatrix}\sin\omega p\\ \cos\omega p\end{pmatrix}$$

$R_k$ is orthogonal, so the dot product $PE_p \cdot PE_q$ depends on the difference $p - q$ alone.
"""

# %% nbgrader={"grade_id": "q5-rotation", "solution": true}
def relative_rotation(k: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    """すべての p で pe[p + k] = R_k @ pe[p] となる行列 R_k を、形 (d_model, d_model) の float64 で返します。

    k は絶対値が 100 万までの整数で、0 でも負でもかまいません。1e-9 以内で正確です。d_model が奇数なら ValueError を出します。
    呼び出すたびに新しいテンソルを返します。
    ---
    The matrix R_k (d_model, d_model), float64, with pe[p + k] = R_k @ pe[p] for every p.

    k is an integer of at most a million in size, 0 and negative ones too; exact to 1e-9.
    Raises ValueError if d_model is odd.  Each call returns a new tensor.
    """
    ### BEGIN SOLUTION
    if d_model % 2:
        raise ValueError(f"d_model must be even, not {d_model}")
    R = torch.zeros(d_model, d_model, dtype=torch.float64)
    for i in range(0, d_model, 2):
        angle = k * base ** (-i / d_model)
        R[i, i] = R[i + 1, i + 1] = math.cos(angle)
        R[i, i + 1], R[i + 1, i] = math.sin(angle), -math.sin(angle)
    return R
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

上の 2 × 2 の式は、隣り合う二つの次元だけを混ぜます。大きな行列のうち、どの成分が 0 のままですか。どの角を使うかは、何番目の組かで決まります。

</details>

<details><summary>ヒント 2：答えの形</summary>

対角線に沿って 2 × 2 の小さな行列が並び、ほかは 0 です。小さな行列の角は、その組の周波数の $k$ 倍です。sin の符号がどちらの成分に付くかは、上の式のとおりです。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

The 2 × 2 formula above mixes two neighbouring dimensions and no others. Which entries of the large matrix stay 0? Which pair it is decides the angle.

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Small 2 × 2 matrices along the diagonal, zeros elsewhere. The angle of each is $k$ times the frequency of its pair. The formula shows which entry carries the minus sign.

</details>
"""

# %% nbgrader={"grade_id": "q5-rotation-try", "locked": true}
pe, R = positional_encoding(10, 6), relative_rotation(3, 6)
assert torch.allclose(R @ pe[2], pe[5], atol=1e-6), "R_3 は位置 2 を位置 5 に移しますか。回す向きを確かめてください / does R_3 take position 2 to 5? Check the direction of rotation"

# %% nbgrader={"grade_id": "q5-shift", "grade": true, "points": 2}
# 一つの R_k が、すべての位置を k だけずらします。 / One R_k shifts every position by k.
### BEGIN HIDDEN TESTS
draw = random.Random(7)
cases = [(8, 10000.0), (12, 50.0), (2, 10000.0), (6, 10), (16, 1e8), *[(2 * draw.randrange(1, 9), draw.uniform(1.5, 500)) for _ in range(4)]]
for d_model, base in [*smallest_first(cases), cases[0]]:
    omega = [base ** (-2 * i / d_model) for i in range(d_model // 2)]
    encode = lambda p: torch.tensor([f(w * p) for w in omega for f in (math.sin, math.cos)], dtype=torch.float64)  # an encoding of our own
    for k in (0, 1, -1, -7, 50, draw.randrange(100, 5000), -draw.randrange(100, 5000), 10**6):
        R = relative_rotation(k, d_model, base)
        assert tuple(R.shape) == (d_model, d_model) and R.dtype == torch.float64, f"形は ({d_model}, {d_model})、型は float64 です / the shape is ({d_model}, {d_model}), the type float64"
        for p in (0, 1, 13, draw.randrange(100, 5000)):
            assert torch.allclose(R @ encode(p), encode(p + k), atol=1e-9, rtol=0), f"k={k}、d_model={d_model}、base={base} の R_k は、位置 {p} を {p + k} に移しません / for k={k}, d_model={d_model}, base={base}, R_k does not take position {p} to {p + k}"
        with torch.inference_mode():
            R.zero_()
assert torch.equal(relative_rotation(3, 6), relative_rotation(base=10000.0, d_model=6, k=3)), "base の既定値は 10000 です / the default base is 10000"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-orthogonal", "grade": true, "points": 1}
# R_k は回転です：直交行列で、R_a R_b = R_(a+b)、奇数の d_model は ValueError です。 / R_k is a rotation: orthogonal, R_a R_b = R_(a+b); an odd d_model is a ValueError.
### BEGIN HIDDEN TESTS
for d_model, k, m in [(2, 1, 1), (10, 5, -13), (34, 0, 3), (4, -900, 7)]:
    a, b, ab = (relative_rotation(shift, d_model).double() for shift in (k, m, k + m))
    assert torch.allclose(a @ a.T, torch.eye(d_model, dtype=torch.float64), atol=1e-9, rtol=0), f"d_model={d_model} の R_k は直交行列ですか / is R_k orthogonal for d_model={d_model}?"
    assert not k or (a - torch.eye(d_model)).abs().max() > 1e-3, f"d_model={d_model}：R_{k} は何も回しません / d_model={d_model}: R_{k} turns nothing"
    assert torch.allclose(a @ b, ab, atol=1e-9, rtol=0), f"d_model={d_model}：{k} と {m} ずらすと {k + m} ずらしたことになります / d_model={d_model}: shifting by {k} and {m} shifts by {k + m}"
turned = relative_rotation(3, 10, 50.0)
assert (turned - turned.round()).abs().max() > 1e-3, say("行列の成分が 0 と ±1 だけです", "the matrix has entries 0 and ±1 alone", "k=3, d_model=10")
for k, d_model in [(1, 5), (0, 3), (-2, 1), (7, 21)]:
    try:
        relative_rotation(k, d_model, 100.0)
    except ValueError:
        continue
    raise AssertionError(f"d_model={d_model}、k={k} で ValueError を出しますか / does d_model={d_model}, k={k} raise a ValueError?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 描く

`plot_heatmap` は符号化の全体（横軸が次元、縦軸が位置）、`plot_periodicity` はいくつかの次元の波（横軸が位置）を描きます。どちらも Figure を返します。例えば `positional_encoding(60, 32)` なら、このような図になります（色、大きさ、どの次元を選ぶかは自由です）。

![符号化の全体](expected:q5-map-look)

![四つの次元の波](expected:q5-waves-look)
"""

# %% [markdown] lang="en"
r"""
## Drawing

`plot_heatmap` draws the whole encoding (dimension on x, position on y), `plot_periodicity` the waves of some dimensions (position on x). Both return a Figure. For `positional_encoding(60, 32)` they may look like this (colours, sizes and the choice of dimensions are yours).

![the whole encoding](expected:q5-map-look)

![the waves of four dimensions](expected:q5-waves-look)
"""

# %% nbgrader={"grade_id": "q5-plots", "solution": true}
def plot_heatmap(pe):
    """pe (max_len, d_model) を新しい Figure に描いて返します。一つの値が一つのマスです。

    行や列は一つだけのこともあり、pe は変えません。
    imshow、pcolormesh、seaborn.heatmap のどれかに、値をそのまま渡します。横軸が次元、縦軸が位置で、
    軸の数字は 0 から数えた番号です（位置 0 は上でも下でもかまいません）。横軸の名前は「次元」か dimension、
    縦軸の名前は「位置」か position を含みます。色の範囲はすべての値を含み、カラーバーを付けます。
    ---
    Draws pe (max_len, d_model) into a new Figure, one cell for each value, and returns the Figure.

    There may be a single row or column; pe is not changed.
    imshow, pcolormesh or seaborn.heatmap gets the values as they are.  Dimensions on x and positions on y,
    both counted from 0 on their axes (position 0 at the top or at the bottom).  The x label holds "dimension"
    or 次元, the y label "position" or 位置.  The colours span all values, and there is a colour bar.
    """
    ### BEGIN SOLUTION
    fig, ax = plt.subplots(figsize=(8, 4))
    image = ax.imshow(pe.numpy(), aspect="auto", cmap="viridis", vmin=-1, vmax=1)
    ax.set(xlabel="dimension", ylabel="position")
    fig.colorbar(image)
    return fig
    ### END SOLUTION


def plot_periodicity(pe):
    """pe (max_len, d_model) の四つ以上の次元（四つなければ全部）の波を、新しい Figure に描いて返します。

    一つの次元が一本の線 (plot、step など) で、横軸は位置 0, 1, 2, … です。パネルは一つでも、いくつでもかまいません。
    pe は変えません。どの線がどの次元かがわかるように、次元の番号（0 から）を凡例かパネルの題に書きます。
    横軸の名前は「位置」か position を含み、縦軸にも名前を付けます。
    ---
    Draws at least 4 dimensions (all, if there are fewer) of pe (max_len, d_model) into a new Figure; returns it.

    One line (plot, step, …) for each dimension, over the positions 0, 1, 2, …, in one panel or several.  The number of
    each line's dimension (from 0) stands in a legend or in the panel's title.  The x label holds
    "position" or 位置, and the y axis has a label, too.  pe is not changed.
    """
    ### BEGIN SOLUTION
    fig, ax = plt.subplots(figsize=(8, 3))
    for j, style in zip(range(0, pe.shape[1], max(1, pe.shape[1] // 4)), ["-", "--", "-.", ":"] * pe.shape[1]):
        ax.plot(pe[:, j].numpy(), style, label=f"dimension {j}")
    ax.set(xlabel="position", ylabel="value")
    ax.legend(loc="upper right")
    return fig
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

`pe` の行と列は、それぞれ何を表しますか。画像として描くと、行は縦と横のどちらに並びますか。一つの次元の波は、行と列のどちらですか。

</details>

<details><summary>ヒント 2：答えの形</summary>

どちらも、Figure と Axes を作り、`pe` を（または列を一つずつ）描き、軸に名前を付け、Figure を返します。地図にはカラーバーを、波には線ごとのラベルと凡例を加えます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

What does a row of `pe` stand for, and what a column? Drawn as an image, do rows run down or across? Is the wave of one dimension a row or a column?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Both make a Figure with Axes, draw `pe` (or one column after the other), name the axes and return the Figure. The map gets a colour bar; the waves get a label for each line, and a legend.

</details>
"""

# %% nbgrader={"grade_id": "q5-plots-try", "locked": true}
for figure in (plot_heatmap(positional_encoding(20, 8)), plot_periodicity(positional_encoding(20, 8))):
    assert figure is not None and figure.axes, "描いた Figure を返していますか / is the Figure with the drawing returned?"
    plt.close(figure)

# %% nbgrader={"grade_id": "q5-map-look", "locked": true} tags=["experiment"]
plot_heatmap(positional_encoding(60, 32))
plt.show()

# %% nbgrader={"grade_id": "q5-waves-look", "locked": true} tags=["experiment"]
plot_periodicity(positional_encoding(60, 32))
plt.show()

# %% [markdown] lang="ja"
r"""
<details><summary>二つの図の読み方（何が見えるか、先に自分の言葉で言ってから開いてください）</summary>

地図では、左の列ほど縦に細かく変わり、右の列ほどゆっくり変わります。右端の sin の列は 0 のまま、cos の列は 1 のままに見えます。波長が 60 よりずっと長いからです。つまり、この長さの列では、右側の次元は位置をほとんど区別していません。波の図では、同じことが線ごとに見えます。番号の小さい次元は何周もしますが、番号の大きい次元は一周もしません。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>How to read the two pictures (say what you see first, then open)</summary>

In the map, columns on the left change fast from row to row, those on the right slowly. At the far right, sines seem to stay at 0 and cosines at 1: their waves are far longer than 60 positions. For sequences this short, the dimensions on the right tell positions hardly apart. The waves show the same line by line: dimensions with small numbers turn many times, those with large ones not even once.

</details>
"""

# %% nbgrader={"grade_id": "q5-pictures", "grade": true, "points": 2}
# 図の軸は正しく、データはそのまま描かれ、Figure が返ります。 / Axes are right, the data are drawn as they are, and a Figure comes back.
### BEGIN HIDDEN TESTS
# SHARED pictures
rng, drawn = np.random.default_rng(8), []
for shape in [(1, 6), (6, 1), (9, 5), (9, 5), (120, 7)]:  # one size twice, with other values
    values, case = rng.uniform(-1, 1, shape), f"pe {shape}"
    given = torch.tensor(values)
    figure = plot_heatmap(given)
    assert np.array_equal(given.numpy(), values), say("引数 pe を書き換えています", "the argument pe was changed", case)
    found = [(ax, *one) for ax in figure.axes for one in [map_of(ax, values.size)] if one]
    assert found, say("一つの値を一つのマスとして描いていますか", "is there one cell for each value?", case)
    (ax, image, x, y, cells), *_ = found
    (left, right), (low, high) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
    assert left <= x.min() and x.max() <= right and low <= y.min() and y.max() <= high, say("すべてのマスが見えていますか", "are all cells in sight?", case)
    numbered = cells.shape == shape and abs(np.sort(x) - np.arange(shape[1])).max() <= 0.51 and abs(np.sort(y) - np.arange(shape[0])).max() <= 0.51
    assert numbered, say("横軸に次元、縦軸に位置が、0 から番号どおりに並んでいますか", "do dimensions run along x and positions along y, counted from 0?", case)
    assert np.allclose(cells[np.ix_(np.argsort(y), np.argsort(x))], values, atol=1e-6), say("番号と値は合っていますか", "do the numbers on the axes fit the values?", case)
    assert image.get_clim()[0] <= values.min() + 1e-6 and values.max() - 1e-6 <= image.get_clim()[1], say("色の範囲は、負の値も含めてすべての値を含みますか", "do the colours span all values, negative ones too?", case)
    for axis, (start, end) in (("x", (left, right)), ("y", (low, high))):
        shown = [(at, float(text)) for at, text in tick_texts(ax, axis) if start <= at <= end and re.fullmatch(r"\d+(\.\d+)?", text)]
        assert all(abs(at - number) <= 0.51 for at, number in shown), say("目盛りの数字は、次元と位置の番号と合っていますか", "do the numbers on the axes fit the dimensions and positions?", case)
    assert any(w in ax.get_xlabel().lower() for w in ("dim", "次元")) and any(w in ax.get_ylabel().lower() for w in ("pos", "位置")), say("横軸に dimension、縦軸に position と書いてください", "label x with dimension and y with position", case)
    assert getattr(image.colorbar, "ax", None) in figure.axes, say("カラーバーはありますか", "is there a colour bar?", case)
    drawn.append((figure, values.size))
assert all(any(map_of(ax, size) for ax in figure.axes) for figure, size in drawn), "呼び出すたびに新しい Figure に描きますか / does each call draw into a new Figure?"


drawn = []
for shape in [(5, 1), (7, 3), (9, 5), (12, 6), (12, 6), (120, 21)]:
    values, case = rng.uniform(-1, 1, shape), f"pe {shape}"
    given = torch.tensor(values)
    figure, dimensions, panels, named_twice = plot_periodicity(given), set(), [], False
    assert np.array_equal(given.numpy(), values), say("引数 pe を書き換えています", "the argument pe was changed", case)
    legends = [legend for legend in [*figure.legends, *(ax.get_legend() for ax in figure.axes)] if legend is not None]
    entries = [(text.get_text(), look(handle)) for legend in legends for handle, text in zip(legend.legend_handles, legend.get_texts())]
    for ax in figure.axes:
        title = " ".join(ax.get_title(loc=loc) for loc in ("left", "center", "right"))
        for line in drawn_in(ax, "lines"):
            x, y = (np.asarray(v, float) for v in line.get_data(orig=False))
            if len(x) < min(4, shape[0]):  # a line across, for the eye
                continue
            panels += [ax] * (ax not in panels)
            same = [j for j in range(shape[1]) if y.shape == values[:, j].shape and np.allclose(y, values[:, j], atol=1e-6)]
            assert same and np.allclose(x, np.arange(shape[0])), say("線は一つの次元のすべての値で、横軸は位置 0, 1, 2, … ですか", "is each line all of one dimension, over the positions 0, 1, 2, …?", case)
            label, seen = line.get_label(), look(line)
            named = [text for text, _ in entries if text == label] or [text for text, other in entries if other == seen] or [title]
            assert same[0] in {int(n) for text in named for n in re.findall(r"\d+", text)}, say(f"次元 {same[0]} の線の番号が、凡例にも題にもありません", f"neither legend nor title gives dimension {same[0]}'s number for its line", case)
            named_twice |= same[0] in dimensions and label in [text for text, _ in entries]
            dimensions |= set(same)
    assert len(dimensions) >= min(4, shape[1]), f"{shape[1]} 次元のうち {len(dimensions)} 次元しか、位置を横軸に描かれていません / only {len(dimensions)} of {shape[1]} dimensions are drawn over the position"
    assert not named_twice, say("同じ次元の線が二本あります", "a dimension has two lines", case)
    across, up = ({name.lower() for name in [*(getattr(ax, f"get_{axis}label")() for ax in panels), getattr(figure, f"get_sup{axis}label")()] if name} for axis in "xy")
    assert across and all("pos" in name or "位置" in name for name in across), say("横軸に position と書いてください", "label the x axis: position", case)
    assert up and not up & {*across, "position", "positions", "位置"}, say("縦軸にも、値だとわかる名前を付けてください", "the y axis needs a label, too: it shows values", case)
    drawn.append((figure, sum(len(drawn_in(ax, "lines")) for ax in figure.axes)))
assert all(sum(len(drawn_in(ax, "lines")) for ax in figure.axes) == count for figure, count in drawn), "呼び出すたびに新しい Figure に描きますか / does each call draw into a new Figure?"
plt.close("all")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-distance", "grade": true, "points": 2}
# 内積は位置の差だけで決まります（すべての組で 1e-9 以内）。 / Dot products depend on the distance alone (all pairs, to 1e-9).
### BEGIN HIDDEN TESTS
mend = VALUES_FIRST if not values_are_right() else None
for max_len, d_model, base in [(30, 2, 5), (60, 10, 100.0), (100, 64, 10000.0)]:
    pe = positional_encoding(max_len, d_model, base).double()
    assert tuple(pe.shape) == (max_len, d_model), VALUES_FIRST
    gram = pe @ pe.T
    for k in range(max_len):
        expected = sum(math.cos(k * base ** (-2 * i / d_model)) for i in range(d_model // 2))
        assert torch.allclose(gram.diagonal(k), torch.full((max_len - k,), expected, dtype=torch.float64), atol=1e-9, rtol=0), mend or f"max_len={max_len}、d_model={d_model}：差 {k} の内積が正確ではありません。角は float64 ですか / max_len={max_len}, d_model={d_model}: dot products at distance {k} are not exact: are the angles float64?"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験：差だけで決まるカーネル

位置どうしの内積 $PE\,PE^\top$ を描き、差ごとの値を並べます。

### 予想してみましょう

差が一つ大きくなるごとに、内積は必ず小さくなるでしょうか。$d_{model} = 16$ のとき、差 0 から 127 までの 127 回のうち、内積がかえって**大きく**なるのは何回でしょうか。
"""

# %% [markdown] lang="en"
r"""
## The experiment: a kernel of distance

We draw the dot products $PE\,PE^\top$ of all positions, and their values by distance.

### Predict

Does the dot product shrink each time the distance grows by one? For $d_{model} = 16$ and distances from 0 to 127 there are 127 such steps: in how many of them does it **grow**?
"""

# %% tags=["experiment"]
times_it_grows = None  # あなたの予想（0 … 127）に置き換えます / replace with your guess, 0 … 127

# %% nbgrader={"grade_id": "q5-experiment", "locked": true} tags=["experiment"]
pe = positional_encoding(128, 128)
print("波長 / wavelengths:", ", ".join(f"{v:.2f}" for v in wavelengths(128)[[0, 1, 2, -2, -1]].tolist()))
for k in (1, 5, 40):
    error = (pe[:-k] @ relative_rotation(k, 128).T - pe[k:]).abs().max()
    assert error < 1e-12  # one R_k for all positions
gram = pe @ pe.T
spread = max(float(gram.diagonal(k).max() - gram.diagonal(k).min()) for k in range(127))
# the distance decides, and its sign does not matter
assert spread < 1e-12 and torch.allclose(gram, gram.T, atol=1e-12, rtol=0)

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
left.imshow(gram.numpy(), cmap="viridis")
left.set(xlabel="position", ylabel="position", title="dot products, d_model = 128")
kernel, grows = {}, {}
for d_model, style in [(16, ":"), (128, "-")]:
    small = positional_encoding(128, d_model)
    kernel[d_model] = small @ small[0] / (d_model / 2)  # 1 at distance 0
    grows[d_model] = int((kernel[d_model].diff() > 0).sum())
    right.plot(kernel[d_model].numpy(), style, label=f"d_model = {d_model}")
    rest = kernel[d_model][2:]
    near, far, where = float(kernel[d_model][1]), float(rest.max()), 2 + int(rest.argmax())
    print(f"d_model = {d_model}：差 1 で {near:.2f}、差 2 … 127 の最大は差 {where} の {far:.2f} / d_model = {d_model}: {near:.2f} at distance 1; the largest at 2 … 127 is {far:.2f} at distance {where}")
right.set(xlabel="distance", ylabel="dot product / (d_model / 2)")
right.legend()
fig.tight_layout()
plt.show()

assert min(grows.values()) > 30 and int(kernel[16][2:].argmax()) + 2 > 3  # what the text below claims
assert kernel[128][:10].min() > kernel[128][64:].max() and kernel[16][19] > kernel[16][2:6].max()
if times_it_grows is None:
    print("まだ予想がありません。上のセルに書いて、もう一度実行してください / no guess yet: write it into the cell above, and run again")
else:
    print(f"予想 {times_it_grows} 回、計算 {grows[16]} 回（d_model = 128 では {grows[128]} 回） / you said {times_it_grows} times, it grows {grows[16]} times (for d_model = 128, {grows[128]} times)")

# %% [markdown] lang="ja"
r"""
<details><summary>図から読み取れること（予想してから開いてください）</summary>

左の図は対角線に平行な縞になります。内積は差だけで決まり、位置そのものにはよりません。

右の図は、「遠いほど小さい」が大まかにしか正しくないことを示します。$d_{model} = 128$ の曲線は波打ちながら下がり、差が 10 未満の内積はどれも、差が 64 以上の内積より大きくなります。$d_{model} = 16$ の曲線にはそのような傾向さえなく、差が 19 の内積は、差が 2 から 5 の内積より大きくなります。針が 8 本しかない時計は、離れた位置で似た形に戻るのです。

もう一つ大切なことがあります。このカーネルは**対称**です。内積は $\cos$ の和なので、差が $+3$ でも $-3$ でも同じ値です。つまり、内積だけからは「前」と「後」を区別できません。区別するのは $W_q$ と $W_k$ の仕事です。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the picture shows (open it after your guess)</summary>

On the left, stripes run along the diagonal: dot products depend on the distance, not on the positions.

On the right, "the farther, the smaller" holds only roughly. The curve for $d_{model} = 128$ falls in waves: all dot products at distances below 10 are larger than all at 64 and beyond. The curve for $d_{model} = 16$ does not even have that trend: at distance 19 it is higher than at distances 2 to 5. A clock with 8 hands comes back to a similar look far away.

And the kernel is **symmetric**. A dot product is a sum of cosines, the same for a difference of $+3$ and of $-3$: it cannot tell before from after. That is the work of $W_q$ and $W_k$.

</details>
"""

# %% [markdown] lang="ja"
r"""
## 一つ前を見るヘッド

$W_q$ を回転 $R_{-1}$、$W_k$ を単位行列にします。位置 $p$ のクエリは $R_{-1} PE_p = PE_{p-1}$ なので、キーとの内積は $q = p - 1$ で最大になります。学習なしで、「一つ前を見る」ヘッドができました。問題 4 で手作りした層と同じ働きを、どの長さでもします。

### 予想してみましょう

2000 個の位置があるとき、$d_{model} = 128$ のこのヘッドは、一つ前の位置にどれだけの重み（0 から 1）を与えるでしょうか。重みは $\mathrm{softmax}(q \cdot k / \sqrt{d_{model}})$ です。
"""

# %% [markdown] lang="en"
r"""
## A head that looks one back

Let $W_q$ be the rotation $R_{-1}$ and $W_k$ the identity. The query of position $p$ is $R_{-1} PE_p = PE_{p-1}$, so its dot product with the keys is largest at $q = p - 1$. Without any training, this head looks one back: it does what the layer that you made by hand in problem 4 does, at any length.

### Predict

There are 2,000 positions and $d_{model} = 128$. How much weight, from 0 to 1, does this head give to the position before? The weights are $\mathrm{softmax}(q \cdot k / \sqrt{d_{model}})$.
"""

# %% tags=["experiment"]
weight_one_back = None  # あなたの予想（0 … 1）に置き換えます / replace with your guess, 0 … 1

# %% nbgrader={"grade_id": "q5-head", "locked": true} tags=["experiment"]
positions, before = torch.arange(1, 2000), torch.arange(1999)
weight = {}
print("d_model  一つ前が最大の位置   一つ前への重みの平均 (W_q の倍率 1, 10, 30) / d_model, rows with their maximum one back, mean weight one back (W_q × 1, 10, 30)")
for d_model in (8, 32, 128):
    pe = positional_encoding(2000, d_model)
    W_q, W_k = relative_rotation(-1, d_model), torch.eye(d_model, dtype=torch.float64)
    scores = (pe @ W_q.T) @ (pe @ W_k.T).T / math.sqrt(d_model)  # (2000, 2000)
    right = int((scores[positions].argmax(1) == before).sum())
    weight[d_model] = [float((scale * scores).softmax(-1)[positions, before].mean()) for scale in (1, 10, 30)]
    print(f"{d_model:7}  {right} / {len(before)}          {'  '.join(f'{w:.3f}' for w in weight[d_model])}")
    assert right == len(before)  # what the text below claims
assert weight[128][0] < 0.05 and weight[128][2] > 0.95 and weight[8][2] < 0.7
if weight_one_back is None:
    print("まだ予想がありません。上のセルに書いて、もう一度実行してください / no guess yet: write it into the cell above, and run again")
else:
    print(f"予想 {weight_one_back}、計算 {weight[128][0]:.3f} / you said {weight_one_back}, it is {weight[128][0]:.3f}")

# %% [markdown] lang="ja"
r"""
<details><summary>表から読み取れること（予想してから開いてください）</summary>

最大の重みは、2000 個のどの位置でも一つ前にあります。ところが、その重みはごくわずかです。二つ前や一つ後の内積もほとんど同じ大きさで、softmax は差が小さいと、ほぼ均等に分けるからです。$W_q$ を 30 倍すると、$d_{model} = 128$ ではほとんどの重みが一つ前に集まりますが、$d_{model} = 8$ では集まりません。

つまり、正弦波があれば「どこを見るか」は行列一つで決められますが、「どれだけはっきり見るか」は、重みの大きさと $d_{model}$ で決まります。「最大の場所が正しい」ことと「そこを見ている」ことは、同じではありません。

</details>

## さらに学ぶために

* sin を前半、cos を後半に並べる実装もあります。次元の並べ替えにすぎないので、内積は変わりません。ただし、重みを別の実装から写すときは食い違います。
* クエリとキーを回転させて差だけを残す方法が、回転位置埋め込み (RoPE) です (Su ほか 2021, [arXiv:2104.09864](https://arxiv.org/abs/2104.09864))。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the table shows (open it after your guess)</summary>

At each of the 2,000 positions the largest weight is the one for the position before. But that weight is tiny: the dot products two back or one ahead are nearly as large, and a softmax over small differences gives almost equal shares. Make $W_q$ 30 times as large, and for $d_{model} = 128$ nearly all weight goes one back; for $d_{model} = 8$ it does not.

So with sinusoids one matrix decides where a head looks, but the size of the weights and $d_{model}$ decide how sharply. That the maximum is at the right place does not mean that the head looks there.

</details>

## Going further

* Some implementations put all sines first and all cosines behind. That only reorders dimensions and changes no dot product, but weights copied between the two forms do not fit.
* Rotating queries and keys so that only the difference remains is rotary position embedding (RoPE) (Su et al. 2021, [arXiv:2104.09864](https://arxiv.org/abs/2104.09864)).
"""
