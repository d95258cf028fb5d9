# %% [markdown] lang="ja"
r"""
# 演習 2.3 問題 6　学習する位置埋め込みと正弦波の比較

**できるようになること**　二種類の位置符号化を層として書き、**公平な比較実験**を組み立て、得られた数が主張を支えるかどうかを判断できるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 90 分 | ★★★ | 15 点 |

**最後の図が答える問い**　学習する位置埋め込みと正弦波は、どちらが優れているでしょうか。学習より長い列では、どうでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.3, problem 6: learned against sinusoidal positions

**What you will be able to do.** Write both kinds of positions as layers, set up a **fair experiment** that compares them, and judge whether its numbers support a claim.

| time | difficulty | points |
|---|---|---|
| 90 min | ★★★ | 15 |

**The question that the last picture answers.** Which is better, a learned embedding or the sinusoids? And on sequences longer than those of training?
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

`none` の条件は、どこまで正解できるでしょうか。

<details><summary>答え</summary>

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

How far can the arm `none` get?

<details><summary>Answer</summary>

Self-attention without positions is permutation equivariant (problem 4): the output at $t$ depends only on its own letter $x_t$ and on the **collection**, without order, of the other $T-1$ letters. The letters are independent and random, so each of the other $T-1$ is equally likely to be the answer, and the best guess is the most frequent letter among them. Its accuracy,

$$\mathrm{E}\left[\frac{\text{count of the most frequent letter among the others}}{T-1}\right],$$

is the **ceiling**. The experiment below computes it, and shows that `none` reaches it and does not pass it.

</details>
"""

# %% nbgrader={"grade_id": "q6-setup", "locked": true}
import math

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)  # for tensors as small as these, one thread is the fastest
LETTERS = 8
TRAIN_LENGTH, TEST_LENGTH = 10, 16  # inside: 10 positions, as in training; outside: positions 10 … 15
STEPS = 300  # the budget of one training run; graded cells pass a smaller one

# %% nbgrader={"grade_id": "q6-layers", "solution": true}
class LearnablePositionalEmbedding(nn.Module):
    """Adds a learned vector to each position: x (B, T, d_model) -> (B, T, d_model).

    One trainable vector for each of max_len positions.  ValueError if T > max_len.
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
    """Adds the encoding of problem 5 (base 10000, even d_model): nothing to learn, a buffer, not a Parameter.

    x (B, T, d_model) -> (B, T, d_model).  ValueError if T > max_len.
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

# %% nbgrader={"grade_id": "q6-layers-try", "locked": true}
for kind in (LearnablePositionalEmbedding, SinusoidalPositionalEncoding):
    out = kind(6, 4)(torch.zeros(2, 3, 4))
    assert out.shape == (2, 3, 4), f"入力に足すので形は変わりません / it adds to the input, so the shape stays; got {tuple(out.shape)}"
assert not list(SinusoidalPositionalEncoding(6, 4).parameters()), "正弦波は学習しません。register_buffer を使います / the sinusoids do not learn: use register_buffer"

# %% nbgrader={"grade_id": "q6-learned", "grade": true, "points": 2}
# 学習する表は位置ごとに別のベクトルを足し、その一つ一つに勾配が流れます。 / The learned table adds another vector at each position, and each gets its gradient.
### BEGIN HIDDEN TESTS
torch.manual_seed(1)
layer, x = LearnablePositionalEmbedding(6, 4), torch.randn(3, 5, 4)
added = (layer(x) - x).detach()  # (3, 5, 4)
assert torch.allclose(added[0], added[1], atol=1e-5) and torch.allclose(layer(2 * x).detach() - 2 * x, added, atol=1e-5), "足すだけです。入力に掛けていませんか / it only adds: does it multiply the input?"
assert len({tuple(row) for row in added[0].tolist()}) == 5, "位置ごとに別のベクトルですか / is there another vector for each position?"
assert torch.allclose(layer(x[:, :2]).detach(), layer(x).detach()[:, :2], atol=1e-5), "短い列では表の先頭を使います / a shorter sequence uses the first rows"
sizes = [tuple(p.shape) for p in layer.parameters() if p.requires_grad]
assert sizes == [(6, 4)], f"学習する表は一つ、形は (max_len, d_model) です / one trainable table of shape (max_len, d_model); got {sizes}"
layer(x).pow(2).sum().backward()
(grad,) = [p.grad for p in layer.parameters()]
assert grad is not None and (grad[:5].abs().sum(1) > 0).all() and (grad[5] == 0).all(), "使った行だけに勾配が流れますか / do just the rows in use get a gradient?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-sinusoidal", "grade": true, "points": 2}
# 正弦波の層は問題 5 の符号化を足し、学習するものを持たず、符号化をバッファに置きます。 / The sinusoidal layer adds problem 5's encoding, has nothing to learn, and keeps it in a buffer.
### BEGIN HIDDEN TESTS
layer, x = SinusoidalPositionalEncoding(9, 6), torch.randn(2, 7, 6, generator=torch.Generator().manual_seed(2))
expected = torch.tensor([[(math.sin if j % 2 == 0 else math.cos)(p * 10000.0 ** (-(j - j % 2) / 6)) for j in range(6)] for p in range(7)])
assert torch.allclose(layer(x) - x, expected.expand(2, 7, 6), atol=1e-4), "位置 0 からの正弦波を足していますか / are sinusoids added, from position 0 on?"
assert not list(layer.parameters()), "Parameter があります。バッファにしてください / there is a Parameter: make it a buffer"
assert any(b.numel() >= 54 for b in layer.buffers()), "register_buffer を使うと .to(device) で一緒に動きます / with register_buffer it moves along with .to(device)"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-too-long", "grade": true, "points": 1}
# max_len より長い列は ValueError で、ちょうどの長さは使えます。 / A sequence longer than max_len is a ValueError; max_len itself works.
### BEGIN HIDDEN TESTS
for kind in (LearnablePositionalEmbedding, SinusoidalPositionalEncoding):
    assert kind(5, 4)(torch.zeros(1, 5, 4)).shape == (1, 5, 4), "ちょうど max_len の列は使えます / exactly max_len positions work"
    try:
        kind(5, 4)(torch.zeros(1, 6, 4))
    except ValueError:
        continue
    raise AssertionError(f"{kind.__name__} は長すぎる列で ValueError を出しますか / does {kind.__name__} raise a ValueError for a sequence that is too long?")
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
    """n random sequences and their answers: inputs, targets (n, length), integers 0 … LETTERS - 1.

    targets[:, t] = inputs[:, (t - 2) % length].  The same seed gives the same data; the global
    random state is left alone (use a torch.Generator).
    """
    ### BEGIN SOLUTION
    inputs = torch.randint(LETTERS, (n, length), generator=torch.Generator().manual_seed(seed))
    return inputs, inputs.roll(2, dims=1)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q6-task-try", "locked": true}
inputs, targets = make_task(3, 5, seed=0)
assert inputs.shape == targets.shape == (3, 5), f"形は (n, length) です / the shape is (n, length); got {tuple(inputs.shape)}"
assert targets[0, 2] == inputs[0, 0], "位置 2 の正解は位置 0 の文字です / the answer at position 2 is the letter at position 0"

# %% nbgrader={"grade_id": "q6-data", "grade": true, "points": 2}
# 正解は二つ前の文字で、文字は一様、種が同じなら同じデータです。 / Answers are the letters two back, letters are uniform, and one seed gives one data set.
### BEGIN HIDDEN TESTS
for n, length in [(4, 7), (2000, 10)]:
    inputs, targets = make_task(n, length, seed=3)
    assert all(torch.equal(targets[:, t], inputs[:, (t - 2) % length]) for t in range(length)), "targets[:, t] は inputs[:, (t - 2) % length] ですか / is targets[:, t] equal to inputs[:, (t - 2) % length]?"
counts = torch.bincount(inputs.flatten(), minlength=LETTERS)
assert len(counts) == LETTERS and (counts > 2000).all() and (counts < 3000).all(), "8 種類の文字が同じくらい現れますか / do all 8 letters occur about equally often?"  # 2500 expected, standard deviation 47
assert torch.equal(make_task(5, 9, 1)[0], make_task(5, 9, 1)[0]) and not torch.equal(make_task(5, 9, 1)[0], make_task(5, 9, 2)[0]), "種でデータが決まりますか / does the seed decide the data?"
torch.manual_seed(0)
expected = torch.rand(3)
torch.manual_seed(0)
make_task(5, 9, 1)
assert torch.equal(torch.rand(3), expected), "全体の乱数の状態を変えています / the global random state was changed"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験を組み立てる

モデル、学習、正解率の測定は用意してあります。比較を公平にするのは、あなたの `run_experiment` です。

* 条件ごと、種ごとに**新しい**モデルを作ります。種は初期値と学習データの両方を決めます。
* 正解率は、学習に使っていないデータで測ります（学習データとは別の種で作ります）。
* `inside` は長さ `TRAIN_LENGTH` の列の全位置、`outside` は長さ `TEST_LENGTH` の列の、位置 `TRAIN_LENGTH` 以降です。
* 三つの条件は、同じ種では同じデータを使います。
"""

# %% [markdown] lang="en"
r"""
## Setting up the experiment

Model, training and measurement are given. What makes the comparison fair is your `run_experiment`.

* For each arm and each seed, make a **new** model. The seed decides its initial weights and its training data.
* Measure accuracy on data that was not trained on (made with another seed than the training data).
* `inside`: all positions of sequences of `TRAIN_LENGTH`; `outside`: positions from `TRAIN_LENGTH` on in sequences of `TEST_LENGTH`.
* With the same seed, the three arms use the same data.
"""

# %% nbgrader={"grade_id": "q6-given", "locked": true}
class AttentionOnly(nn.Module):
    """Letters -> embedding (+ positions) -> one attention layer -> letters.  `positions` is a module, or None."""

    def __init__(self, positions=None, d_model=32):
        super().__init__()
        self.embed = nn.Embedding(LETTERS, d_model)
        self.positions = positions or nn.Identity()
        self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, d_model, bias=False) for _ in range(3))
        self.answer = nn.Linear(d_model, LETTERS)

    def forward(self, letters):
        h = self.positions(self.embed(letters))  # (B, T, d_model)
        return self.answer(F.scaled_dot_product_attention(self.W_q(h), self.W_k(h), self.W_v(h)))


def train(model, inputs, targets, steps, seed):
    """Adam on random batches of 64, drawn with `seed`."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(steps):
        rows = torch.randint(len(inputs), (64,), generator=generator)
        loss = F.cross_entropy(model(inputs[rows]).flatten(0, 1), targets[rows].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@torch.no_grad()
def accuracy(model, inputs, targets, first=0) -> float:
    """The fraction of right answers at positions first, first + 1, …"""
    return float((model(inputs).argmax(-1) == targets)[:, first:].float().mean())

# %% nbgrader={"grade_id": "q6-experiment", "solution": true}
def run_experiment(seeds: list[int], steps: int = STEPS, n_train: int = 2000) -> dict[str, dict[str, list[float]]]:
    """Train every arm with every seed; returns {arm: {"inside": [...], "outside": [...]}}, one number per seed.

    arms: "none", "learned", "sinusoidal"; positions for TEST_LENGTH; n_train training sequences of
    TRAIN_LENGTH; at least 500 held-out sequences.
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

# %% nbgrader={"grade_id": "q6-experiment-try", "locked": true}
few = run_experiment(seeds=[0], steps=2)
assert set(few) == {"none", "learned", "sinusoidal"}, f"三つの条件がそろっていますか / are the three arms there? got {list(few)}"
assert all(set(metrics) == {"inside", "outside"} and len(metrics["inside"]) == 1 for metrics in few.values()), "種ごとに一つの数ですか / is there one number per seed?"

# %% nbgrader={"grade_id": "q6-structure", "grade": true, "points": 2}
# 種ごとに別の結果が一つずつあり、同じ呼び出しは同じ結果です。 / There is one result per seed, seeds differ, and the same call gives the same results.
### BEGIN HIDDEN TESTS
results = run_experiment(seeds=[0, 1, 2], steps=20)
for arm in ("none", "learned", "sinusoidal"):
    for metric in ("inside", "outside"):
        values = [float(v) for v in results[arm][metric]]
        assert len(values) == 3 and all(0 <= v <= 1 for v in values), f"{arm}/{metric} には種ごとの正解率が並びます / {arm}/{metric} holds one accuracy per seed"
        assert len(set(values)) > 1, f"{arm}/{metric} の三つの値が同じです。種ごとに別のモデルとデータですか / the values of {arm}/{metric} are equal: another model and other data for each seed?"
again = run_experiment(seeds=[2], steps=20)
assert all(abs(again[arm][m][0] - results[arm][m][2]) < 1e-6 for arm in again for m in again[arm]), "種 2 の結果が、ほかの種と一緒に走らせると変わります / the result of seed 2 changes when it runs together with others"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-inside", "grade": true, "points": 1}
# 位置の情報がある条件は学習でき、ない条件は上限を超えません。 / Arms with positions learn; the arm without cannot pass its ceiling.
### BEGIN HIDDEN TESTS
trained = run_experiment(seeds=[0], steps=200)
assert min(trained["learned"]["inside"] + trained["sinusoidal"]["inside"]) > 0.9, "位置の情報があれば、ほぼ全問正解できるはずです / with positions, nearly all answers should be right"
assert max(trained["none"]["inside"]) < 0.4, "位置の情報がないのに上限 (約 0.31) を超えています / without positions it cannot pass the ceiling (about 0.31)"
assert max(trained["learned"]["outside"] + trained["sinusoidal"]["outside"]) < 0.4, "outside は位置 10 以降だけで測りますか / is outside measured at positions 10 and later only?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-held-out", "grade": true, "points": 2}
# 正解率は、学習に使っていないデータで測ります。 / Accuracy is measured on data that was not trained on.
### BEGIN HIDDEN TESTS
memorised = run_experiment(seeds=[0], steps=100, n_train=2)  # two sequences are learned by heart; nothing else can be known
for arm in ("none", "learned", "sinusoidal"):
    assert max(memorised[arm]["inside"]) < 0.8, f"{arm}: 列を二つしか学習していないのに {max(memorised[arm]['inside']):.2f} です。学習データで測っていませんか / {arm}: {max(memorised[arm]['inside']):.2f} after learning two sequences: measured on the training data?"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 結論を出す

平均が最も高い条件を「最もよい」と呼ぶだけでは足りません。種を変えれば数は揺れるからです。この演習の規則は次のとおりです。

* 種が 3 個未満なら、どの主張も支えられません。
* 最もよい条件の平均が、ほかの**どの**条件の平均よりも、差の標準誤差の 2 倍を超えて大きいとき、数は主張を支えます。

$$\bar a - \bar b > 2\sqrt{s_a^2/n_a + s_b^2/n_b}$$

$s$ は標本標準偏差（$n-1$ で割る）です。
"""

# %% [markdown] lang="en"
r"""
## Drawing the conclusion

It is not enough to call the arm with the highest mean the best: numbers move with the seed. The rule of this exercise:

* Fewer than 3 seeds support no claim.
* The numbers support the claim if the best arm's mean exceeds the mean of **every** other arm by more than twice the standard error of the difference.

$$\bar a - \bar b > 2\sqrt{s_a^2/n_a + s_b^2/n_b}$$

$s$ is the sample standard deviation (divided by $n-1$).
"""

# %% nbgrader={"grade_id": "q6-conclude", "solution": true}
def conclude(results: dict[str, dict[str, list[float]]]) -> dict[str, tuple[str, bool]]:
    """For each metric: the arm with the highest mean, and whether the numbers support that it is the best.

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

# %% nbgrader={"grade_id": "q6-conclude-try", "locked": true}
answer = conclude({"a": {"inside": [0.9, 0.91, 0.92]}, "b": {"inside": [0.5, 0.52, 0.51]}})
assert tuple(answer["inside"]) == ("a", True), f"差は揺れよりずっと大きいです / the difference is far larger than the spread; got {answer}"

# %% nbgrader={"grade_id": "q6-supported", "grade": true, "points": 1}
# 数が支える主張は、どの条件が勝っていても認めます。 / A claim that the numbers carry is accepted, whichever arm wins.
### BEGIN HIDDEN TESTS
high, low, mid = [0.95, 0.97, 0.96, 0.94], [0.31, 0.33, 0.30, 0.32], [0.60, 0.62, 0.58, 0.61]
for winner, others in [("sinusoidal", ["none", "learned"]), ("none", ["learned", "sinusoidal"]), ("learned", ["sinusoidal", "none"])]:
    table = {others[0]: {"inside": low, "outside": high}, winner: {"inside": high, "outside": mid}, others[1]: {"inside": mid, "outside": low}}
    assert tuple(conclude(table)["inside"]) == (winner, True), f"{winner} が明らかに最もよい表です / {winner} is clearly the best in this table"
    assert tuple(conclude(table)["outside"]) == (others[0], True), "inside と outside は別々に判断します / inside and outside are judged separately"
assert tuple(conclude({"a": {"m": [0.5, 0.5, 0.5]}, "b": {"m": [0.4, 0.4, 0.4]}})["m"]) == ("a", True), "揺れが 0 なら、小さな差でも支えられます / with no spread, a small difference is enough"
assert tuple(conclude({"a": {"m": [0.50, 0.60] * 50}, "b": {"m": [0.45, 0.55] * 50}})["m"]) == ("a", True), "標準誤差は種が多いほど小さくなります / standard errors shrink with the number of seeds"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q6-unsupported", "grade": true, "points": 2}
# 数が支えない主張は退けます。 / A claim that the numbers do not carry is rejected.
### BEGIN HIDDEN TESTS
tables = {
    "平均の差より揺れが大きい / the spread exceeds the difference": {"a": [0.9, 0.5, 0.7], "b": [0.6, 0.7, 0.5], "c": [0.2, 0.3, 0.1]},
    "二つの条件が並んでいる / two arms are level": {"a": [0.97, 0.98, 0.99], "b": [0.98, 0.97, 0.985], "c": [0.3, 0.3, 0.31]},
    "まったく同じ / all the same": {"a": [0.5, 0.5, 0.5], "b": [0.5, 0.5, 0.5], "c": [0.5, 0.5, 0.5]},
    "種が二つしかない / two seeds only": {"a": [0.9, 0.9], "b": [0.3, 0.3], "c": [0.2, 0.2]},
    "種が一つしかない / one seed only": {"a": [0.9], "b": [0.3], "c": [0.2]},
    "標本標準偏差なら支えられない / the sample standard deviation is too large": {"a": [0.64, 0.76, 0.70], "b": [0.55, 0.67, 0.61]},
}
for name, values in tables.items():
    arm, supported = conclude({arm: {"m": v} for arm, v in values.items()})["m"]
    assert not supported, f"{name}: 主張は支えられません / the claim is not supported"
assert conclude({"a": {"m": [0.9, 0.5, 0.7]}, "b": {"m": [0.6, 0.7, 0.5]}})["m"][0] == "a", "支えられなくても、平均が最も高い条件を答えます / name the arm with the highest mean even without support"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験：5 個の種で
"""

# %% [markdown] lang="en"
r"""
## The experiment, with 5 seeds
"""

# %% nbgrader={"grade_id": "q6-run", "locked": true} tags=["experiment", "nbval-ignore-output"]
import matplotlib.pyplot as plt

results = run_experiment(seeds=[0, 1, 2, 3, 4])
others = make_task(1000, TRAIN_LENGTH, seed=10_000)[0]
one_hot = F.one_hot(others, LETTERS)  # (1000, T, LETTERS)
counts = one_hot.sum(1, keepdim=True) - one_hot  # letters among the others, for each position
ceiling = float(counts.max(-1).values.float().mean() / (TRAIN_LENGTH - 1))
print(f"ceiling without positions: {ceiling:.2f}    chance: {1 / LETTERS:.2f}\n")
print("arm          metric   seeds 0 … 4                     mean   standard deviation")
for arm, metrics in results.items():
    for metric, values in metrics.items():
        v = torch.tensor(values)
        print(f"{arm:12} {metric:8} {'  '.join(f'{x:.2f}' for x in values)}    {v.mean():.2f}   {v.std():.2f}")
for metric, (arm, supported) in conclude(results).items():
    print(f"\n{metric}: the highest mean is {arm}'s; that it is the best is {'supported' if supported else 'not supported'} by these numbers", end="")

inside = {arm: torch.tensor(metrics["inside"]).mean() for arm, metrics in results.items()}
assert abs(inside["none"] - ceiling) < 0.03 and min(inside["learned"], inside["sinusoidal"]) > 0.95  # what the text below claims
assert not conclude(results)["inside"][1] and max(max(metrics["outside"]) for metrics in results.values()) < 0.5

fig, ax = plt.subplots(figsize=(7, 3.6))
for shift, (metric, marker) in zip((-0.1, 0.1), [("inside", "o"), ("outside", "s")]):
    v = torch.tensor([results[arm][metric] for arm in results])  # (3, 5)
    ax.errorbar(torch.arange(3) + shift, v.mean(1), yerr=v.std(1), fmt=marker, capsize=5, label=f"{metric} (mean and standard deviation of 5 seeds)")
ax.axhline(ceiling, linestyle="--", color="gray", label="ceiling without positions")
ax.axhline(1 / LETTERS, linestyle=":", color="gray", label="chance")
ax.set_xticks(range(3), list(results))
ax.set(ylabel="held-out accuracy", ylim=(0, 1.05))
ax.legend(loc="center right", fontsize=8)
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
**図から読み取れること**　`none` は計算した上限に届き、超えません。位置の情報があれば、学習した長さの中ではどちらの方法でもほぼ全問正解で、**差があるとは言えません**。学習より長い位置では、どちらも大きく崩れます。「正弦波なら長い列にも対応できる」とよく言われますが、少なくともこの課題とモデルでは、数はそれを支えません。学習する表の位置 10 以降は一度も更新されておらず、正弦波の見たことのない角にも、$W_q$ と $W_k$ は合わせられていないからです。

## 信じてはいけない比較

教科書にあるような比較を一度だけ試します。LSTM に位置を足し、100 個の標本で学習し、**その同じ標本で**正解率を測ります。
"""

# %% [markdown] lang="en"
r"""
**What the picture shows.** `none` reaches the computed ceiling and does not pass it. Inside the trained length both kinds of positions get nearly everything right, and **no difference between them is supported**. Beyond it both fail badly. It is often said that sinusoids extend to longer sequences; for this task and model, the numbers do not carry it. The learned table's rows from 10 on were never updated, and $W_q$ and $W_k$ were never fitted to the sinusoids' new angles.

## A comparison not to believe

Once, we do what the textbook does: an LSTM with positions added, trained on 100 samples and scored **on the same samples**.
"""

# %% nbgrader={"grade_id": "q6-not-like-this", "locked": true} tags=["experiment", "nbval-ignore-output"]
class RecurrentNet(nn.Module):
    """An LSTM sees the order by itself: it needs no positions."""

    def __init__(self, positions):
        super().__init__()
        self.embed, self.positions = nn.Embedding(LETTERS, 32), positions
        self.lstm, self.answer = nn.LSTM(32, 64, batch_first=True), nn.Linear(64, LETTERS)

    def forward(self, letters):
        return self.answer(self.lstm(self.positions(self.embed(letters)))[0])


inputs, targets = make_task(100, TRAIN_LENGTH, seed=0)
for name, positions in [("none", nn.Identity()), ("learned", LearnablePositionalEmbedding(TEST_LENGTH, 32)), ("sinusoidal", SinusoidalPositionalEncoding(TEST_LENGTH, 32))]:
    torch.manual_seed(0)
    model = RecurrentNet(positions)
    train(model, inputs, targets, steps=200, seed=0)
    held_out = accuracy(model, *make_task(1000, TRAIN_LENGTH, seed=10_000))
    print(f"LSTM, {name:10}  on its 100 training samples {accuracy(model, inputs, targets):.2f}    held out {held_out:.2f}")

# %% [markdown] lang="ja"
r"""
学習データでの数は三つの条件でそろっていて、検証データではどれも下がります。しかも LSTM は位置の情報がなくても順序がわかるので、この表は位置符号化の優劣について何も語りません。標本は 100 個、種は一つだけです。

## さらに学ぶために

* 長い列への一般化は、位置の与え方を変えると改善します。ALiBi (Press, Smith, Lewis 2022, [arXiv:2108.12409](https://arxiv.org/abs/2108.12409)) を調べてみましょう。
* `TRAIN_LENGTH` を混ぜて学習すると、outside はどう変わるでしょうか。
"""

# %% [markdown] lang="en"
r"""
On the training samples the three arms score alike, and on held-out data all of them score lower. An LSTM knows the order without positions, there are 100 samples and a single seed: this table says nothing about positional encodings.

## Going further

* Other ways to give positions extend to longer sequences; look at ALiBi (Press, Smith, Lewis 2022, [arXiv:2108.12409](https://arxiv.org/abs/2108.12409)).
* Train on mixed lengths. What happens outside?
"""
