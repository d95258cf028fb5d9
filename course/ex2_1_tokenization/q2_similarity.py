# %% [markdown] lang="ja"
r"""
# 演習 2.1 問題 2　コサイン類似度 (cosine similarity)

**できるようになること**　二つのベクトルの向きの近さを測り、ベクトルの集まりから意味の近い単語を探せるようになります。さらに、実際の文章から単語のベクトルを自分で作ります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 60 分 | ★☆☆ | 17 点 |

**最後の図が答える問い**　辞書も正解も与えずに文章だけから作ったベクトルで、数の型どうし、コンテナ型どうしは近くに集まるでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.1, problem 2: cosine similarity

**What you will be able to do.** Measure how close the directions of two vectors are, and find words of similar meaning among many vectors. You also make the word vectors yourself, from real text.

| time | difficulty | points |
|---|---|---|
| 60 min | ★☆☆ | 17 |

**The question that the last picture answers.** With vectors made from text alone, without a dictionary or labels, do number types cluster? Do container types?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

ベクトル $u, v \in \mathbb{R}^d$ のコサイン類似度は、二つの間の角 $\theta$ の余弦です。

$$\cos\theta = \frac{u \cdot v}{\lVert u\rVert\,\lVert v\rVert} = \frac{\sum_i u_i v_i}{\sqrt{\sum_i u_i^2}\,\sqrt{\sum_i v_i^2}}$$

この値は $-1$ から $1$ で、ベクトルの長さには依存せず、向きだけで決まります。単語のベクトルの長さは出現回数に左右されやすいので、意味を比べるには向きのほうが適しています。

**手で確かめる例**　$u = (3, 4)$、$v = (4, 3)$ なら、内積は $24$、長さはどちらも $5$ なので、$\cos\theta = 24/25 = 0.96$ です。

零ベクトルには向きがありません。この演習では、零ベクトルとの類似度は **0.0** と決めます。
"""

# %% [markdown] lang="en"
r"""
## The idea

The cosine similarity of two vectors $u, v \in \mathbb{R}^d$ is the cosine of the angle $\theta$ between them.

$$\cos\theta = \frac{u \cdot v}{\lVert u\rVert\,\lVert v\rVert} = \frac{\sum_i u_i v_i}{\sqrt{\sum_i u_i^2}\,\sqrt{\sum_i v_i^2}}$$

It lies between $-1$ and $1$ and depends on the directions alone, not on the lengths. The length of a word vector often reflects how frequent the word is, so direction suits meaning better.

**An example to check by hand.** For $u = (3, 4)$ and $v = (4, 3)$ the dot product is $24$ and both lengths are $5$, so $\cos\theta = 24/25 = 0.96$.

The zero vector has no direction. In this exercise, a similarity with it is **0.0**.
"""

# %% [markdown] lang="ja"
r"""
### 予想してみましょう

$u$ を 10 倍すると、(a) 内積、(b) ユークリッド距離、(c) コサイン類似度は、それぞれ何倍になるでしょうか。倍率は、相手の $v$ が変わっても同じでしょうか。次のセルに予想を書いてから、その下を実行してください。
"""

# %% [markdown] lang="en"
r"""
### Predict

If $u$ becomes 10 times as long, how many times as large are (a) the dot product, (b) the Euclidean distance, (c) the cosine similarity? Is the factor the same for every $v$? Write your prediction into the next cell, then run the one below it.
"""

# %% nbgrader={"grade_id": "q2-setup", "locked": true}
import numpy as np

# %%
# None を倍率に書き換えてください。v によって変わるなら "it depends" です。 / Replace None by the factor, or by "it depends" if it is not the same for every v.
my_factors = {"dot product": None, "distance": None, "cosine": None}

# %% nbgrader={"grade_id": "q2-tenfold", "locked": true} tags=["experiment"]
def angle(v):
    return np.arctan2(v[1], v[0])  # of a vector in the plane


u = np.array([3.0, 4.0])
measures = {
    "dot product": lambda u, v: u[0] * v[0] + u[1] * v[1],
    "distance": lambda u, v: np.hypot(*(u - v)),
    "cosine": lambda u, v: np.cos(angle(u) - angle(v)),
}
for name, measure in measures.items():
    factors = [measure(10 * u, v) / measure(u, v) for v in np.array([[4.0, 3.0], [-1.0, 2.0], [5.0, 1.0]])]
    guess = my_factors[name]
    said = f"予想は {guess} / you said {guess}" if guess is not None else "まだ予想がありません / no prediction yet"
    print(f"{name:12} times " + ", ".join(f"{f:.2f}" for f in factors) + f"   ({said})")

# %% [markdown] lang="ja"
r"""
<details><summary>なぜそうなるのか（予想して、実行してから開いてください）</summary>

(a) 内積は 10 倍になります。(b) 距離は変わりますが、倍率は $v$ によって違います。(c) コサイン類似度は変わりません。分子と分母の両方が 10 倍になるからです。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Why (predict and run first)</summary>

(a) The dot product becomes 10 times as large. (b) The distance changes, by a factor that depends on $v$. (c) The cosine stays: numerator and denominator both grow tenfold.

</details>
"""

# %% [markdown] lang="ja"
r"""
## 1. 二つのベクトル
"""

# %% [markdown] lang="en"
r"""
## 1. Two vectors
"""

# %% nbgrader={"grade_id": "q2-cosine", "solution": true}
def cosine_similarity(vec1, vec2) -> float:
    """二つのベクトルの間の角の余弦を、一つの数として返します。零ベクトルとの類似度は 0.0 です。

    vec1, vec2: d 個 (1 個以上) の数のリスト、タプル、または配列 (d,)。書き換えません。
    整数も小数も、どの幅の型 (int8 から float64 まで) でもかまいません。絶対値は 1e70 までです。
    長さが 0.001 ほどの短いベクトルも、零ベクトルとは区別します (0 で割るのを避けるために分母に
    足す数は 1e-8 までとします)。要素の個数が違えば、一方が 1 個でも ValueError です。

    >>> round(cosine_similarity([3, 4], [4, 3]), 2)
    0.96

    ---
    The cosine of the angle between two vectors, as one number; 0.0 if one of them is the zero vector.

    vec1, vec2: lists, tuples or arrays (d,) of d >= 1 numbers; they are not changed.
    Integers and floats of every width (int8 to float64) are fine, up to 1e70 in size.
    Short vectors, of length 0.001 say, are not zero vectors (a constant that you add to the
    denominator to avoid 0/0 is at most 1e-8). Raises ValueError if they hold different
    numbers of entries, also where one holds a single entry.

    >>> round(cosine_similarity([3, 4], [4, 3]), 2)
    0.96
    """
    ### BEGIN SOLUTION
    u = np.asarray(vec1, dtype=np.float64)  # (d,)
    v = np.asarray(vec2, dtype=np.float64)  # (d,)
    if u.shape != v.shape:
        raise ValueError(f"the vectors have shapes {u.shape} and {v.shape}")
    norms = np.linalg.norm(u) * np.linalg.norm(v)
    return float(u @ v / norms) if norms > 0 else 0.0
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

式の中で、二つのベクトルの両方を使うのはどこですか。片方だけを使うのはどこですか。`uint8` の配列で `200 * 200` を計算すると、何になりますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

まず両方を実数の配列にして、個数を比べます。それから、内積を「長さの積」で割ります。割る前に、その積が 0 でないかを確かめます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Where does the formula use both vectors, and where only one? What is `200 * 200` in an array of `uint8`?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

First turn both into arrays of floats and compare how many entries they hold. Then divide the dot product by the product of the lengths, after asking whether that product is 0.

</details>
"""

# %% nbgrader={"grade_id": "q2-cosine-try", "locked": true}
value = cosine_similarity([3, 4], [4, 3])
assert abs(value - 0.96) < 1e-9, \
    f"内積を両方の長さで割りましたか：{value} / is the dot product divided by both lengths? got {value}, expected 0.96"
assert abs(cosine_similarity([1, 0], [0, 2])) < 1e-9, \
    "直交するベクトルの類似度は 0 です / vectors at a right angle have similarity 0"

# %% nbgrader={"grade_id": "q2-cosine-value", "grade": true, "points": 2}
# 値は定義どおりで、引数は変わりません。 / The value is the one of the definition, and the arguments stay as they were.
### BEGIN HIDDEN TESTS
# SHARED checks
import math


def exact(u, v):
    """The definition in the standard library's exact sums; the zero vector counts as 0."""
    u, v = [float(x) for x in u], [float(x) for x in v]
    lengths = math.hypot(*u) * math.hypot(*v)
    return math.fsum(x * y for x, y in zip(u, v)) / lengths if lengths else 0.0


def wide(value):
    """A number as float64: next to a float16 other numbers are rounded to three digits."""
    return np.asarray(value, dtype=np.float64)


def on_copies(*arguments):
    """The student's function on copies, so that what it does to its arguments costs its own check alone."""
    return wide(cosine_similarity(*[np.array(u) for u in arguments]))


def some_vector(rng, d, length):
    """d numbers of any mean, some of them 0, stretched to a length; they may sum to 0."""
    u = rng.normal(rng.normal(), rng.uniform(0.2, 3), d)
    if d > 2 and rng.random() < 0.5:
        u[rng.integers(d)] = 0.0
    if d > 2 and rng.random() < 0.2:
        u -= u.mean()
    return u * length / np.linalg.norm(u)


def follows_the_angle(d):
    """Does the value, right or wrong, have to do with the angle?  Products of some of the entries or of their sums do not.
    It is asked in as many dimensions as the test that wants to know has."""
    rng, values = np.random.default_rng(8), []
    cosines = rng.permutation(np.linspace(0.02, 0.99, 60))
    for c in cosines:
        u, v = np.linalg.qr(rng.normal(size=(d, 2)))[0].T
        a, b = rng.uniform(20, 40, 2)
        values.append(on_copies(a * u, b * (c * u + (1 - c * c) ** 0.5 * v)).sum())
    return np.std(values) > 0 and abs(np.corrcoef(values, cosines)[0, 1]) > 0.6


rng = np.random.default_rng(1)
for d in sorted([1, 2, 3, 17, 300, 1000] * 10):
    u, v = (some_vector(rng, d, rng.choice([0.3, 1, 20, 1e4])) for _ in range(2))
    v = v + rng.choice([0, 0, 0.3, 50, -50]) * u * np.linalg.norm(v) / np.linalg.norm(u)  # nearly the same and the opposite direction, too
    before = u.copy(), v.copy()
    value = cosine_similarity(u, v)
    case = f"{d} 次元、長さ {np.linalg.norm(before[0]):.3g} と {np.linalg.norm(before[1]):.3g}", f"{d} dimensions, lengths {np.linalg.norm(before[0]):.3g} and {np.linalg.norm(before[1]):.3g}"
    assert not isinstance(value, np.ndarray) and abs(wide(value) - exact(*before)) < 1e-6, \
        f"{case[0]} で、値 {value} は定義と違います。何で割りましたか / {case[1]} gave {value}, which is not what the definition gives: what did you divide by?"
    assert np.array_equal(u, before[0]) and np.array_equal(v, before[1]), f"引数のベクトルを書き換えていませんか ({case[0]}) / did you change an argument ({case[1]})?"
    if d < 20:
        lists = u.tolist(), v.tolist()
        for pair in (lists, (lists[0], tuple(v))):
            assert abs(wide(cosine_similarity(*pair)) - exact(u, v)) < 1e-6, f"リストやタプルも受け取れますか：{pair} / does it take lists and tuples, such as {pair}?"
        assert lists == (u.tolist(), v.tolist()), f"引数のリストを書き換えていませんか：{lists} / did you change an argument that is a list? It is {lists} now"
for u, v in [([1, -1], [2, 1]), ([3, 4], [-2, 2]), ([0, 5], [1, 1]), ([1, -1, 0], [1, -1, 0]), ([0.5], [-3])]:  # sums of 0, entries of 0
    assert abs(wide(cosine_similarity(u, v)) - exact(u, v)) < 1e-6, f"{u} と {v} の値を手で計算してみてください / compute the value of {u} and {v} by hand"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-cosine-direction", "grade": true, "points": 1}
# 長さによらず、向きだけで決まります。 / It depends on directions alone, not on lengths.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for d in (2, 5, 40):
    u, v = some_vector(rng, d, 1.0), some_vector(rng, d, 1.0)
    value = on_copies(u, v)
    for a, b in [(0.2, 1), (3.0, 50.0), (1e4, 0.5), (1e70, 0.001), (1e70, 1e70)]:
        assert abs(on_copies(a * u, b * v) - value) < 2e-5, \
            f"{d} 次元：長さを {a} 倍と {b} 倍にすると値が変わります / {d} dimensions: the value changes when the lengths become {a} and {b} times as large"
    assert abs(on_copies(0.001 * u, 0.001 * v) - value) < 0.02, \
        f"{d} 次元：長さ 0.001 のベクトルは零ベクトルではありません / {d} dimensions: vectors of length 0.001 are not zero vectors"
    assert abs(on_copies(-u, v) + value) < 1e-6, f"{d} 次元：逆向きなら符号が変わります / {d} dimensions: the opposite direction changes the sign"
    assert abs(on_copies(v, u) - value) < 1e-6, f"{d} 次元：順序を入れ替えても同じです / {d} dimensions: the order of the two does not matter"
    assert abs(on_copies(u, 2 * u) - 1) < 1e-6 and abs(on_copies(u, -u) + 1) < 1e-6, \
        f"{d} 次元：同じ向きは 1、逆向きは -1 です / {d} dimensions: same direction 1, opposite -1"
    assert abs(on_copies(np.r_[u, 2.0], np.r_[v, -3.0]) - exact(np.r_[u, 2.0], np.r_[v, -3.0])) < 1e-6, \
        f"{d} 次元：同じ数で始まる {d + 1} 次元の別のベクトルで値が違います。前の計算を使い回していませんか / {d} dimensions: wrong for another vector of {d + 1} that begins with the same numbers: is an earlier result reused?"
    rotation, _ = np.linalg.qr(rng.normal(size=(d, d)))
    assert abs(on_copies(rotation @ u, rotation @ v) - value) < 1e-6, f"{d} 次元：両方を同じだけ回しても角は変わりません / {d} dimensions: turning both does not change the angle"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-cosine-zero", "grade": true, "points": 1}
# 零ベクトルとの類似度は 0.0 です。 / A similarity with the zero vector is 0.0.
### BEGIN HIDDEN TESTS
for u, v in [([0], [5]), ([0, 0], [1, 2]), ([1.0, 2.0], [0.0, 0.0]), ([0, 0, 0], [0, 0, 0]), (np.zeros(7), -np.ones(7)), (np.full(3, -0.0), [7, 8, 9])]:
    assert cosine_similarity(u, v) == 0.0, f"{u} と {v} では 0 で割っていませんか / do you divide by 0 for {u} and {v}?"
assert follows_the_angle(7), "値が角と関係していません / the value has nothing to do with the angle"
assert cosine_similarity([3, 4], [4, 3]) != 0, "零ベクトルでない (3, 4) と (4, 3) の類似度も 0 になりました / (3, 4) and (4, 3), which are not zero vectors, gave 0, too"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-cosine-integers", "grade": true, "points": 1}
# どの幅の整数や小数でも、桁あふれや切り捨てなしに計算します。 / Integers and floats of every width work, without overflow or truncation.
### BEGIN HIDDEN TESTS
rng, values = np.random.default_rng(4), set()


def as_float64(u, v):
    """Does the value agree with the one for the same numbers as float64?"""
    floats = [float(x) for x in u], [float(x) for x in v]
    value, expected = wide(cosine_similarity(u, v)), wide(cosine_similarity(*floats))
    values.add(expected.item())
    return abs(value - expected) <= 1e-6 * max(1, abs(expected))


for kind in (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64):
    for trial in range(3):
        low, high = np.iinfo(kind).min, np.iinfo(kind).max
        u, v = (rng.integers(low, high, 3, dtype=kind, endpoint=True) for _ in range(2))
        u[trial] = low if low else high  # the number whose negative does not exist, or the largest
        assert as_float64(u, v), \
            f"{np.dtype(kind)} の {u} と {v}：積や符号があふれていませんか。先に実数へ / {np.dtype(kind)} {u} and {v}: do products or signs overflow? Convert to float first"
    low, one = np.array([np.iinfo(kind).min or 200] * 2, dtype=kind), np.array([1, 0], dtype=kind)
    assert as_float64(low * one, one) and as_float64(low, 1 + 0 * one), f"{np.dtype(kind)} の {low}：絶対値があふれていませんか / {np.dtype(kind)} {low}: does its absolute value overflow?"
for kind in (np.float16, np.float32):
    for d in (3, 300):
        u, v = (rng.normal(0, 400, d).astype(kind) for _ in range(2))
        for other in (v, v.astype(np.float64)):
            assert as_float64(u, other), f"{d} 次元の {u.dtype} と {other.dtype}：float64 にしてから計算しましたか / {d} dimensions, {u.dtype} and {other.dtype}: do you compute in float64?"
for u, v in [([2**100, 3], [1, 2**99]), ([10**30, -(10**30)], np.array([200, 100], dtype=np.uint8)), ([1, 2], [0.5, 0.25]), ([-1, 2], [5, 2**40])]:
    assert as_float64(u, v), f"{u} と {v} の値を確かめてください / check the value for {u} and {v}"
assert follows_the_angle(300), "値が角と関係していません / the value has nothing to do with the angle"
assert len(values) > 1, f"どのベクトルでも {values} になりました / it is {values} for all vectors"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-cosine-lengths", "grade": true, "points": 1}
# 要素の個数が違うベクトルは ValueError です。 / Vectors of different numbers of entries are a ValueError.
### BEGIN HIDDEN TESTS
for u, v in [([1, 2, 3], [4, 5, 6]), (np.ones(1), [2.0])]:
    cosine_similarity(u, v)  # as many entries: no error
for u, v in [([1, 2], [1, 2, 3]), ([1, 2, 3], [1]), ([1], [1, 2, 3]), (np.ones(1), np.ones(4)), (np.ones(4), np.ones(1)), (np.ones(5), np.ones(4)),
             (np.zeros(2), np.ones(3)), (np.zeros(1), np.ones(3)), (np.ones(3), np.zeros(2)), ([2.0, 1.0, 5.0], (1, 2))]:
    try:
        cosine_similarity(u, v)
    except ValueError:
        continue
    raise AssertionError(f"{u} と {v} で ValueError を出しますか / do {u} and {v} raise a ValueError?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 2. すべての組を一度に

`A` の行と `B` の行のすべての組です。ループを書かずに、行列の積一つで計算できます。
"""

# %% [markdown] lang="en"
r"""
## 2. All pairs at once

Every row of `A` with every row of `B`. One matrix product does it, without a loop.
"""

# %% nbgrader={"grade_id": "q2-matrix", "solution": true}
def cosine_similarity_matrix(A, B) -> np.ndarray:
    """A (n, d) の各行と B (m, d) の各行のコサイン類似度を、配列 (n, m) で返します。

    A, B: 数のリストのリスト、または配列。n、m、d は 1 以上です。書き換えません。
    数については cosine_similarity と同じです (どの幅の型でもよく、短い行も零の行と区別します)。
    零の行の類似度は、相手によらず 0.0 です。行の幅 d が違えば、一方が 1 でも ValueError です。

    >>> cosine_similarity_matrix([[1, 0], [0, 2]], [[3, 0]]).tolist()
    [[1.0], [0.0]]

    ---
    Cosine similarities of all rows of A (n, d) with all rows of B (m, d), as an array (n, m).

    A, B: lists of lists of numbers, or arrays; n, m and d are at least 1. They are not changed.
    Numbers are as in cosine_similarity (every width; short rows are not rows of zeros).
    A row of zeros has similarity 0.0 with everything. Raises ValueError if the widths d
    differ, also where one of them is 1.

    >>> cosine_similarity_matrix([[1, 0], [0, 2]], [[3, 0]]).tolist()
    [[1.0], [0.0]]
    """
    ### BEGIN SOLUTION
    A = np.asarray(A, dtype=np.float64)  # (n, d)
    B = np.asarray(B, dtype=np.float64)  # (m, d)
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"rows of A have {A.shape[1]} numbers, rows of B {B.shape[1]}")
    norms = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))  # (n, m)
    similarity = np.zeros(norms.shape)  # (n, m), 0 beside a row of zeros
    np.divide(A @ B.T, norms, out=similarity, where=norms > 0)
    return similarity
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

`A @ B.T` の (i, j) 成分は何と何の内積ですか。それを何と何で割ればよいですか。長さは行ごとに、どの軸に沿って計算しますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

行の長さは `axis=1` で計算します。長さの積の表 (n, m) を作って割るか、先に各行を単位ベクトルにします。零の行では、割る数を 1 に替えるか、割らずに 0 のままにします。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Entry (i, j) of `A @ B.T` is the dot product of what with what? By which two lengths must it be divided? Along which axis is the length of a row?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Lengths of rows are along `axis=1`. Either divide by a table (n, m) of products of lengths, or turn each row into a unit vector first. For rows of zeros, divide by 1 instead, or leave the 0 alone.

</details>
"""

# %% nbgrader={"grade_id": "q2-matrix-try", "locked": true}
S = cosine_similarity_matrix([[1, 0], [0, 2]], [[3, 0]])
assert np.shape(S) == (2, 1), \
    f"形は (A の行数, B の行数) です：{np.shape(S)} / the shape is (rows of A, rows of B); got {np.shape(S)}"
assert np.allclose(S, [[1], [0]], rtol=0, atol=1e-6), \
    f"行ごとの長さで割りましたか：{S} / is each row divided by its own length? got {S}"

# %% nbgrader={"grade_id": "q2-matrix-value", "grade": true, "points": 2}
# (i, j) 成分は A の i 行と B の j 行の類似度です。 / Entry (i, j) is the similarity of row i of A and row j of B.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)


def close(S, A, B, atol=1e-6):
    return np.allclose(np.asarray(S), [[exact(a, b) for b in B] for a in A], rtol=0, atol=atol)


for n, m, d in smallest_first([(4, 7, 3), (1, 5, 2), (6, 1, 9), (3, 3, 3), (4, 4, 2), (1, 1, 1), (1, 1, 5), (2, 3, 1), (12, 15, 4), (3, 2, 400)]):
    A = np.array([some_vector(rng, d, rng.choice([0.3, 1, 30])) for _ in range(n)])
    B = np.array([some_vector(rng, d, rng.choice([0.3, 1, 30])) for _ in range(m)])
    S = cosine_similarity_matrix(A.copy(), B.copy())
    assert isinstance(S, np.ndarray) and S.shape == (n, m), f"({n}, {d}) と ({m}, {d}) の結果は形 ({n}, {m}) の配列です / ({n}, {d}) with ({m}, {d}) gives an array ({n}, {m})"
    assert close(S, A, B), f"形 ({n}, {d}) と ({m}, {d})：どの軸の長さで割りましたか / shapes ({n}, {d}) and ({m}, {d}): along which axis did you take the lengths?"
    assert close(cosine_similarity_matrix(A.tolist(), B.tolist()), A, B), f"リストのリストも受け取れますか ({n} 行と {m} 行、{d} 列) / does it take lists of lists ({n} and {m} of {d} numbers)?"
    laid_out = np.array(A, order="F"), np.repeat(B, 2, axis=0)[::2]  # the same numbers in other places of the memory
    assert close(cosine_similarity_matrix(*laid_out), A, B), f"メモリ上の並びが違っても、値が同じなら結果も同じです（形 ({n}, {d}) と ({m}, {d})） / the same numbers give the same result, however they lie in memory (shapes ({n}, {d}) and ({m}, {d}))"
    short = [0.001 * X / np.linalg.norm(X, axis=1, keepdims=True) for X in (A, B)]  # 1e-8 in the denominator changes 1 %
    for X, Y, atol in [(0.001 * A, 1000 * B, 1e-4), (1000 * A, 0.001 * B, 1e-4), (1e70 * A, B, 1e-4), (A, 1e70 * B, 1e-4), (*short, 0.02)]:
        assert close(cosine_similarity_matrix(X.copy(), Y.copy()), A, B, atol=atol), f"行の長さで値が変わります。短い行を零の行として扱ったり、長い行であふれたりしていませんか（形 ({n}, {d}) と ({m}, {d})） / the value changes with the lengths of rows: are short ones treated as zeros, or do long ones overflow? (shapes ({n}, {d}) and ({m}, {d}))"
A, B = rng.integers(-128, 127, (5, 3)).astype(np.int8), rng.integers(0, 255, (4, 3)).astype(np.uint8)
for X, Y in [(A, B), (B, A), (A, A), (B, B), (np.array([[2**40, 2**41]]), np.array([[2**41, -(2**40)], [3, 4]])), (np.array([[5 * 10**9, 3]]), np.array([[5 * 10**9, 0], [2, 7 * 10**9]])), (A.astype(np.float16) * 300, B.astype(np.float32))]:
    assert close(cosine_similarity_matrix(X.copy(), Y.copy()), X, Y), f"{X.dtype} と {Y.dtype}：先に実数 (float64) へ変換しましたか / {X.dtype} and {Y.dtype}: do you convert to float64 first?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-matrix-zero", "grade": true, "points": 1}
# 零の行の類似度は 0.0 で、NaN は現れません。 / Rows of zeros have similarity 0.0; no NaN appears.
### BEGIN HIDDEN TESTS
A = np.array([[0.3, 0.4], [0.0, 0.0], [0.0, 2.0], [1.0, -1.0]])  # the last row sums to 0 and is no row of zeros
B = np.array([[0.0, 0.0], [0.6, 0.8], [-5.0, 0.0], [-2.0, 2.0]])
for rows in ([1], [1, 1], [0, 2], [1, 3], [0, 1, 2, 3]):
    for columns in ([0], [0, 0], [1, 2], [3, 0], [0, 1, 2, 3]):
        expected = np.array([[exact(a, b) for b in B[columns]] for a in A[rows]])
        S = np.asarray(cosine_similarity_matrix(A[rows], B[columns]))
        assert S.shape == expected.shape and np.allclose(S, expected, rtol=0, atol=1e-6), \
            f"{A[rows].tolist()} と {B[columns].tolist()} で、零の行が 0/0 になったり、ほかの行を変えたりしていませんか / with {A[rows].tolist()} and {B[columns].tolist()}, is a row of zeros 0/0, or does it change other rows?"
S = np.asarray(cosine_similarity_matrix(A, A))
assert np.allclose(S, [[exact(a, b) for b in A] for a in A], rtol=0, atol=1e-6), f"{A.tolist()} とそれ自身：零の行は、自分との類似度も 0.0 です / {A.tolist()} with itself: a row of zeros has similarity 0.0 with itself, too"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-matrix-widths", "grade": true, "points": 1}
# 行の幅が違えば ValueError で、引数は変わりません。 / Different widths are a ValueError; arguments stay as they were.
### BEGIN HIDDEN TESTS
for shapes in [((2, 3), (3, 3)), ((4, 2), (4, 2)), ((1, 5), (6, 5))]:
    A, B = (rng.normal(2, 3, shape) for shape in shapes)
    A[-1], B[0] = 0, 0
    before, lists = (A.copy(), B.copy()), (A.tolist(), B.tolist())
    cosine_similarity_matrix(A, B)
    cosine_similarity_matrix(*lists)
    assert np.array_equal(A, before[0]) and np.array_equal(B, before[1]) and lists == (A.tolist(), B.tolist()), f"A {shapes[0]} や B {shapes[1]} を書き換えていませんか / did you change A {shapes[0]} or B {shapes[1]}?"
for one, other in [((2, 3), (2, 4)), ((2, 4), (2, 3)), ((3, 4), (4, 3)), ((2, 1), (3, 4)), ((3, 4), (3, 1)), ((2, 1), (2, 4)), ((2, 3), (3, 2)), ((1, 1), (1, 2))]:
    try:
        cosine_similarity_matrix(np.ones(one), np.ones(other))
    except ValueError:
        continue
    raise AssertionError(f"形 {one} と {other} で ValueError を出しますか / do the shapes {one} and {other} raise a ValueError?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 3. 似た単語を探す

自分自身との類似度はいつも 1 なので、その単語は結果に含めません。
"""

# %% [markdown] lang="en"
r"""
## 3. Finding similar words

A word's similarity with itself is always 1, so the word itself is left out.
"""

# %% nbgrader={"grade_id": "q2-find", "solution": true}
def find_most_similar(word: str, embeddings: dict[str, np.ndarray], top_k: int = 2) -> list[tuple[str, float]]:
    """ベクトルが word のものに最も似ている top_k 個の単語を、(単語, 類似度) のリストで返します。

    embeddings: 単語 → ベクトル (d,) の、二語以上の辞書 (ベクトルは cosine_similarity と同じ)。書き換えません。
    類似度 (丸めません) の高い順で、値が等しい単語は辞書順 (Python の文字列の <) です。
    word 自身だけを除きます。ベクトルが同じ別の単語、大文字と小文字が違う単語は残ります。
    top_k は 0 以上で、ほかの単語が top_k 個より少なければ、すべて返します。
    word のベクトルがなければ KeyError です。大文字と小文字も区別します。

    >>> find_most_similar("a", {"a": [1, 0], "b": [0, 1], "c": [2, 0]}, top_k=1)
    [('c', 1.0)]

    ---
    The top_k words whose vectors are most similar to that of word: a list of (word, similarity).

    embeddings: word -> vector (d,) of two words or more, as in cosine_similarity; it is not changed.
    Highest similarity first (it is not rounded); words of equal similarity are in dictionary
    order (Python's < on strings). Only word itself is left out: another word with the same
    vector, or one that differs in capitals, is not. top_k is 0 or more; with fewer than
    top_k other words, all of them are returned.
    Raises KeyError if word has no vector; capitals matter.

    >>> find_most_similar("a", {"a": [1, 0], "b": [0, 1], "c": [2, 0]}, top_k=1)
    [('c', 1.0)]
    """
    ### BEGIN SOLUTION
    if word not in embeddings:
        raise KeyError(f"there is no vector for {word!r}")
    others = [(other, cosine_similarity(embeddings[word], vector)) for other, vector in embeddings.items() if other != word]
    return sorted(others, key=lambda item: (-item[1], item[0]))[:top_k]
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

どの単語と、どの単語を比べますか。二つの規則 (類似度は大きい順、単語は小さい順) を、一度の並べ替えで使うには、どんなキーで比べればよいですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

まず word がなければ KeyError です。次に、ほかのすべての単語について (単語, 類似度) の組を作り、`key=` を渡して並べ替え、先頭の top_k 個を取ります。キーは二つの値のタプルで、一つは符号を変えます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Which words are compared with which? Two rules, large similarities first and small words first: by which key does a single sort follow both?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

First, a KeyError if the word is missing. Then make the pairs (word, similarity) of all other words, sort them with a `key=`, and take the first top_k. The key is a tuple of two values, one with its sign changed.

</details>
"""

# %% nbgrader={"grade_id": "q2-find-try", "locked": true}
toy = {"cat": [5, 1], "dog": [4, 1], "car": [0, 3], "bus": [1, 9]}
found = find_most_similar("cat", toy, top_k=3)
assert [name for name, _ in found][:1] == ["dog"], \
    f"cat にいちばん近いのは dog です：{found} / dog is closest to cat; got {found}"
assert "cat" not in dict(found), "その単語自身は含めません / leave out the word itself"

# %% nbgrader={"grade_id": "q2-similar-order", "grade": true, "points": 2}
# 類似度の高い順に、単語と値の組を top_k 個返します。 / The top_k words with their similarities come back best first.
### BEGIN HIDDEN TESTS
def some_name(rng):
    return "".join(rng.choice(list("abcXYZéж東京ー-7"), rng.integers(1, 8)))


rng, differ, follows = np.random.default_rng(5), False, follows_the_angle(20)
for trial in range(12):  # ever more words
    d = 20 if trial == 9 else int(rng.choice([2, 3, 20]))
    embeddings = {some_name(rng): some_vector(rng, d, rng.choice([0.5, 1, 30])) for _ in range([2, 10, 40][trial // 4])}
    if trial in (8, 10):  # products of such numbers do not fit into their type
        embeddings = {other: rng.integers(1, 256, 20, dtype=np.uint8) for other in embeddings}
    if trial == 9:  # vectors of several types
        embeddings = {other: vector if n % 2 else np.rint(30 * vector).astype(np.int32) for n, (other, vector) in enumerate(embeddings.items())}
    word = list(embeddings)[rng.integers(len(embeddings)) * (trial != 9)]
    near = some_vector(rng, d, 1.0)
    embeddings |= {f"near{k}": near + 3e-5 * some_vector(rng, d, 1.0) for k in rng.permutation(6 * (trial % 2))}  # small differences are no ties
    others = [other for other in embeddings if other != word]
    true = {other: exact(embeddings[word], embeddings[other]) for other in others}
    own = {other: float(cosine_similarity(embeddings[word], embeddings[other])) for other in rng.permutation(others).tolist()}
    again = {other: float(cosine_similarity(embeddings[word], embeddings[other])) for other in reversed(others)}
    if own != again or not follows or all(abs(own[w] - true[w]) < 1e-6 for w in others):
        own = true
    differ |= len(set(own.values())) > 1
    before = {other: vector.copy() for other, vector in embeddings.items()}
    for k in (len(others), 1, 7, 0, None):
        found = find_most_similar(word, embeddings) if k is None else find_most_similar(word, embeddings, k)
        case = f"{len(embeddings)} 単語、top_k={k}", f"{len(embeddings)} words, top_k={k}"
        assert isinstance(found, list) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in found), \
            f"(単語, 類似度) のタプルのリストを返しますか：{found} / is it a list of tuples (word, similarity)? got {found}"
        for scores in (own, true):  # a mistake of cosine_similarity has its own checks: either is fine here
            ranked = sorted(others, key=lambda w: (-scores[w], w))[: 2 if k is None else k]
            if [w for w, _ in found] == ranked:
                break
        else:
            raise AssertionError(f"{case[0]}：大きい順に top_k 個 (省けば二つ) ですか。長さや丸めに左右されていませんか / {case[1]}: are they the best top_k (two by default), best first, whatever their length, and not rounded?")
        assert all(abs(wide(score) - scores[w]) < 1e-6 for w, score in found), f"{case[0]}：値はコサイン類似度ですか / {case[1]}: is the value the cosine similarity?"
    assert list(embeddings) == list(before) and all(np.array_equal(embeddings[w], before[w]) for w in before), \
        f"embeddings ({len(before)} 単語) を書き換えていませんか / did you change embeddings (of {len(before)} words)?"
assert differ, "どの単語の類似度もいつも同じなら、順序がありません。先に cosine_similarity を見てください / if all similarities are the same, there is no order: look at cosine_similarity first"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-similar-self", "grade": true, "points": 1}
# その単語自身は除きますが、同じベクトルの別の単語は残します。 / The word itself is left out; another word with the same vector is not.
### BEGIN HIDDEN TESTS
for word in ("here", "a", "Paris", "東"):
    others = {"copy", word + "x", "x" + word, word + word, word.upper(), word.lower(), word.title(), word[0]} - {word}
    same = [1, 2]  # one object for all of them
    embeddings = {"far": [0, -1], word: same, **{other: same for other in sorted(others)}}
    found = [w for w, _ in find_most_similar(word, embeddings, top_k=len(embeddings))]
    assert sorted(found) == sorted(set(embeddings) - {word}) != found, \
        f"{list(embeddings)} から {word!r} だけを除いてください：{found} / leave out only {word!r} of {list(embeddings)}; got {found}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-similar-ties", "grade": true, "points": 1}
# 類似度が等しい単語は辞書順です。 / Words of equal similarity are in dictionary order.
### BEGIN HIDDEN TESTS
def in_order(values):
    """Whether nearly all of them fall, or rise, from one to the next ones."""
    falls = [one > two for n, one in enumerate(values) for two in values[n + 1 :] if one != two]
    return abs(2 * np.mean(falls) - 1) > 0.9


rng = np.random.default_rng(6)
for trial in range(6):  # entries are 1 or -1: every length is 4, every sum is exact, and ties are true ties
    embeddings = {some_name(rng): rng.choice([-1, 1], 16) for _ in range(20)}
    embeddings |= {name: rng.choice([-1, 1], 16) for name in ("pear", "apple", "figs")}
    embeddings |= {name: embeddings["pear"] for name in ("twin", "Twin", "twi", "fig", "Fig", "zoo", "a")}
    nearest = lambda k: find_most_similar("apple", {name: vector.copy() for name, vector in embeddings.items()}, top_k=k)
    pairs = nearest(len(embeddings))
    for k in (1, 4, 9):
        fewer = list(nearest(k))[:k]
        assert len(fewer) >= k - 1 and fewer == list(pairs)[: len(fewer)], f"top_k={k} のときは、全部を並べたときの最初の {k} 個です / top_k={k} gives the first {k} of what all of them give"
    found = [w for w, _ in pairs]
    assert len(found) > len(embeddings) - 3, f"top_k={len(embeddings)} で {len(found)} 単語です / {len(found)} words for top_k={len(embeddings)}"
    products = [int(embeddings["apple"] @ embeddings[name]) for name in found]
    assert any(in_order(values) for values in (products, np.abs(products))), f"順序が類似度と関係していません：内積は {products} / the order has nothing to do with the similarity: dot products {products}"
    assert found != sorted(found), "すべてが辞書順です。先に類似度で並べましたか / all are in dictionary order: are they sorted by similarity first?"
    for one, two in zip(found, found[1:]):
        assert one < two or embeddings["apple"] @ embeddings[one] != embeddings["apple"] @ embeddings[two], \
            f"{two!r} と {one!r} の類似度は等しいので、辞書順では {two!r} が先です / {two!r} and {one!r} are equally similar, and {two!r} comes first in dictionary order"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-similar-edges", "grade": true, "points": 1}
# 知らない単語は KeyError、単語が足りなければある分だけ、零ベクトルは 0 です。 / Unknown words are a KeyError; too few words give what there is; a zero vector counts as 0.
### BEGIN HIDDEN TESTS
few = {"a": [1.0, 0.0], "zero": [0.0, 0.0], "back": [-1.0, 0.0], "b": [1.0, 1.0], "z": [1.5, 0.25]}
found = [w for w, _ in find_most_similar("a", few, top_k=10)]
assert found == ["z", "b", "zero", "back"], f"零ベクトルの類似度 0 は、負の値より上です：{found} / a zero vector's 0 ranks above negative values; got {found}"
found = [w for w, _ in find_most_similar("back", few, top_k=10)]
assert found[:1] == ["zero"] and sorted(found) == ["a", "b", "z", "zero"], f"back との類似度は、zero が 0、ほかの三つは負です：{found} / the similarities with back are 0 for zero and negative for the other three; got {found}"
for word, embeddings, k in [("unknown", few, 2), ("A", few, 1), ("a ", few, 10), ("", few, 2), ("c", few, 0)]:
    try:
        find_most_similar(word, embeddings, top_k=k)
    except KeyError:
        continue
    raise AssertionError(f"{list(embeddings)} にない {word!r} で KeyError を出しますか (top_k={k}) / does {word!r}, which is not in {list(embeddings)}, raise a KeyError (top_k={k})?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 4. 共起回数から PPMI へ

単語のベクトルは、文章から自分で作れます。「似た文脈に現れる単語は意味も似ている」という分布仮説 (distributional hypothesis) を使います。単語 $w$ の近くに文脈の単語 $c$ が現れた回数を表にすると、その $w$ の行がベクトルになります。ただし、よく出る単語はどの単語の近くにも現れます。そこで、偶然に一緒に現れる回数と比べて、多い分だけを残します。

$$\mathrm{PPMI}(w,c)=\max\left(0,\ \ln\frac{p(w,c)}{p(w)\,p(c)}\right)$$

$p(w,c)$ は回数を全体の合計で割ったもの、$p(w)$ と $p(c)$ はその行の和と列の和です (positive pointwise mutual information, Levy, Goldberg, Dagan 2015, [TACL 3](https://aclanthology.org/Q15-1016/))。

**手で確かめる例**　回数が $\begin{pmatrix}2&0\\1&1\end{pmatrix}$ なら、$p(1,1)=\tfrac12$、行の和は $\tfrac12$、列の和は $\tfrac34$ なので、左上は $\ln\frac{1/2}{3/8}=\ln\frac43$ です。左下は $\ln\frac{1/4}{3/8}<0$ なので 0 です。
"""

# %% [markdown] lang="en"
r"""
## 4. From co-occurrence counts to PPMI

Word vectors can be made from text. We use the distributional hypothesis: words that occur in similar contexts have similar meanings. Count how often a context word $c$ stands near a word $w$; the row of $w$ in that table is its vector. But frequent words stand near every word. So compare with what would stand together by chance, and keep what is more.

$$\mathrm{PPMI}(w,c)=\max\left(0,\ \ln\frac{p(w,c)}{p(w)\,p(c)}\right)$$

Here $p(w,c)$ is a count divided by the total, $p(w)$ and $p(c)$ are the sums of its row and of its column (positive pointwise mutual information, Levy, Goldberg, Dagan 2015, [TACL 3](https://aclanthology.org/Q15-1016/)).

**An example to check by hand.** For the counts $\begin{pmatrix}2&0\\1&1\end{pmatrix}$ we have $p(1,1)=\tfrac12$, the row sums to $\tfrac12$, the column to $\tfrac34$: the upper left entry is $\ln\frac{1/2}{3/8}=\ln\frac43$. The lower left is $\ln\frac{1/4}{3/8}<0$, hence 0.
"""

# %% nbgrader={"grade_id": "q2-ppmi", "solution": true}
def ppmi(counts) -> np.ndarray:
    """回数の表 (n, m) から、同じ形の PPMI の表 (自然対数) を作ります。

    counts: 0 以上の数の表 (リストのリストか配列、どの幅の整数や小数でもよく、少なくとも一つは正)。
    正方形でも対称でもなくてかまいません。書き換えません。
    回数が 0 のところは 0 で、NaN や無限大は現れません (行や列がすべて 0 のときも)。

    >>> ppmi([[2, 0], [1, 1]]).round(3).tolist()
    [[0.288, 0.0], [0.0, 0.693]]

    ---
    A table of counts (n, m) -> the table of PPMI of the same shape, with natural logarithms.

    counts: numbers of 0 or more (a list of lists or an array, integers or floats of any width; at
    least one is positive). It need be neither square nor symmetric, and it is not changed.
    Where the count is 0 the result is 0; no NaN and no infinity appears, also in a row or a
    column of zeros.

    >>> ppmi([[2, 0], [1, 1]]).round(3).tolist()
    [[0.288, 0.0], [0.0, 0.693]]
    """
    ### BEGIN SOLUTION
    p = np.asarray(counts, dtype=np.float64) / np.sum(counts, dtype=np.float64)  # (n, m)
    chance = p.sum(axis=1, keepdims=True) * p.sum(axis=0, keepdims=True)  # (n, m)
    ratio = np.ones(p.shape)  # (n, m), 1 where nothing was counted
    np.divide(p, chance, out=ratio, where=p > 0)
    return np.maximum(0, np.log(ratio))  # (n, m)
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

$p(w)$ は表のどの方向の和ですか。回数が 0 の場所で対数を取ると、何が起きますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

合計で割った表、行の和の列ベクトル、列の和の行ベクトルの三つを作ると、偶然の表は後の二つの積です。比の対数を取り、負を 0 にします。回数が 0 の場所は、比を 1 にしておくか、対数のあとで 0 に替えます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

$p(w)$ sums the table in which direction? What happens if you take the logarithm where the count is 0?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Make three things: the table divided by its total, a column of row sums, a row of column sums. The table of chance is the product of the last two. Take the logarithm of the ratio and raise what is negative to 0. Where the count is 0, make the ratio 1, or put 0 after the logarithm.

</details>
"""

# %% nbgrader={"grade_id": "q2-ppmi-try", "locked": true}
table = ppmi([[2, 0], [1, 1]])
assert np.isfinite(table).all(), \
    f"回数が 0 の場所で log 0 になっていませんか：{table} / is there a log 0 where the count is 0? got {table}"
assert abs(table[0][0] - np.log(4 / 3)) < 1e-6, \
    f"左上は ln(4/3) です。行の和と列の和で割りましたか：{table[0][0]} / the upper left is ln(4/3): divided by row and column sums? got {table[0][0]}"

# %% nbgrader={"grade_id": "q2-ppmi-value", "grade": true, "points": 1}
# 値は定義どおりで、負にはならず、入力は変わりません。 / The value is the one of the definition, never negative, and the input stays as it was.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(8)
for n, m in smallest_first([(1, 1), (3, 3), (4, 6), (7, 2), (1, 5), (20, 20)]):
    counts = rng.integers(1, rng.choice([3, 50, 5000]), (n, m)) * rng.integers(1, 30, (n, 1))
    for table in (counts, counts.astype(np.float32), counts / 16, counts.astype(np.uint32)):
        before = table.copy()
        value = ppmi(table)
        total, rows, columns = counts.sum(), counts.sum(1), counts.sum(0)
        expected = [[max(0.0, math.log(counts[i, j] * total / (rows[i] * columns[j]))) for j in range(m)] for i in range(n)]
        assert isinstance(value, np.ndarray) and value.shape == (n, m), f"{n}×{m} の表の結果は、形 ({n}, {m}) の配列です / for a {n} by {m} table the result is an array ({n}, {m})"
        assert np.allclose(value, expected, rtol=0, atol=1e-5), \
            f"{table.dtype} の {n}×{m} の表：行の和と列の和の積で割り、自然対数を取り、負を 0 にしましたか / a {n} by {m} table of {table.dtype}: divided by row sum times column sum, natural logarithm, negative to 0?"
        assert np.array_equal(table, before), f"引数 counts ({table.dtype}) を書き換えていませんか / did you change the argument counts ({table.dtype})?"
    assert np.allclose(ppmi(counts.tolist()), expected, rtol=0, atol=1e-6), f"リストのリストも受け取れますか：{counts.tolist()} / does it take lists of lists, such as {counts.tolist()}?"
many = 10**10 * np.eye(2, dtype=np.int64)
assert np.allclose(ppmi(many), math.log(2) * np.eye(2), rtol=0, atol=1e-6), f"{many.tolist()}：和の積が整数の範囲をあふれていませんか / {many.tolist()}: does the product of the sums overflow the integers?"
narrow = np.diag([40000, 40000]).astype(np.float16)
assert np.allclose(ppmi(narrow), math.log(2) * np.eye(2), rtol=0, atol=1e-3), f"float16 の {narrow.tolist()}：和が float16 の範囲をあふれていませんか / {narrow.tolist()} in float16: do the sums overflow float16?"
rare = np.diag([10**10, 1])
assert np.allclose(ppmi(rare)[1, 1], math.log(10**10), rtol=0, atol=1e-5), f"{rare.tolist()}：めったに現れない対の値が、足した小さな数に埋もれていませんか / {rare.tolist()}: is the value of a rare pair lost in a small number that was added?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-ppmi-zeros", "grade": true, "points": 1}
# 回数が 0 の場所は 0 で、NaN や無限大は現れません。 / Where the count is 0 the result is 0, and no NaN or infinity appears.
### BEGIN HIDDEN TESTS
tables = [np.eye(40, dtype=int), np.array([[0, 3]]), np.array([[5], [0]])]
for trial in range(10):
    counts = rng.integers(0, 4, (5, 7)) * rng.integers(0, 2, (5, 7))
    counts[trial % 5], counts[:, trial % 7], counts[(trial + 1) % 5, (trial + 1) % 7] = 0, 0, 1  # a row and a column of zeros, and something
    tables.append(counts)
for counts in smallest_first(tables):
    value, total, rows, columns = np.asarray(ppmi(counts.copy())), counts.sum(), counts.sum(1), counts.sum(0)
    expected = np.zeros(counts.shape)
    for i, j in zip(*counts.nonzero()):
        expected[i, j] = max(0.0, math.log(counts[i, j] * total / (rows[i] * columns[j])))
    assert np.isfinite(value).all() and (value[counts == 0] == 0).all(), \
        f"{counts.tolist()} の 0 の場所で log 0 や 0/0 になっていませんか / is there a log 0 or 0/0 where {counts.tolist()} is 0?"
    assert np.allclose(value, expected, rtol=0, atol=1e-6), f"{counts.tolist()}：0 が、ほかの場所の値を変えていませんか / {counts.tolist()}: do zeros change the other values?"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 5. 実験：三つの近さを比べる

Python に付属する英語の文書で、よく出る 800 語が前後 4 語以内に一緒に現れた回数を数えます。それから、次の三つの方法で近い単語を探します。

* **dot**：回数の行どうしの内積
* **cosine**：回数の行どうしのコサイン類似度
* **PPMI+SVD**：PPMI の表を特異値分解 (SVD) で 50 次元に縮めてからのコサイン類似度

数を見る前に、予想を書いてください (採点しません)。20 個の単語 (四つのグループに 5 語ずつ) のうち、いちばん近い単語が同じグループにあるものは、三つの方法でそれぞれいくつでしょうか。比べる相手は残りの 19 語なので、でたらめに選んでも、平均で $20\times\frac{4}{19}\approx 4.2$ 語は当たります。
"""

# %% [markdown] lang="en"
r"""
## 5. The experiment: three kinds of closeness

In the English documentation that comes with Python we count how often each two of the 800 most frequent words occur within 4 words of each other. Then we look for close words in three ways:

* **dot**: dot products of the rows of counts
* **cosine**: cosine similarities of the rows of counts
* **PPMI+SVD**: cosine similarities after the table of PPMI was reduced to 50 dimensions by a singular value decomposition (SVD)

Before you look at numbers, write a prediction (it is not graded). There are 20 words, 5 in each of four groups. For how many of them is the closest of the others in the same group, in each of the three ways? There are 19 others, so drawing at random is right for $20\times\frac{4}{19}\approx 4.2$ words on average.
"""

# %%
# None を 0 から 20 の整数に書き換えてください。 / Replace None by whole numbers from 0 to 20.
my_guess = {"dot": None, "cosine": None, "PPMI+SVD": None}

# %% nbgrader={"grade_id": "q2-vectors", "locked": true} tags=["experiment"]
import re
from collections import Counter
from pydoc_data.topics import topics

words = re.findall(r"[a-z]+", " ".join(topics[name] for name in sorted(topics)).lower())
vocabulary = [word for word, _ in Counter(words).most_common(800)]
index = {word: i for i, word in enumerate(vocabulary)}
ids = np.array([index.get(word, -1) for word in words])

counts = np.zeros((800, 800))
for distance in range(1, 5):
    left, right = ids[:-distance], ids[distance:]
    both = (left >= 0) & (right >= 0)
    np.add.at(counts, (left[both], right[both]), 1)
counts += counts.T  # (800, 800), symmetric

U, s, _ = np.linalg.svd(ppmi(counts))
vectors = U[:, :50] * np.sqrt(s[:50])  # (800, 50)
by_count, by_ppmi = dict(zip(vocabulary, counts)), dict(zip(vocabulary, vectors))
print(f"{len(words):,} words of text, {len(vocabulary)} of them with vectors; the most frequent: {vocabulary[:6]}")

for word in ["tuple", "float", "raised", "bytes", "false"]:
    dots = np.argsort(-(counts @ counts[index[word]]))
    near = {"dot": [vocabulary[i] for i in dots if vocabulary[i] != word][:4]}
    near["cosine"] = [name for name, _ in find_most_similar(word, by_count, top_k=4)]
    near["PPMI+SVD"] = [name for name, _ in find_most_similar(word, by_ppmi, top_k=4)]
    print(f"{word:7}", "   ".join(f"{way}: {', '.join(names)}" for way, names in near.items()))

# %% nbgrader={"grade_id": "q2-picture", "locked": true} tags=["experiment"]
import matplotlib.pyplot as plt
import seaborn as sns

groups = {
    "numbers": ["integer", "integers", "float", "complex", "numbers"],
    "containers": ["list", "tuple", "set", "dictionary", "sequence"],
    "errors": ["raised", "raises", "exception", "typeerror", "valueerror"],
    "modules": ["import", "module", "modules", "package", "imported"],
}
chosen = [word for group in groups.values() for word in group]
rows = [index[word] for word in chosen]
tables = {
    "dot": counts[rows] @ counts[rows].T,
    "cosine": cosine_similarity_matrix(counts[rows], counts[rows]),
    "PPMI+SVD": cosine_similarity_matrix(vectors[rows], vectors[rows]),
}

label, itself = np.repeat(np.arange(4), 5), np.eye(20, dtype=bool)
same = (label[:, None] == label) & ~itself
hits = {}
for way, table in tables.items():
    nearest = np.where(itself, -np.inf, table).argmax(axis=1)
    hits[way] = int((label[nearest] == label).sum())
    guess = my_guess[way]
    print(f"{way:9} 同じグループ {hits[way]:2} / 20、予想 {guess} / {way:9} in the same group {hits[way]:2} of 20, predicted {guess}")

S = tables["PPMI+SVD"]
between = S[label[:, None] != label].mean()
for k, name in enumerate(groups):
    block = np.ix_(label == k, label == k)
    print(f"PPMI+SVD, {name:10} mean inside {S[block][same[block]].mean():.2f}; between groups {between:.2f}")
highest = max(S[i, j] for i in range(20) for j in range(20) if label[i] != label[j])
print(f"highest single value between groups {highest:.2f}")
assert hits["dot"] <= 6 < hits["cosine"] < hits["PPMI+SVD"] == 20
block = np.ix_(label == 1, label == 1)
assert between < S[block][same[block]].mean() < highest  # containers: bright as a block, not in each value

fig, axes = plt.subplots(1, 2, figsize=(10, 5))
for ax, way in zip(axes, ["cosine", "PPMI+SVD"]):
    sns.heatmap(tables[way], xticklabels=chosen, yticklabels=chosen, cmap="viridis", vmin=0, vmax=1, square=True,
                ax=ax, cbar_kws={"label": "cosine similarity", "shrink": 0.6})
    for edge in (5, 10, 15):
        ax.axhline(edge, color="white", linewidth=2)
        ax.axvline(edge, color="white", linewidth=2)
    ax.set_title(f"{way}: numbers, containers, errors, modules", fontsize=10)
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
<details><summary>図と表から読み取れること (予想を書いて、実行してから開いてください)</summary>

**dot** では、どの単語にもいちばん近いのは `the` や `is` です。長いベクトルが勝つからで、20 語の中でも、当たりはでたらめに選んだ場合と変わりません。**cosine** は長さの影響を除くので、当たりが大きく増えます。それでも左の図は全体が明るいままです。どの単語の近くにも `the` や `of` があり、行どうしがもともと似ているからです。**PPMI** はその「どこにでもある分」を引くので、右の図では四つのかたまりだけが残り、20 語すべてで、いちばん近い単語が同じグループになりました。

数の型 (numbers) は、はっきり集まります。コンテナ型 (containers) は弱く、グループの中の平均は、グループの間の平均よりは大きいものの、グループの間で最も大きい一つの値よりは小さいです。つまり、平均が言えるのは「かたまりとして明るい」ことまでで、個々の単語について言えるのは「いちばん近い一語」の数です。

グループも単語も私たちが選びました。また、二つのことを一度に変えた (PPMI と SVD) ので、どちらが効いたのかはこの表からはわかりません。下で確かめてください。

</details>

## さらに学ぶために

* SVD を使わず `ppmi(counts)` の行のままコサイン類似度を計算すると、当たりは何語になるでしょうか。PPMI と SVD のどちらが効いたのでしょうか。
* 窓の幅 4 を 1 や 10 に変えると、近くなる単語の種類はどう変わるでしょうか。
* 次の演習 2.2 では、この「内積で近さを測る」考えがそのまま注意機構 (attention) の出発点になります。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What table and picture show (open after you have predicted and run the cells)</summary>

With **dot**, the closest word to any word is `the` or `is`: long vectors win. Among the 20 words it is right no more often than a random draw. **cosine** takes the lengths out, and is right much more often. Still the whole picture on the left is bright: `the` and `of` stand near every word, so all rows are alike to begin with. **PPMI** takes away what stands everywhere. On the right, four blocks are left, and for all 20 words the closest one is in the same group.

The number types cluster clearly. The container types do so weakly: their mean inside the group is larger than the mean between groups, but smaller than the highest single value between groups. So a mean says that the block as a whole is brighter; what it says about single words is the count of closest ones.

We chose the groups and the words. And two things changed at once (PPMI and SVD), so the table does not say which of them mattered. Find out below.

</details>

## Going further

* Without the SVD, with cosine similarities of the rows of `ppmi(counts)` themselves: for how many words is the closest one right? Was it PPMI or SVD?
* Change the window from 4 to 1 or 10. Which kinds of words come closer?
* In exercise 2.2, measuring closeness by a dot product becomes the starting point of attention.
"""
