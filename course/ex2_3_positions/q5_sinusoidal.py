# %% [markdown] lang="ja"
r"""
# 演習 2.3 問題 5　正弦波による位置符号化 (sinusoidal positional encoding)

**できるようになること**　位置をベクトルで表す正弦波の符号化を書き、波長を計算し、「$k$ だけずらす」ことが一つの回転行列で表せることを確かめられるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 60 分 | ★★☆ | 15 点 |

**最後の図が答える問い**　二つの位置の内積は、位置そのものと、位置の差の、どちらで決まるでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.3, problem 5: sinusoidal positional encoding

**What you will be able to do.** Write the encoding that turns positions into sines and cosines, compute its wavelengths, and show that "shift by $k$" is one rotation matrix.

| time | difficulty | points |
|---|---|---|
| 60 min | ★★☆ | 15 |

**The question that the last picture answers.** Does the dot product of two positions depend on the positions, or on their distance alone?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

自己注意は語順を区別しません（演習 2.2）。そこで、位置 $p = 0, 1, 2, \dots$ を表すベクトルを入力に足します。Vaswani ほか (2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), 3.5 節) の符号化は、$i = 0, 1, 2, \dots$ に対して

$$PE_{p,\,2i} = \sin(\omega_i p),\qquad PE_{p,\,2i+1} = \cos(\omega_i p),\qquad \omega_i = \mathrm{base}^{-2i/d_{model}}$$

です。偶数番目が sin、奇数番目が cos で、隣り合う二つが同じ周波数を持ちます。$d_{model}$ が奇数のときは、最後の cos がありません。

**手で確かめる例**　$d_{model} = 4$、base $= 100$ なら $\omega_0 = 1$、$\omega_1 = 100^{-1/2} = 0.1$ です。位置 1 の符号は $(\sin 1, \cos 1, \sin 0.1, \cos 0.1) \approx (0.841, 0.540, 0.100, 0.995)$ です。

### 予想してみましょう

波長は位置いくつ分でしょうか。base $= 10000$、$d_{model} = 128$ のとき、最も短い波長と最も長い波長を予想してください。

<details><summary>答え</summary>

波長は $2\pi/\omega_i = 2\pi\,\mathrm{base}^{2i/d_{model}}$ です。最短は $2\pi \approx 6.28$、最長は $2\pi \cdot 10000^{126/128} \approx 5.4 \times 10^4$ です。時計の秒針から年針までを並べたようなものです。

</details>
"""

# %% [markdown] lang="en"
r"""
## The idea

Self-attention cannot tell word order (exercise 2.2). So a vector for the position $p = 0, 1, 2, \dots$ is added to the input. The encoding of Vaswani et al. (2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762), section 3.5) is, for $i = 0, 1, 2, \dots$,

$$PE_{p,\,2i} = \sin(\omega_i p),\qquad PE_{p,\,2i+1} = \cos(\omega_i p),\qquad \omega_i = \mathrm{base}^{-2i/d_{model}}$$

Sines have even indices, cosines odd ones, and each neighbouring two share a frequency. If $d_{model}$ is odd, the last cosine is missing.

**An example to check by hand.** With $d_{model} = 4$ and base $= 100$, $\omega_0 = 1$ and $\omega_1 = 100^{-1/2} = 0.1$. Position 1 is $(\sin 1, \cos 1, \sin 0.1, \cos 0.1) \approx (0.841, 0.540, 0.100, 0.995)$.

### Predict

How many positions long are the waves? For base $= 10000$ and $d_{model} = 128$, guess the shortest and the longest.

<details><summary>Answer</summary>

The wavelength is $2\pi/\omega_i = 2\pi\,\mathrm{base}^{2i/d_{model}}$: the shortest is $2\pi \approx 6.28$, the longest $2\pi \cdot 10000^{126/128} \approx 5.4 \times 10^4$. It is like a clock with hands for seconds up to years.

</details>
"""

# %% nbgrader={"grade_id": "q5-setup", "locked": true}
import math

import matplotlib.pyplot as plt
import torch

# %% nbgrader={"grade_id": "q5-encoding", "solution": true}
def positional_encoding(max_len: int, d_model: int, base: float = 10000.0) -> torch.Tensor:
    """The encodings of positions 0 … max_len - 1: (max_len, d_model), any d_model >= 1, odd ones too.

    Computed in float64 where the angles are large, so that it is exact to 1e-9 (return float64).
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

# %% nbgrader={"grade_id": "q5-encoding-try", "locked": true}
pe = positional_encoding(3, 4, base=100.0)
assert pe.shape == (3, 4), f"形は (max_len, d_model) です / the shape is (max_len, d_model); got {tuple(pe.shape)}"
assert torch.allclose(pe[1].double(), torch.tensor([0.841, 0.540, 0.100, 0.995]).double(), atol=1e-3), f"上の手計算と比べてください / compare with the example by hand; got {[round(v, 3) for v in pe[1].tolist()]}"
assert positional_encoding(2, 5).shape == (2, 5), "奇数の d_model も使えますか / does an odd d_model work?"

# %% nbgrader={"grade_id": "q5-values", "grade": true, "points": 3}
# 値は定義どおりです（いろいろな d_model、base、max_len）。 / The values are those of the definition, for many d_model, base and max_len.
### BEGIN HIDDEN TESTS
for max_len, d_model, base in [(7, 6, 10000.0), (40, 16, 10000.0), (9, 10, 50.0), (300, 8, 1000.0), (1, 4, 10.0)]:
    expected = [[(math.sin if j % 2 == 0 else math.cos)(p * base ** (-(j - j % 2) / d_model)) for j in range(d_model)] for p in range(max_len)]
    pe = positional_encoding(max_len, d_model, base)
    assert pe.shape == (max_len, d_model), "形は (max_len, d_model) です / the shape is (max_len, d_model)"
    assert torch.allclose(pe.double(), torch.tensor(expected, dtype=torch.float64), atol=1e-4), f"max_len={max_len}、d_model={d_model}、base={base} の値が違います / wrong values for max_len={max_len}, d_model={d_model}, base={base}"
assert torch.allclose(positional_encoding(5, 8), positional_encoding(5, 8, 10000.0)), "base の既定値は 10000 です / the default base is 10000"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-odd", "grade": true, "points": 1}
# d_model が奇数でも、1 でも計算できます。 / An odd d_model works, and so does 1.
### BEGIN HIDDEN TESTS
for d_model in (1, 3, 7):
    expected = [[(math.sin if j % 2 == 0 else math.cos)(p * 10000.0 ** (-(j - j % 2) / d_model)) for j in range(d_model)] for p in range(6)]
    assert torch.allclose(positional_encoding(6, d_model).double(), torch.tensor(expected, dtype=torch.float64), atol=1e-4), f"d_model={d_model} が違います。最後は sin です / wrong for d_model={d_model}: the last one is a sine"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-circle", "grade": true, "points": 1}
# 隣り合う sin と cos の二乗の和は 1 で、位置 0 は (0, 1, 0, 1, …) です。 / Squares of a sine and its cosine sum to 1, and position 0 is (0, 1, 0, 1, …).
### BEGIN HIDDEN TESTS
pe = positional_encoding(200, 12).double()
assert torch.allclose(pe[:, 0::2] ** 2 + pe[:, 1::2] ** 2, torch.ones(200, 6, dtype=torch.float64), atol=1e-5), "隣り合う二つは同じ角の sin と cos ですか / are neighbours sine and cosine of one angle?"
assert torch.allclose(pe[0], torch.tensor([0.0, 1.0] * 6, dtype=torch.float64), atol=1e-6), "位置は 0 から始まります / positions begin at 0"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-precision", "grade": true, "points": 1}
# 大きな位置でも float64 の精度で正確です。 / Large positions are exact in float64.
### BEGIN HIDDEN TESTS
pe = positional_encoding(5001, 6)
assert pe.dtype == torch.float64, "float64 で返してください / return float64"
expected = [f(5000 * 10000.0 ** (-2 * i / 6)) for i in range(3) for f in (math.sin, math.cos)]
assert torch.allclose(pe[5000], torch.tensor(expected, dtype=torch.float64), atol=1e-9), "角を float32 で計算していませんか / are the angles computed in float32?"
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
    """Wavelengths in positions, shortest first: (ceil(d_model / 2),)."""
    ### BEGIN SOLUTION
    return 2 * math.pi * base ** (torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q5-wavelengths-try", "locked": true}
assert len(wavelengths(6)) == 3, f"組ごとに一つです / one for each pair; got {len(wavelengths(6))}"
assert abs(float(wavelengths(6)[0]) - 2 * math.pi) < 1e-3, f"最も短い波長は 2π です / the shortest wavelength is 2π; got {float(wavelengths(6)[0]):.3f}"

# %% nbgrader={"grade_id": "q5-periods", "grade": true, "points": 2}
# 波長だけ進むと元の値に戻り、組の数だけあり、短い順です。 / After one wavelength the values repeat; one per pair, shortest first.
### BEGIN HIDDEN TESTS
for d_model, base in [(8, 10000.0), (7, 100.0), (2, 10.0)]:
    lengths = [float(v) for v in wavelengths(d_model, base)]
    expected = [2 * math.pi * base ** (2 * i / d_model) for i in range((d_model + 1) // 2)]
    assert len(lengths) == len(expected), f"d_model={d_model} では {len(expected)} 個です / {len(expected)} of them for d_model={d_model}"
    assert all(abs(a / b - 1) < 1e-5 for a, b in zip(lengths, expected)), f"波長は 2π base^(2i/d_model) です。周波数を返していませんか / wavelengths are 2π base^(2i/d_model): are these frequencies?"
### END HIDDEN TESTS

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
    """The matrix R_k (d_model, d_model), float64, with pe[p + k] = R_k @ pe[p] for every p.

    k may be negative.  Raises ValueError if d_model is odd.
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

# %% nbgrader={"grade_id": "q5-rotation-try", "locked": true}
pe, R = positional_encoding(10, 6), relative_rotation(3, 6)
assert torch.allclose(R @ pe[2], pe[5], atol=1e-6), "R_3 は位置 2 を位置 5 に移しますか。回す向きを確かめてください / does R_3 take position 2 to position 5? Check the direction of rotation"

# %% nbgrader={"grade_id": "q5-shift", "grade": true, "points": 2}
# 一つの R_k が、すべての位置を k だけずらします。 / One R_k shifts every position by k.
### BEGIN HIDDEN TESTS
for d_model, base in [(8, 10000.0), (12, 50.0), (2, 10000.0)]:
    p = torch.arange(120, dtype=torch.float64)[:, None]
    pairs = p * base ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
    pe = torch.stack([pairs.sin(), pairs.cos()], -1).flatten(1)  # an encoding of our own
    for k in (0, 1, 7, 50):
        R = relative_rotation(k, d_model, base).double()
        assert torch.allclose(pe[: 120 - k] @ R.T, pe[k:], atol=1e-9), f"k={k}、d_model={d_model} で成り立たない位置があります / it fails for some position (k={k}, d_model={d_model})"
    assert torch.allclose(pe[7:] @ relative_rotation(-7, d_model, base).double().T, pe[:-7], atol=1e-9), "k は負でもかまいません / k may be negative"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-orthogonal", "grade": true, "points": 1}
# R_k は回転です：直交行列で、R_a R_b = R_(a+b)、奇数の d_model は ValueError です。 / R_k is a rotation: orthogonal, R_a R_b = R_(a+b); an odd d_model is a ValueError.
### BEGIN HIDDEN TESTS
a, b, ab = (relative_rotation(k, 10).double() for k in (5, -13, -8))
assert torch.allclose(a @ a.T, torch.eye(10, dtype=torch.float64), atol=1e-9), "R_k は直交行列ですか / is R_k orthogonal?"
assert torch.allclose(a @ b, ab, atol=1e-9), "5 と −13 ずらすと −8 ずらしたことになります / shifting by 5 and −13 shifts by −8"
try:
    relative_rotation(1, 5)
except ValueError:
    pass
else:
    raise AssertionError("奇数の d_model で ValueError を出しますか / does an odd d_model raise a ValueError?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 描く

`plot_heatmap` は符号化の全体（横軸が次元、縦軸が位置）、`plot_periodicity` はいくつかの次元の波（横軸が位置）を描きます。どちらも Figure を返します。
"""

# %% [markdown] lang="en"
r"""
## Drawing

`plot_heatmap` draws the whole encoding (dimension on x, position on y), `plot_periodicity` the waves of some dimensions (position on x). Both return a Figure.
"""

# %% nbgrader={"grade_id": "q5-plots", "solution": true}
def plot_heatmap(pe):
    """A map of pe (max_len, d_model): dimensions on x, positions on y, both labelled, with a colour bar."""
    ### BEGIN SOLUTION
    fig, ax = plt.subplots(figsize=(8, 4))
    image = ax.imshow(pe.numpy(), aspect="auto", cmap="viridis", vmin=-1, vmax=1)
    ax.set(xlabel="dimension", ylabel="position")
    fig.colorbar(image)
    return fig
    ### END SOLUTION


def plot_periodicity(pe):
    """Lines of at least 4 dimensions of pe (max_len, d_model) over the position, both axes labelled, with a legend."""
    ### BEGIN SOLUTION
    fig, ax = plt.subplots(figsize=(8, 3))
    for j, style in zip(range(0, pe.shape[1], max(1, pe.shape[1] // 4)), ["-", "--", "-.", ":"] * pe.shape[1]):
        ax.plot(pe[:, j].numpy(), style, label=f"dimension {j}")
    ax.set(xlabel="position", ylabel="value")
    ax.legend(loc="upper right")
    return fig
    ### END SOLUTION

# %% nbgrader={"grade_id": "q5-plots-try", "locked": true}
for figure in (plot_heatmap(positional_encoding(20, 8)), plot_periodicity(positional_encoding(20, 8))):
    assert figure is not None, "Figure を返していますか / is the Figure returned?"
    plt.close(figure)

# %% nbgrader={"grade_id": "q5-pictures", "grade": true, "points": 2}
# 図の軸は正しく、データはそのまま描かれ、Figure が返ります。 / Axes are right, the data are drawn as they are, and a Figure comes back.
### BEGIN HIDDEN TESTS
pe = torch.sin(torch.arange(30.0)[:, None] * torch.linspace(0.2, 1.0, 8)).double()  # any (30, 8) will do
ax = plot_heatmap(pe).axes[0]
drawn = [a.get_array() for a in [*ax.images, *ax.collections] if a.get_array() is not None][0]
assert torch.allclose(torch.tensor([float(v) for v in drawn.ravel()]).double(), pe.ravel(), atol=1e-6), "縦が位置、横が次元ですか / are positions down and dimensions across?"
assert any(w in ax.get_xlabel().lower() for w in ("dim", "次元")) and any(w in ax.get_ylabel().lower() for w in ("pos", "位置")), "軸に dimension と position と書いてください / label the axes: dimension and position"
ax = plot_periodicity(pe).axes[0]
columns = {tuple(round(float(v), 6) for v in pe[:, j]) for j in range(8)}
lines = [tuple(round(float(v), 6) for v in line.get_ydata()) for line in ax.lines]
assert len({line for line in lines if line in columns}) >= 4, "四つ以上の次元を、位置を横軸に描きましたか / are at least 4 dimensions drawn over the position?"
assert any(w in ax.get_xlabel().lower() for w in ("pos", "位置")) and ax.get_legend() is not None, "横軸の名前と凡例を付けてください / label the x axis and add a legend"
plt.close("all")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q5-distance", "grade": true, "points": 2}
# 内積は位置の差だけで決まります（すべての組で 1e-9 以内）。 / Dot products depend on the distance alone (all pairs, to 1e-9).
### BEGIN HIDDEN TESTS
for d_model, base in [(64, 10000.0), (10, 100.0)]:
    pe = positional_encoding(100, d_model, base).double()
    gram = pe @ pe.T
    expected = [sum(math.cos(k * base ** (-2 * i / d_model)) for i in range(d_model // 2)) for k in range(100)]
    for k in range(100):
        assert torch.allclose(gram.diagonal(k), torch.full((100 - k,), expected[k], dtype=torch.float64), atol=1e-9), f"差 {k} の内積が位置によって違います / dot products at distance {k} differ between positions"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験：差だけで決まる核

位置どうしの内積 $PE\,PE^\top$ を描き、差ごとの値を並べます。
"""

# %% [markdown] lang="en"
r"""
## The experiment: a kernel of distance

We draw the dot products $PE\,PE^\top$ of all positions, and their values by distance.
"""

# %% nbgrader={"grade_id": "q5-experiment", "locked": true} tags=["experiment"]
pe = positional_encoding(128, 128)
print("wavelengths:", ", ".join(f"{v:.2f}" for v in wavelengths(128)[[0, 1, 2, -2, -1]].tolist()))
for k in (1, 5, 40):
    error = (pe[:-k] @ relative_rotation(k, 128).T - pe[k:]).abs().max()
    print(f"largest error of R_{k} over all positions below 1e-12: {bool(error < 1e-12)}")
gram = pe @ pe.T
spread = max(float(gram.diagonal(k).max() - gram.diagonal(k).min()) for k in range(127))
print(f"largest difference of dot products at the same distance below 1e-12: {spread < 1e-12}")

plot_heatmap(pe)
plot_periodicity(pe)
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
left.imshow(gram.numpy(), cmap="viridis")
left.set(xlabel="position", ylabel="position", title="dot products")
for d_model, style in [(16, ":"), (128, "-")]:
    small = positional_encoding(128, d_model)
    right.plot((small @ small[0] / (d_model / 2)).numpy(), style, label=f"d_model = {d_model}")
right.set(xlabel="distance", ylabel="dot product / (d_model / 2)")
right.legend()
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
**図から読み取れること**　左の図は対角線に平行な縞になります。つまり、内積は差だけで決まり、位置そのものにはよりません。右の図は、差が大きくなるほど内積がおおむね小さくなることを示します（波打ちながら減ります）。近い位置どうしが似たベクトルを持つので、注意は「近さ」を手がかりにできます。

## さらに学ぶために

* sin を前半、cos を後半に並べる実装もあります。次元の並べ替えにすぎないので、内積は変わりません。ただし、重みを別の実装から写すときは食い違います。
* クエリとキーを回転させて差だけを残す方法が、回転位置埋め込み (RoPE) です (Su ほか 2021, [arXiv:2104.09864](https://arxiv.org/abs/2104.09864))。
"""

# %% [markdown] lang="en"
r"""
**What the picture shows.** On the left, stripes run along the diagonal: dot products depend on the distance, not on the positions. On the right, they fall with the distance, in waves. Near positions have similar vectors, so attention can use nearness.

## Going further

* Some implementations put all sines first and all cosines behind. That only reorders dimensions and changes no dot product, but weights copied between the two forms do not fit.
* Rotating queries and keys so that only the difference remains is rotary position embedding (RoPE) (Su et al. 2021, [arXiv:2104.09864](https://arxiv.org/abs/2104.09864)).
"""
