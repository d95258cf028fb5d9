# %% [markdown] lang="ja"
r"""
# 演習 2.1 問題 2　コサイン類似度 (cosine similarity)

**できるようになること**　二つのベクトルの向きの近さを測り、ベクトルの集まりから意味の近い単語を探せるようになります。さらに、実際の文章から単語のベクトルを自分で作ります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 45 分 | ★☆☆ | 15 点 |

**最後の図が答える問い**　辞書も正解も与えずに文章だけから作ったベクトルで、数の型どうし、入れ物の型どうしは近くに集まるでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.1, problem 2: cosine similarity

**What you will be able to do.** Measure how close the directions of two vectors are, and find words of similar meaning among many vectors. You also make the word vectors yourself, from real text.

| time | difficulty | points |
|---|---|---|
| 45 min | ★☆☆ | 15 |

**The question that the last picture answers.** With vectors made from text alone, without a dictionary or labels, do the number types come to lie together, and the container types?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

ベクトル $u, v \in \mathbb{R}^d$ のコサイン類似度は、二つの間の角 $\theta$ の余弦です。

$$\cos\theta = \frac{u \cdot v}{\lVert u\rVert\,\lVert v\rVert} = \frac{\sum_i u_i v_i}{\sqrt{\sum_i u_i^2}\,\sqrt{\sum_i v_i^2}}$$

値は $-1$ から $1$ で、長さには依存せず、向きだけで決まります。単語のベクトルの長さは出現回数に左右されやすいので、意味を比べるには向きのほうが適しています。

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

$u$ を 10 倍すると、(a) 内積、(b) ユークリッド距離、(c) コサイン類似度はどうなるでしょうか。

<details><summary>答え</summary>

(a) 10 倍になります。(b) 変わりますが、簡単な倍率にはなりません。(c) 変わりません。分子と分母の両方が 10 倍になるからです。

</details>
"""

# %% [markdown] lang="en"
r"""
### Predict

If $u$ becomes 10 times as long, what happens to (a) the dot product, (b) the Euclidean distance, (c) the cosine similarity?

<details><summary>Answer</summary>

(a) It becomes 10 times as large. (b) It changes, but by no simple factor. (c) It stays: numerator and denominator both grow tenfold.

</details>
"""

# %% nbgrader={"grade_id": "q2-setup", "locked": true}
import numpy as np

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
    """The cosine of the angle between two vectors; 0.0 if one of them is the zero vector.

    vec1, vec2: sequences or arrays of d numbers (integers of any size are fine)
    Raises ValueError if their lengths differ.

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

# %% nbgrader={"grade_id": "q2-cosine-try", "locked": true}
value = cosine_similarity([3, 4], [4, 3])
assert abs(value - 0.96) < 1e-9, f"内積を両方の長さで割りましたか / is the dot product divided by both lengths? got {value}, expected 0.96"
assert abs(cosine_similarity([1, 0], [0, 2])) < 1e-9, "直交するベクトルの類似度は 0 です / vectors at a right angle have similarity 0"

# %% nbgrader={"grade_id": "q2-cosine-value", "grade": true, "points": 2}
# 値は定義どおりです。 / The value is the one of the definition.
### BEGIN HIDDEN TESTS
from scipy.spatial.distance import cosine

rng = np.random.default_rng(1)
for d in (1, 2, 3, 17, 300):
    u, v = rng.normal(1.0, 3.0, d), rng.normal(-0.5, 0.2, d)  # unlike lengths and means: no norm or centring goes unseen
    assert abs(cosine_similarity(u, v) - (1 - cosine(u, v))) < 1e-6, f"{d} 次元の値が違います。どの長さで割りましたか / wrong for {d} dimensions: which lengths did you divide by?"
    assert abs(cosine_similarity(list(u), tuple(v)) - (1 - cosine(u, v))) < 1e-6, "リストやタプルも受け取れますか / does it take lists and tuples?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-cosine-direction", "grade": true, "points": 1}
# 長さによらず、向きだけで決まります。 / It depends on directions alone, not on lengths.
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
u, v = rng.normal(size=5), rng.normal(size=5)
value = cosine_similarity(u, v)
for factor in (0.01, 3.0, 100.0):
    assert abs(cosine_similarity(factor * u, v) - value) < 1e-5, "ベクトルを伸ばすと値が変わります / the value changes when a vector is stretched"
assert abs(cosine_similarity(-u, v) + value) < 1e-6, "逆向きなら符号が変わります / the opposite direction changes the sign"
assert abs(cosine_similarity(u, 2 * u) - 1) < 1e-6 and abs(cosine_similarity(u, -u) + 1) < 1e-6, "同じ向きは 1、逆向きは -1 です / same direction 1, opposite -1"
rotation, _ = np.linalg.qr(rng.normal(size=(5, 5)))
assert abs(cosine_similarity(rotation @ u, rotation @ v) - value) < 1e-6, "両方を同じだけ回しても角は変わりません / turning both does not change the angle"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-cosine-zero", "grade": true, "points": 1}
# 零ベクトルとの類似度は 0.0 です。 / A similarity with the zero vector is 0.0.
### BEGIN HIDDEN TESTS
for u, v in [([0, 0], [1, 2]), ([1.0, 2.0], [0.0, 0.0]), ([0, 0, 0], [0, 0, 0])]:
    assert cosine_similarity(u, v) == 0.0, f"{u} と {v} では 0 で割っていませんか / do you divide by 0 for {u} and {v}?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-cosine-integers", "grade": true, "points": 1}
# 整数の配列でも、桁あふれや切り捨てなしに計算します。 / Integer arrays work, without overflow or truncation.
### BEGIN HIDDEN TESTS
for dtype in (np.uint8, np.int16, np.int64):
    u, v = np.array([200, 3, 90]).astype(dtype), np.array([100, 7, 120]).astype(dtype)
    expected = (200 * 100 + 3 * 7 + 90 * 120) / ((200**2 + 3**2 + 90**2) * (100**2 + 7**2 + 120**2)) ** 0.5
    assert abs(cosine_similarity(u, v) - expected) < 1e-6, f"{np.dtype(dtype)} の積はあふれませんか。先に実数へ / do products of {np.dtype(dtype)} overflow? Convert to float first"
big = np.array([2**40, 2**41], dtype=np.int64)
assert abs(cosine_similarity(big, big) - 1) < 1e-6, "大きな整数の積はあふれます / products of large integers overflow"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-cosine-lengths", "grade": true, "points": 1}
# 長さの違うベクトルは ValueError です。 / Vectors of different lengths are a ValueError.
### BEGIN HIDDEN TESTS
for u, v in [([1, 2], [1, 2, 3]), ([1, 2, 3], [1]), (np.ones(1), np.ones(4))]:
    try:
        cosine_similarity(u, v)
    except ValueError:
        continue
    raise AssertionError("長さの違うベクトルで ValueError を出しますか / do vectors of different lengths raise a ValueError?")
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
    """Cosine similarities of all rows of A (n, d) with all rows of B (m, d), as an array (n, m).

    A row of zeros has similarity 0.0 with everything.  Raises ValueError if the widths differ.

    >>> cosine_similarity_matrix([[1, 0], [0, 2]], [[3, 0]]).tolist()
    [[1.0], [0.0]]
    """
    ### BEGIN SOLUTION
    A = np.asarray(A, dtype=np.float64)  # (n, d)
    B = np.asarray(B, dtype=np.float64)  # (m, d)
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"rows of A have {A.shape[1]} numbers, rows of B {B.shape[1]}")
    norms = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))  # (n, m)
    return np.divide(A @ B.T, norms, out=np.zeros(norms.shape), where=norms > 0)  # (n, m)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q2-matrix-try", "locked": true}
S = cosine_similarity_matrix([[1, 0], [0, 2]], [[3, 0]])
assert np.shape(S) == (2, 1), f"形は (A の行数, B の行数) です / the shape is (rows of A, rows of B); got {np.shape(S)}"
assert np.allclose(S, [[1], [0]]), f"行ごとの長さで割りましたか / is each row divided by its own length? got {S}"

# %% nbgrader={"grade_id": "q2-matrix-value", "grade": true, "points": 2}
# (i, j) 成分は A の i 行と B の j 行の類似度です。 / Entry (i, j) is the similarity of row i of A and row j of B.
### BEGIN HIDDEN TESTS
from scipy.spatial.distance import cdist

rng = np.random.default_rng(3)
for n, m, d in [(4, 7, 3), (1, 5, 2), (6, 1, 9), (3, 3, 3)]:
    A, B = rng.normal(1, 2, (n, d)), rng.normal(-1, 0.3, (m, d))
    S = np.asarray(cosine_similarity_matrix(A, B))
    assert S.shape == (n, m), f"({n}, {d}) と ({m}, {d}) の結果は ({n}, {m}) です / ({n}, {d}) with ({m}, {d}) gives ({n}, {m})"
    assert np.allclose(S, 1 - cdist(A, B, "cosine"), atol=1e-6), "どの軸の長さで割りましたか / along which axis did you take the lengths?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-matrix-zero", "grade": true, "points": 1}
# 零の行の類似度は 0.0 で、NaN は現れません。 / Rows of zeros have similarity 0.0; no NaN appears.
### BEGIN HIDDEN TESTS
A, B = np.array([[1.0, 2.0], [0.0, 0.0], [-2.0, 1.0]]), np.array([[0.0, 0.0], [2.0, 4.0]])
assert np.allclose(cosine_similarity_matrix(A, B), [[0, 1], [0, 0], [0, 0]], atol=1e-6), "零の行で 0/0 になっていませんか / is a row of zeros 0/0?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-matrix-widths", "grade": true, "points": 1}
# 行の幅が違えば ValueError で、引数は変わりません。 / Different widths are a ValueError; arguments stay as they were.
### BEGIN HIDDEN TESTS
A, B = np.arange(6.0).reshape(2, 3), np.arange(9.0).reshape(3, 3)
before = A.copy(), B.copy()
cosine_similarity_matrix(A, B)
assert np.array_equal(A, before[0]) and np.array_equal(B, before[1]), "A や B を書き換えていませんか / did you change A or B?"
try:
    cosine_similarity_matrix(np.ones((2, 3)), np.ones((2, 4)))
except ValueError:
    pass
else:
    raise AssertionError("幅の違う行列で ValueError を出しますか / do different widths raise a ValueError?")
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
    """The top_k words whose vectors are most similar to that of `word`, best first.

    embeddings: word -> vector (d,).  `word` itself is never in the result; ties are in
    dictionary order; with fewer than top_k other words, all of them are returned.
    Raises KeyError if `word` has no vector.

    >>> find_most_similar("a", {"a": [1, 0], "b": [0, 1], "c": [2, 0]}, top_k=1)
    [('c', 1.0)]
    """
    ### BEGIN SOLUTION
    if word not in embeddings:
        raise KeyError(f"there is no vector for {word!r}")
    others = [(other, cosine_similarity(embeddings[word], vector)) for other, vector in embeddings.items() if other != word]
    return sorted(others, key=lambda item: (-item[1], item[0]))[:top_k]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q2-find-try", "locked": true}
toy = {"cat": [5, 1], "dog": [4, 1], "car": [0, 3], "bus": [1, 9]}
found = find_most_similar("cat", toy, top_k=3)
assert [name for name, _ in found][:1] == ["dog"], f"cat にいちばん近いのは dog です / dog is closest to cat; got {found}"
assert "cat" not in dict(found), "その単語自身は含めません / leave out the word itself"

# %% nbgrader={"grade_id": "q2-similar-order", "grade": true, "points": 2}
# 類似度の高い順に、単語と値の組を返します。 / Words with their similarities come back best first.
### BEGIN HIDDEN TESTS
angles = {"north": 90, "east": 0, "northeast": 45, "south": 270, "west": 180, "northwest": 135}
lengths = {"north": 1, "east": 7, "northeast": 0.1, "south": 3, "west": 2, "northwest": 20}
compass = {w: lengths[w] * np.array([np.cos(np.radians(a)), np.sin(np.radians(a))]) for w, a in angles.items()}
found = find_most_similar("east", compass, top_k=5)
assert [w for w, _ in found][:1] == ["northeast"] and [w for w, _ in found][3:] == ["northwest", "west"], \
    "大きい順に並べましたか。長さに左右されていませんか / is the best first, and does length play no part?"
for w, score in found:
    assert abs(score - np.cos(np.radians(angles[w]))) < 1e-6, f"{w} の値はコサイン類似度ですか / is the value of {w} the cosine similarity?"
assert len(find_most_similar("east", compass)) == 2, "top_k を省くと二つです / two words when top_k is left out"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-similar-self", "grade": true, "points": 1}
# その単語自身は除きますが、同じベクトルの別の単語は残します。 / The word itself is left out; another word with the same vector is not.
### BEGIN HIDDEN TESTS
twins = {"far": np.array([0.0, -1.0]), "here": np.array([1.0, 2.0]), "copy": np.array([1.0, 2.0]), "near": np.array([1.0, 1.0])}
found = [w for w, _ in find_most_similar("here", twins, top_k=2)]
assert found == ["copy", "near"], "「最初の一つを捨てる」のではなく、その単語を除いてください / leave out the word, not just the first result"
assert set(twins) == {"far", "here", "copy", "near"}, "embeddings を書き換えていませんか / did you change embeddings?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-similar-ties", "grade": true, "points": 1}
# 同点の単語は辞書順です。 / Ties are in dictionary order.
### BEGIN HIDDEN TESTS
axes = {"x": [0, 2], "pear": [0, 1], "fig": [0, 1], "apple": [1, 0], "zebra": [0, 1], "ant": [1, 0]}
assert [w for w, _ in find_most_similar("x", axes, top_k=5)] == ["fig", "pear", "zebra", "ant", "apple"], \
    "同点のとき、何の順に並べましたか / in which order are ties?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q2-similar-edges", "grade": true, "points": 1}
# 知らない単語は KeyError、単語が足りなければある分だけ、零ベクトルは 0 です。 / Unknown words are a KeyError; too few words give what there is; a zero vector counts as 0.
### BEGIN HIDDEN TESTS
few = {"a": [1.0, 0.0], "zero": [0.0, 0.0], "back": [-1.0, 0.0], "b": [1.0, 1.0]}
assert [w for w, _ in find_most_similar("a", few, top_k=10)] == ["b", "zero", "back"], "零ベクトルの類似度 0 は、負の値より上です / a zero vector's 0 ranks above negative values"
try:
    find_most_similar("unknown", few)
except KeyError:
    pass
else:
    raise AssertionError("ベクトルのない単語で KeyError を出しますか / does a word without a vector raise a KeyError?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 4. 実験：文章から単語のベクトルを作る

「似た文脈に現れる単語は意味も似ている」という分布仮説 (distributional hypothesis) を使います。

1. 前後 4 語以内に一緒に現れた回数を数えます (共起行列)。
2. 偶然より多い分だけを残します。$\mathrm{PPMI}(w,c)=\max\left(0,\ \log\frac{p(w,c)}{p(w)\,p(c)}\right)$ です。
3. 特異値分解 (SVD) で 50 次元に縮めます (Levy, Goldberg, Dagan 2015, [TACL 3](https://aclanthology.org/Q15-1016/))。
"""

# %% [markdown] lang="en"
r"""
## 4. The experiment: word vectors from text

We use the distributional hypothesis: words that occur in similar contexts have similar meanings.

1. Count how often two words occur within 4 words of each other (co-occurrence matrix).
2. Keep what is more than chance: $\mathrm{PPMI}(w,c)=\max\left(0,\ \log\frac{p(w,c)}{p(w)\,p(c)}\right)$.
3. Reduce to 50 dimensions with a singular value decomposition (SVD) (Levy, Goldberg, Dagan 2015, [TACL 3](https://aclanthology.org/Q15-1016/)).
"""

# %% nbgrader={"grade_id": "q2-vectors", "locked": true}
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

p = counts / counts.sum()
with np.errstate(divide="ignore"):
    ppmi = np.maximum(0, np.log(p / np.outer(p.sum(1), p.sum(0))))
U, s, _ = np.linalg.svd(ppmi)
vectors = U[:, :50] * np.sqrt(s[:50])  # (800, 50)
embeddings = dict(zip(vocabulary, vectors))
print(f"{len(words):,} words of text, {len(embeddings)} vectors of {vectors.shape[1]} dimensions")

for word in ["tuple", "float", "raised", "left", "bytes", "false"]:
    print(f"{word:8}", ", ".join(f"{name} {score:.2f}" for name, score in find_most_similar(word, embeddings, top_k=4)))

# %% nbgrader={"grade_id": "q2-picture", "locked": true}
import matplotlib.pyplot as plt
import seaborn as sns

groups = {
    "numbers": ["integer", "integers", "float", "complex", "numbers"],
    "containers": ["list", "tuple", "set", "dictionary", "sequence"],
    "errors": ["raised", "raises", "exception", "typeerror", "valueerror"],
    "modules": ["import", "module", "modules", "package", "imported"],
}
chosen = [word for group in groups.values() for word in group]
rows = np.array([embeddings[word] for word in chosen])
S = cosine_similarity_matrix(rows, rows)

label = np.repeat(np.arange(4), 5)
same, itself = label[:, None] == label, np.eye(20, dtype=bool)
print(f"mean similarity inside a group {S[same & ~itself].mean():.2f}, between groups {S[~same].mean():.2f}")

ax = sns.heatmap(S, xticklabels=chosen, yticklabels=chosen, cmap="viridis", vmin=0, vmax=1, square=True, cbar_kws={"label": "cosine similarity"})
for edge in (5, 10, 15):
    ax.axhline(edge, color="white", linewidth=2)
    ax.axvline(edge, color="white", linewidth=2)
ax.figure.set_size_inches(7, 6)
ax.set_title("numbers, containers, errors, modules")
plt.show()

# %% [markdown] lang="ja"
r"""
**図から読み取れること**　対角線上の四つのかたまりが、かたまりどうしの間より明るく見えます。上に印字した平均値も、グループの内側のほうが大きくなっています。単語の意味は一度も教えていません。一緒に現れた回数だけから、この構造が出てきます。

## さらに学ぶために

* `cosine_similarity_matrix` の代わりに `rows @ rows.T` (内積) を描くと、図はどう変わるでしょうか。よく出る単語に注目してください。
* 窓の幅 4 を 1 や 10 に変えると、近くなる単語の種類はどう変わるでしょうか。
* 次の演習 2.2 では、この「内積で近さを測る」考えがそのまま注意機構 (attention) の出発点になります。
"""

# %% [markdown] lang="en"
r"""
**What the picture shows.** The four blocks on the diagonal are brighter than the space between them, and the printed means say the same: larger inside a group. Nobody told the program what a word means; counting what stands together was enough.

## Going further

* Draw `rows @ rows.T` (dot products) instead of `cosine_similarity_matrix`. What changes? Look at the frequent words.
* Change the window from 4 to 1 or 10. Which kinds of words come closer?
* In exercise 2.2, measuring closeness by a dot product becomes the starting point of attention.
"""
