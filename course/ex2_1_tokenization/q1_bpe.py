# %% [markdown] lang="ja"
r"""
# 演習 2.1 問題 1　バイト対符号化 (BPE)

**できるようになること**　バイト対符号化 (byte pair encoding, BPE) を自分で書き、実際の文章から語彙を学習し、単語をトークン (token) に分割して元に戻せるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 60 分 | ★★☆ | 16 点 |

**最後の図が答える問い**　結合を何回学習すると、一つの単語は何個のトークンになるでしょうか。日本語では、文字から始める場合とバイトから始める場合で何が変わるでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.1, problem 1: byte pair encoding (BPE)

**What you will be able to do.** Write byte pair encoding (BPE) yourself, learn a vocabulary from real text, split words into tokens and put them together again.

| time | difficulty | points |
|---|---|---|
| 60 min | ★★☆ | 16 |

**The question that the last picture answers.** After how many learned merges is a word how many tokens? And in Japanese, what changes between starting from characters and starting from bytes?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

単語をそのまま語彙にすると、見たことのない単語を表せません。文字を語彙にすると、列が長くなりすぎます。BPE はその中間で、**最もよく隣り合う二つの記号を一つに結合する**ことをくり返します (Sennrich, Haddow, Birch 2016, [arXiv:1508.07909](https://arxiv.org/abs/1508.07909), 3.2 節)。

単語 $w$ の出現回数を $c(w)$、$w$ の中で記号の対 $(a, b)$ が隣り合う回数を $n_w(a,b)$ とすると、対の回数は

$$\mathrm{count}(a,b) = \sum_{w} c(w)\, n_w(a,b)$$

で、各段階では $\mathrm{count}$ が最大の対を結合します。単語の終わりは特別な記号 `</w>` で表します。

**手で確かめる例**　`["low", "lower", "newest", "widest"]` では、`e s`、`s t`、`t </w>`、`l o`、`o w` がどれも 2 回です。回数だけでは決まらないので、**同点の規則**が要ります。この演習では次のとおりとします。

1. 回数の多い対を先にします。
2. 同点なら、右側の記号が `</w>` で終わる対を後にします。
3. それでも同点なら、辞書順 (Python のタプルの `<`) で小さい対を先にします。

すると結合は順に `es`、`est`、`lo` になります。
"""

# %% [markdown] lang="en"
r"""
## The idea

With whole words as the vocabulary, an unseen word cannot be written. With characters, sequences become too long. BPE lies between: it **merges the two symbols that stand side by side most often**, again and again (Sennrich, Haddow, Birch 2016, [arXiv:1508.07909](https://arxiv.org/abs/1508.07909), section 3.2).

Let $c(w)$ be how often the word $w$ occurs and $n_w(a,b)$ how often the pair of symbols $(a,b)$ is adjacent inside $w$. The count of a pair is

$$\mathrm{count}(a,b) = \sum_{w} c(w)\, n_w(a,b)$$

and each step merges the pair whose count is largest. The end of a word is a symbol of its own, `</w>`.

**An example to check by hand.** In `["low", "lower", "newest", "widest"]` the pairs `e s`, `s t`, `t </w>`, `l o` and `o w` all occur twice. Counts alone do not decide, so we need a **tie rule**. In this exercise:

1. The pair with the larger count comes first.
2. Among ties, a pair whose right symbol ends with `</w>` comes last.
3. Among what is left, dictionary order (Python's `<` on tuples): the smaller pair comes first.

The merges are then `es`, `est`, `lo`, in this order.
"""

# %% [markdown] lang="ja"
r"""
### 予想してみましょう

同点のときに「先に見つけた対」を選ぶ規則にすると、最初の三つの結合は何になるでしょうか。紙に書いてから開いてください。

<details><summary>答え</summary>

`lo`、`low`、`es` です。同じデータ、同じアルゴリズムでも、同点の規則だけで語彙が変わります。公開されている実装どうしの結果が合わない原因の多くはここにあります。下の実験で実際に確かめます。

</details>
"""

# %% [markdown] lang="en"
r"""
### Predict

If ties went to the pair that was seen first, what would the first three merges be? Write it down, then open the answer.

<details><summary>Answer</summary>

`lo`, `low`, `es`. Same data, same algorithm: the tie rule alone changes the vocabulary. It is often why two public implementations disagree. The experiment below shows it.

</details>
"""

# %% nbgrader={"grade_id": "q1-setup", "locked": true}
from collections import Counter

END = "</w>"  # the symbol that ends every word

# %% [markdown] lang="ja"
r"""
## 1. 単語を記号の列にする
"""

# %% [markdown] lang="en"
r"""
## 1. Words as sequences of symbols
"""

# %% nbgrader={"grade_id": "q1-get-vocab", "solution": true}
def get_vocab(corpus: list[str]) -> dict[tuple[str, ...], int]:
    """Count the words of a corpus, each as a tuple of its characters with "</w>" last.

    corpus: a list of words (a word may occur several times; it is not changed)

    >>> get_vocab(["ab", "ab", "a"])
    {('a', 'b', '</w>'): 2, ('a', '</w>'): 1}
    """
    ### BEGIN SOLUTION
    return dict(Counter((*word, END) for word in corpus))
    ### END SOLUTION

# %% nbgrader={"grade_id": "q1-get-vocab-try", "locked": true}
vocab = get_vocab(["ab", "ab", "a"])
assert ("a", "</w>") in vocab, f"単語は </w> で終わる記号のタプルですか / is a word a tuple of symbols that ends in </w>? got {vocab}"
assert vocab[("a", "b", "</w>")] == 2, f"同じ単語を数え上げていますか / are equal words counted together? got {vocab}"

# %% nbgrader={"grade_id": "q1-vocab-symbols", "grade": true, "points": 1}
# 単語は一文字ずつの記号になり、最後が </w> です。 / A word becomes one symbol per character, with </w> last.
### BEGIN HIDDEN TESTS
for word in ["low", "x", "東京", "naïve", "👍🏽"]:
    assert list(get_vocab([word])) == [tuple(word) + ("</w>",)], f"{word!r} の記号を確かめてください / check the symbols of {word!r}"
assert get_vocab([]) == {}, "空のコーパスでは語彙も空です / an empty corpus has an empty vocabulary"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-vocab-counts", "grade": true, "points": 1}
# 各単語の出現回数を数え、入力は変えません。 / Every occurrence of a word counts, and the input stays as it was.
### BEGIN HIDDEN TESTS
corpus = ["to", "be", "or", "not", "to", "be", "to"]
before = list(corpus)
counted = {"".join(symbols): n for symbols, n in get_vocab(corpus).items()}
assert counted == {"to</w>": 3, "be</w>": 2, "or</w>": 1, "not</w>": 1}, "何度も現れる単語を何回と数えましたか / how often did you count a word that occurs several times?"
assert corpus == before, "引数 corpus を書き換えていませんか / did you change the argument corpus?"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 2. 隣り合う対を数える

単語が 5 回現れるなら、その中の対も 5 回分です。
"""

# %% [markdown] lang="en"
r"""
## 2. Counting adjacent pairs

If a word occurs 5 times, so do the pairs inside it.
"""

# %% nbgrader={"grade_id": "q1-get-stats", "solution": true}
def get_stats(vocab: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    """Count the adjacent pairs of symbols, each weighted with its word's count.

    >>> get_stats({("a", "b", "</w>"): 2, ("a", "</w>"): 1})
    {('a', 'b'): 2, ('b', '</w>'): 2, ('a', '</w>'): 1}
    """
    ### BEGIN SOLUTION
    stats = Counter()
    for symbols, count in vocab.items():
        for pair in zip(symbols, symbols[1:]):
            stats[pair] += count
    return dict(stats)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q1-get-stats-try", "locked": true}
stats = get_stats({("a", "b", "</w>"): 2, ("a", "</w>"): 1})
assert stats.get(("b", "</w>")), f"単語の最後の対も数えましたか / is the last pair of a word counted, too? got {stats}"
assert stats[("a", "b")] == 2, f"対を単語の回数で重み付けしましたか / is each pair weighted with its word's count? got {stats}"

# %% nbgrader={"grade_id": "q1-stats-pairs", "grade": true, "points": 1}
# どの隣り合う対も、順序を保って数えます。 / Every adjacent pair is counted, in its order.
### BEGIN HIDDEN TESTS
pairs = {pair: n for pair, n in get_stats({("a", "b", "c", "</w>"): 1, ("c", "b", "</w>"): 1, ("x", "x", "x", "</w>"): 1}).items() if n}
assert set(pairs) == {("a", "b"), ("b", "c"), ("c", "</w>"), ("c", "b"), ("b", "</w>"), ("x", "x"), ("x", "</w>")}, \
    "対が抜けたり逆になったりしていませんか / is a pair missing or reversed?"
assert pairs[("x", "x")] == 2, "x x x には対 (x, x) が二つあります / x x x holds the pair (x, x) twice"
assert not {pair: n for pair, n in get_stats({("</w>",): 3}).items() if n}, "記号が一つなら対はありません / a single symbol has no pair"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-stats-weights", "grade": true, "points": 1}
# 対の回数は、単語の回数で重み付けします。 / Pair counts are weighted with the words' counts.
### BEGIN HIDDEN TESTS
weighted = get_stats({("l", "o", "w", "</w>"): 5, ("l", "o", "t", "</w>"): 2, ("lo", "w", "</w>"): 7})
assert weighted.get(("l", "o")) == 7, "対 (l, o) は 5 + 2 回です / the pair (l, o) occurs 5 + 2 times"
assert weighted.get(("w", "</w>")) == 12, "対 (w, </w>) は 5 + 7 回です / the pair (w, </w>) occurs 5 + 7 times"
assert weighted.get(("lo", "w")) == 7, "結合済みの lo は一つの記号です / a merged lo is one symbol"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 3. 対を一つに結合する

左から右へ、重ならないように結合します。`a a a` の中の `(a, a)` は `aa a` になります。文字列ではなく**記号**を比べる点に注意してください。`xa b` という二つの記号の中に、対 `(a, b)` はありません。
"""

# %% [markdown] lang="en"
r"""
## 3. Merging a pair

Merge from left to right, without overlap: `(a, a)` turns `a a a` into `aa a`. Compare **symbols**, not text: the two symbols `xa b` do not hold the pair `(a, b)`.
"""

# %% nbgrader={"grade_id": "q1-merge-vocab", "solution": true}
def merge_vocab(pair: tuple[str, str], vocab: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Replace every occurrence of `pair` by one symbol; returns a new vocabulary.

    >>> merge_vocab(("a", "b"), {("a", "b", "</w>"): 2})
    {('ab', '</w>'): 2}
    """
    ### BEGIN SOLUTION
    merged = Counter()
    for symbols, count in vocab.items():
        merged[merge_symbols(pair, symbols)] += count
    return dict(merged)


def merge_symbols(pair: tuple[str, str], symbols: tuple[str, ...]) -> tuple[str, ...]:
    """One word's part of `merge_vocab`; `encode` needs it too."""
    out, i = [], 0
    while i < len(symbols):
        if symbols[i : i + 2] == pair:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return tuple(out)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q1-merge-vocab-try", "locked": true}
merged = merge_vocab(("a", "b"), {("a", "b", "</w>"): 2})
assert merged == {("ab", "</w>"): 2}, f"対は一つの記号になり、回数は変わりません / the pair becomes one symbol and counts stay; got {merged}"

# %% nbgrader={"grade_id": "q1-merge-border", "grade": true, "points": 1}
# 記号の境界をまたいで結合しません。 / Nothing is merged across the borders of symbols.
### BEGIN HIDDEN TESTS
words = {("xa", "b", "</w>"): 1, ("a", "bc", "</w>"): 2, ("a", "b", "</w>"): 3, ("a.b", "</w>"): 4, ("b", "a", "</w>"): 5}
merged = merge_vocab(("a", "b"), words)
assert merged == {("xa", "b", "</w>"): 1, ("a", "bc", "</w>"): 2, ("ab", "</w>"): 3, ("a.b", "</w>"): 4, ("b", "a", "</w>"): 5}, \
    "文字列ではなく記号どうしを比べていますか / do you compare symbols rather than text?"
assert merge_vocab((".", "b"), {("a", "b", "</w>"): 1, (".", "b"): 1}) == {("a", "b", "</w>"): 1, (".b",): 1}, \
    "正規表現の特殊文字も普通の記号です / characters that are special in regular expressions are plain symbols"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-merge-overlap", "grade": true, "points": 1}
# 左から右へ、重ならずに、単語の終わりまで結合します。 / Merging runs left to right, without overlap, to the end of the word.
### BEGIN HIDDEN TESTS
for n in range(1, 8):
    (out,) = merge_vocab(("a", "a"), {("a",) * n + ("</w>",): 1})
    assert out == ("aa",) * (n // 2) + ("a",) * (n % 2) + ("</w>",), f"{'a ' * n}</w> を左から順に結合してみてください / merge {'a ' * n}</w> by hand, from the left"
(out,) = merge_vocab(("t", "</w>"), {("c", "a", "t", "</w>"): 1})
assert out == ("c", "a", "t</w>"), "単語の最後の対も結合しましたか / is the last pair of a word merged, too?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-merge-pure", "grade": true, "points": 1}
# 渡された語彙は変わらず、回数は新しい語彙に移ります。 / The vocabulary that was passed stays as it was; counts move to the new one.
### BEGIN HIDDEN TESTS
words = {("a", "b", "c"): 2, ("a", "b"): 1, ("c",): 4}
before = dict(words)
merged = merge_vocab(("a", "b"), words)
assert words == before, "引数 vocab を書き換えていませんか / did you change the argument vocab?"
assert merged == {("ab", "c"): 2, ("ab",): 1, ("c",): 4}, "回数はそのまま移りましたか / did the counts move unchanged?"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 4. 結合を学習する

数える、選ぶ、結合する、をくり返します。同点の規則は上のとおりです。対がなくなったら、そこで終わります。
"""

# %% [markdown] lang="en"
r"""
## 4. Learning the merges

Count, choose, merge, and again. The tie rule is the one above. When no pair is left, stop.
"""

# %% nbgrader={"grade_id": "q1-learn-bpe", "solution": true}
def learn_bpe(corpus: list[str], num_merges: int) -> list[tuple[str, str]]:
    """Learn at most `num_merges` merges, in the order in which they are made.

    Ties: a pair whose right symbol ends with "</w>" comes last, then dictionary order.
    Stops early when no pair is left.  Raises ValueError if num_merges < 0.

    >>> learn_bpe(["low", "lower", "newest", "widest"], 3)
    [('e', 's'), ('es', 't'), ('l', 'o')]
    """
    ### BEGIN SOLUTION
    if num_merges < 0:
        raise ValueError(f"num_merges must be 0 or more, not {num_merges}")
    vocab = get_vocab(corpus)
    merges = []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        if not stats:
            break
        best = min(stats, key=lambda pair: (-stats[pair], pair[1].endswith(END), pair))
        vocab = merge_vocab(best, vocab)
        merges.append(best)
    return merges
    ### END SOLUTION

# %% nbgrader={"grade_id": "q1-learn-bpe-try", "locked": true}
merges = learn_bpe(["low", "lower", "newest", "widest"], 3)
assert len(merges) == 3, f"結合は三つのはずです / there should be three merges, got {merges}"
assert merges[0] == ("e", "s"), f"最初の結合は同点の規則で決まります / the tie rule decides the first merge; got {merges[0]}"

# %% nbgrader={"grade_id": "q1-learn-textbook", "grade": true, "points": 1}
# 教科書の例では es、est、lo の順に結合します。 / The textbook's example merges es, est, lo in this order.
### BEGIN HIDDEN TESTS
assert ["".join(pair) for pair in learn_bpe(["low", "lower", "newest", "widest"], 3)] == ["es", "est", "lo"], \
    "毎回数え直して、同点の規則を使っていますか / do you count anew each time and use the tie rule?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-learn-ties", "grade": true, "points": 1}
# 同点なら </w> で終わる対が後、次に辞書順です。 / Among ties, pairs that end in </w> come last, then dictionary order.
### BEGIN HIDDEN TESTS
assert learn_bpe(["ab"], 1) == [("a", "b")], "(a, b) と (b, </w>) は同点です / (a, b) and (b, </w>) tie"
assert learn_bpe(["zy", "A"], 1) == [("z", "y")], "辞書順より先に </w> の規則を見ます / the </w> rule comes before dictionary order"
assert learn_bpe(["dc", "ba", "zz"], 3)[:3] == [("b", "a"), ("d", "c"), ("z", "z")], "残りの同点は辞書順です / other ties go by dictionary order"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-learn-greedy", "grade": true, "points": 2}
# どの段階でも、その時点で最も多い対を選びます。 / Each step takes the pair that is most frequent at that moment.
### BEGIN HIDDEN TESTS
import random

rng = random.Random(7)
for trial in range(20):
    corpus = sorted({"".join(rng.choices("abc", k=rng.randint(1, 6))) for _ in range(12)})
    merges = learn_bpe(corpus, 6)
    state = [[*word, "</w>"] for word in corpus]  # an independent count: distinct words, plain lists
    for step, pair in enumerate(merges):
        counts = {}
        for symbols in state:
            for i in range(len(symbols) - 1):
                counts[symbols[i], symbols[i + 1]] = counts.get((symbols[i], symbols[i + 1]), 0) + 1
        assert counts.get(tuple(pair), 0) == max(counts.values()), \
            f"{corpus} の {step + 1} 番目の結合はその時点で最多の対ですか / is merge {step + 1} of {corpus} the most frequent pair at that moment?"
        for symbols in state:
            i = 0
            while i < len(symbols) - 1:
                if (symbols[i], symbols[i + 1]) == tuple(pair):
                    symbols[i : i + 2] = [symbols[i] + symbols[i + 1]]
                i += 1
    assert learn_bpe(corpus, 4) == merges[:4], "少ない回数の結果は、多い回数の結果の先頭部分です / fewer merges are a prefix of more merges"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-learn-stop", "grade": true, "points": 1}
# 対がなくなれば終わり、負の回数は ValueError です。 / It stops when no pair is left, and a negative number is a ValueError.
### BEGIN HIDDEN TESTS
assert learn_bpe(["low"], 0) == [], "0 回なら結合はありません / zero merges are no merges"
assert len(learn_bpe(["low", "low"], 50)) == 3, "low</w> は 3 回で一つの記号になり、そこで終わります / low</w> is one symbol after 3 merges: stop there"
assert learn_bpe([], 5) == [], "空のコーパスから学ぶ対はありません / an empty corpus has no pairs"
try:
    learn_bpe(["low"], -1)
except ValueError:
    pass
else:
    raise AssertionError("num_merges < 0 で ValueError を出しますか / does num_merges < 0 raise a ValueError?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 5. 単語を分割し、元に戻す

新しい単語には、学習した結合を**学習した順**に当てはめます。今ある対のうち、いちばん先に学習したものから結合していくのと同じことです。
"""

# %% [markdown] lang="en"
r"""
## 5. Splitting words and joining them again

To a new word, apply the merges **in the order in which they were learned**. It is the same as always merging, among the pairs that are there, the one that was learned first.
"""

# %% nbgrader={"grade_id": "q1-encode", "solution": true}
def encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """Split a word into tokens.  Characters that no merge knows stay as they are.

    >>> encode("lowest", [("e", "s"), ("es", "t"), ("l", "o")])
    ['lo', 'w', 'est', '</w>']
    """
    ### BEGIN SOLUTION
    symbols = (*word, END)
    for pair in merges:
        symbols = merge_symbols(tuple(pair), symbols)
    return list(symbols)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q1-decode", "solution": true}
def decode(tokens: list[str]) -> str:
    """Join tokens to text.  Each "</w>" ends a word; words are separated by one space.

    >>> decode(["lo", "w", "</w>", "e", "r</w>"])
    'low er'
    """
    ### BEGIN SOLUTION
    return "".join(tokens).replace(END, " ").removesuffix(" ")
    ### END SOLUTION

# %% nbgrader={"grade_id": "q1-encode-try", "locked": true}
tokens = encode("lowest", [("e", "s"), ("es", "t"), ("l", "o")])
assert tokens == ["lo", "w", "est", "</w>"], f"結合を学習した順に当てはめましたか / are merges applied in learned order? got {tokens}"
assert decode(tokens) == "lowest", f"</w> が残っていませんか / is a </w> left over? got {decode(tokens)!r}"

# %% nbgrader={"grade_id": "q1-encode-order", "grade": true, "points": 2}
# 先に学習した結合を先に使います。 / Merges that were learned earlier are applied first.
### BEGIN HIDDEN TESTS
import random

from tokenizers import models

STOP = "\ue000"  # one private character for </w>, because the tokenizers library starts from characters
rng = random.Random(11)
for trial in range(60):
    known, merges = ["a", "b", "c", "</w>"], []
    for _ in range(8):  # random merges over what can exist by then: more cases than learning would reach
        left, right = rng.choice(known), rng.choice(known)
        if "</w>" not in left and left + right not in known:
            merges.append((left, right))
            known.append(left + right)
    plain = [symbol.replace("</w>", STOP) for symbol in known]
    model = models.BPE(vocab={symbol: i for i, symbol in enumerate(plain)}, merges=[(a.replace("</w>", STOP), b.replace("</w>", STOP)) for a, b in merges])
    word = "".join(rng.choices("abc", k=rng.randint(1, 9)))
    expected = [token.value.replace(STOP, "</w>") for token in model.tokenize(word + STOP)]
    assert list(encode(word, merges)) == expected, \
        f"encode({word!r}, {merges}) で、どの結合から使いましたか / which merge did you apply first in encode({word!r}, {merges})?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-encode-edges", "grade": true, "points": 1}
# 知らない文字はそのまま、空の単語は </w> だけです。 / Unknown characters stay, and the empty word is just </w>.
### BEGIN HIDDEN TESTS
assert list(encode("", [("a", "b")])) == ["</w>"], "空の単語 / the empty word"
assert list(encode("ñ√", [("a", "b")])) == ["ñ", "√", "</w>"], "知らない文字を失っていませんか / are unknown characters kept?"
assert list(encode("ab", [])) == ["a", "b", "</w>"], "結合がなければ一文字ずつです / without merges: one token a character"
assert list(encode("a", [("a", "</w>")])) == ["a</w>"], "</w> との結合も使いますか / are merges with </w> applied?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-decode-roundtrip", "grade": true, "points": 1}
# どの単語も encode して decode すると元に戻ります。 / Every word comes back from encode and decode.
### BEGIN HIDDEN TESTS
for tokens, expected in [(["lo", "w", "</w>"], "low"), (["low</w>"], "low"), (["東", "京</w>"], "東京"), (["<", "w", ">", "</w>"], "<w>"),
                         (["👍🏽", "</w>"], "👍🏽"), (["a</w>", "b", "</w>", "c</w>"], "a b c"), (["</w>"], ""), ([], "")]:
    assert decode(tokens) == expected, f"decode({tokens}) は {expected!r} です / decode({tokens}) is {expected!r}"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 6. 実験：実際の文章で

Python に付属する英語の文書 (`pydoc_data.topics`) を使います。まず、同点の規則だけで語彙が変わることを確かめます。
"""

# %% [markdown] lang="en"
r"""
## 6. The experiment: real text

We use the English documentation that comes with Python (`pydoc_data.topics`). First, see the tie rule alone change the vocabulary.
"""

# %% nbgrader={"grade_id": "q1-first-seen", "locked": true}
def first_seen_bpe(corpus, num_merges):
    """The same algorithm, but ties go to the pair that was seen first."""
    vocab, merges = get_vocab(corpus), []
    for _ in range(num_merges):
        stats = get_stats(vocab)
        merges.append(max(stats, key=stats.get))  # max keeps the first of equals
        vocab = merge_vocab(merges[-1], vocab)
    return merges


example = ["low", "lower", "newest", "widest"]
print("dictionary order:", ["".join(pair) for pair in learn_bpe(example, 3)])
print("first seen:      ", ["".join(pair) for pair in first_seen_bpe(example, 3)])

# %% nbgrader={"grade_id": "q1-real-text", "locked": true}
import random
import re
from pydoc_data.topics import topics

words = re.findall(r"[a-z]+", " ".join(topics[name] for name in sorted(topics)).lower())
distinct = sorted(set(words))
random.Random(0).shuffle(distinct)
held_out = set(distinct[: len(distinct) // 5])  # these words are never seen while learning
corpus = [word for word in words if word not in held_out]
print(f"{len(words):,} words, {len(distinct):,} distinct; {len(held_out):,} distinct words held out")

MERGES = 120
merges = learn_bpe(corpus, MERGES)
print("the first 20 merges:", " ".join("".join(pair) for pair in merges[:20]))
print("the last 10 merges: ", " ".join("".join(pair) for pair in merges[-10:]))

# %% [markdown] lang="ja"
r"""
最初の結合は、語尾 (`e</w>` や `s</w>`) と、`th` や `in` のような短い綴りです。後の結合ほど、長い断片や単語全体になります。次に、バイトと文字を比べるための日本語の文章を用意します。
"""

# %% [markdown] lang="en"
r"""
The first merges are ends of words (`e</w>`, `s</w>`) and short spellings such as `th` and `in`; later ones are longer pieces or whole words. Next, a Japanese passage, to compare bytes with characters.
"""

# %% nbgrader={"grade_id": "q1-pictures", "locked": true}
import matplotlib.pyplot as plt

japanese = """朝の駅で電車を待ちながら、今日読む文章のことを考える。文章は文字の列で、文字は計算機の中では数の列である。
一つの文字を一つの数で表すこともできるし、いくつかの短い数に分けて表すこともできる。英語の文字は一つの数で足りるが、
日本語の文字は三つの数を使う。だから同じ長さの文章でも、数の列の長さは言語によって違う。よく現れる並びを一つにまとめると、
列は短くなる。まとめ方を文章から学ぶのが、この演習の方法である。電車が来た。席に座って、文章の続きを読むことにする。"""
phrases = {"English": random.Random(1).sample(corpus, 400), "Japanese": re.findall(r"[^、。\n]+", japanese)}


def as_bytes(text):
    """One character per UTF-8 byte, so that the same functions work on bytes."""
    return text.encode("utf-8").decode("latin-1")


bars = {}
for language, texts in phrases.items():
    size = sum(map(len, texts))
    for symbols, view in [("characters", str), ("bytes", as_bytes)]:
        seen = [view(text) for text in texts]
        for k in (0, 100):
            learned = learn_bpe(seen, k)
            bars[language, symbols, k] = sum(token != END for text in seen for token in encode(text, learned)) / size
            print(f"{language:9} {symbols:11} {k:3} merges: {bars[language, symbols, k]:.2f} tokens per character")

ks = [0, 5, 10, 20, 40, 60, 80, 100, MERGES]
sample = {"seen while learning": sorted(set(corpus))[::10], "held out": sorted(held_out)[::4]}
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6))
for (label, some), marker in zip(sample.items(), "os"):
    left.plot(ks, [sum(len(encode(word, merges[:k])) for word in some) / len(some) for k in ks], marker + "-", label=label)
left.set(xlabel="merges learned", ylabel="tokens per distinct word", ylim=(0, None))
left.legend()
names = [(language, symbols) for language in phrases for symbols in ("characters", "bytes")]
right.bar([i - 0.2 for i in range(4)], [bars[*name, 0] for name in names], 0.4, label="no merges")
right.bar([i + 0.2 for i in range(4)], [bars[*name, 100] for name in names], 0.4, label="100 merges")
right.set_xticks(range(4), [f"{language}\n{symbols}" for language, symbols in names])
right.set_ylabel("tokens per character")
right.legend()
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
**図から読み取れること**　左：結合が増えるほど一つの単語のトークン数は減りますが、減り方はだんだん緩やかになります。学習に使わなかった単語でも同じように減るので、単語の暗記ではなく、綴りの断片を学んでいることがわかります。右：バイトから始めると、日本語は一文字に三つの記号が要ります。結合を学ぶと差は縮まりますが、まず「三バイトを一文字に戻す」ことに結合が使われます。

## さらに学ぶために

* 記号をバイトにすると、知らない文字がなくなります。GPT-2 の語彙はこの方法です (Radford ほか 2019, 2.2 節)。
* 毎回すべてを数え直すと、計算量は結合の回数に比例して増えます。変わった単語だけを数え直すにはどうすればよいでしょうか。
* `merges` の数を増やすと、語彙の大きさと列の長さはどう釣り合うでしょうか。語彙の大きさ（記号の種類の数）も一緒に描いてみましょう。
"""

# %% [markdown] lang="en"
r"""
**What the picture shows.** Left: the more merges, the fewer tokens per word, with less and less gain. Words that were not seen while learning shrink in the same way: what was learned is pieces of spelling, not a list of words. Right: starting from bytes, a Japanese character needs three symbols. Merges narrow the gap, but many of them are spent on turning three bytes back into one character.

## Going further

* With bytes as symbols there are no unknown characters. GPT-2's vocabulary is built this way (Radford et al. 2019, section 2.2).
* Counting everything anew makes the cost grow with the number of merges. How would you recount only the words that changed?
* With more merges, how do the size of the vocabulary and the length of the sequences balance? Draw the number of kinds of symbols, too.
"""
