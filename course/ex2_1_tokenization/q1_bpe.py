# %% [markdown] lang="ja"
r"""
# 演習 2.1 問題 1　バイト対符号化 (BPE)

**できるようになること**　バイト対符号化 (byte pair encoding, BPE) を自分で書き、実際の文章から語彙を学習し、単語をトークン (token) に分割して元に戻せるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 60 分 | ★★☆ | 16 点 |

**最後の図が答える問い**　結合 (マージ) を $k$ 回学習すると、一つの単語は何個のトークンになるでしょうか。学習に使っていない日本語の文章では、文字から始める場合とバイトから始める場合で何が変わるでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Exercise 2.1, problem 1: byte pair encoding (BPE)

**What you will be able to do.** Write byte pair encoding (BPE) yourself, learn a vocabulary from real text, split words into tokens and put them together again.

| time | difficulty | points |
|---|---|---|
| 60 min | ★★☆ | 16 |

**The question that the last picture answers.** How many tokens is a word after $k$ merges? And in Japanese text that was not used for learning, what changes between starting from characters and starting from bytes?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

単語をそのまま語彙にすると、見たことのない単語を表せません。文字を語彙にすると、列が長くなりすぎます。BPE はその中間で、**最もよく隣り合う二つの記号を一つに結合する**ことをくり返します (Sennrich, Haddow, Birch 2016, [arXiv:1508.07909](https://arxiv.org/abs/1508.07909), 3.2 節)。

単語 $w$ の出現回数を $c(w)$、$w$ の中で記号の対 $(a, b)$ が隣り合う回数を $n_w(a,b)$ とすると、対の回数は

$$\mathrm{count}(a,b) = \sum_{w} c(w)\, n_w(a,b)$$

で、BPE は各段階で $\mathrm{count}$ が最大の対を結合します。単語の終わりは特別な記号 `</w>` で表します。

**手で確かめる例**　`["low", "lower", "newest", "widest"]` では、`e s`、`s t`、`t </w>`、`l o`、`o w` がどれも 2 回です。回数だけでは決まらないので、**同数のときの規則**が要ります。この演習では次のとおりとします。

1. 回数の多い対を先にします。
2. 同数なら、右側の記号が `</w>` で終わる対を後にします。
3. それでも決まらなければ、辞書順 (Python のタプルの `<`) で小さい対を先にします。

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

同数のときに「先に見つけた対」を選ぶ規則にすると、最初の三つの結合は何になるでしょうか。紙に書いてから開いてください。

<details><summary>答え</summary>

`lo`、`low`、`es` です。同じデータ、同じアルゴリズムでも、同数のときの規則だけで語彙が変わります。公開されている実装どうしの結果が合わないときは、まずここを疑います。第 6 節で実際に確かめます。

</details>
"""

# %% [markdown] lang="en"
r"""
### Predict

If ties went to the pair that was seen first, what would the first three merges be? Write it down, then open the answer.

<details><summary>Answer</summary>

`lo`, `low`, `es`. Same data, same algorithm: the tie rule alone changes the vocabulary. Where two public implementations disagree, look there first. Section 6 shows it.

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
    """コーパスの単語を数えます。単語は、一文字ずつの記号の最後に "</w>" を付けたタプルです。

    corpus: 単語のリスト。同じ単語が何度現れてもかまいません。リストは書き換えません。
    単語は空白と "</w>" を含まない文字列です。文字は Python の文字 (str の要素) で、
    大文字と小文字、記号、結合文字もそのまま別の記号です。空の単語は ("</w>",) です。

    >>> get_vocab(["ab", "ab", "a"])
    {('a', 'b', '</w>'): 2, ('a', '</w>'): 1}

    ---
    Count the words of a corpus, each as a tuple of its characters with "</w>" last.

    corpus: a list of words. A word may occur several times; the list is not changed.
    A word is a string without white space and without "</w>". A character is what Python
    calls one (an element of the str): capitals, punctuation and combining characters are
    symbols of their own, as they are. The empty word is ("</w>",).

    >>> get_vocab(["ab", "ab", "a"])
    {('a', 'b', '</w>'): 2, ('a', '</w>'): 1}
    """
    ### BEGIN SOLUTION
    return dict(Counter((*word, END) for word in corpus))
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

文字列は文字の列です。`tuple("ab")` は何になりますか。同じ単語が二度目に現れたとき、辞書はどう変わればよいですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

単語を一つずつ見て、「文字のタプルに `</w>` を足したもの」をキーにし、その値を 1 増やします。値の初めは 0 です。標準ライブラリには数えるための辞書もあります。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

A string is a sequence of characters. What is `tuple("ab")`? When a word occurs a second time, what should happen to the dictionary?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Go through the words; the key is the tuple of characters with `</w>` added, and its value grows by 1, starting at 0. The standard library has a dictionary made for counting.

</details>
"""

# %% nbgrader={"grade_id": "q1-get-vocab-try", "locked": true}
vocab = get_vocab(["ab", "ab", "a"])
assert ("a", "</w>") in vocab, \
    f"単語は </w> で終わる記号のタプルですか：{vocab} / is a word a tuple of symbols that ends in </w>? got {vocab}"
assert vocab[("a", "b", "</w>")] == 2, \
    f"同じ単語を数え上げていますか：{vocab} / are equal words counted together? got {vocab}"

# %% nbgrader={"grade_id": "q1-vocab-symbols", "grade": true, "points": 1}
# 単語は一文字ずつの記号になり、最後が </w> です。 / A word becomes one symbol per character, with </w> last.
### BEGIN HIDDEN TESTS
# SHARED checks
import random

LETTERS = "abzwWABZ0179.,:;!?-_'()<>/\\[*+^$éßñωЖא東京カナ゛①ﬁ👍\u0301\U0001f3fd\u200b\u200d\ufeff\xad"  # any script and case, and what regular expressions treat specially
rng = random.Random(1)
words = ["low", "x", "", "東京", "naïve", "cafe\u0301", "👍🏽"] + ["".join(rng.choices(LETTERS, k=rng.randint(1, 15))) for _ in range(40)]
for word in smallest_first(words):
    assert get_vocab([word]) == {(*word, "</w>"): 1}, \
        f"get_vocab([{word!r}]) の記号を確かめてください。文字はそのまま残りますか / check the symbols of get_vocab([{word!r}]): does every character stay as it is?"
assert get_vocab([]) == {}, "空のコーパスでは語彙も空です / an empty corpus has an empty vocabulary"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-vocab-counts", "grade": true, "points": 1}
# 各単語の出現回数を数え、入力は変えません。 / Every occurrence of a word counts, and the input stays as it was.
### BEGIN HIDDEN TESTS
some = [{"w": 2}, {"to": 1, "To": 2}]  # {word: how often}
some += [{word: rng.randint(1, 12) for word in ["to", "be", "To", "BE", "or", "東京", "w", "".join(rng.choices("ab", k=4))]} for _ in range(10)]
for times in smallest_first(some):
    corpus = [word for word, n in times.items() for _ in range(n)]
    rng.shuffle(corpus)
    before = list(corpus)
    spelled = {"".join(symbols).replace("</w>", ""): n for symbols, n in get_vocab(corpus).items()}
    assert spelled == times, f"{before} の各単語を何回と数えましたか / how often did you count each word of {before}?"
    assert corpus == before, f"引数 corpus {before} を書き換えていませんか / did you change the argument corpus, {before}?"
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
    """隣り合う記号の対を、単語の回数で重み付けして数えます。

    結果には現れる対だけが入ります。
    vocab: get_vocab や merge_vocab が返す語彙。書き換えません。
    一つの単語に同じ対が何度も現れれば、その数だけ数えます (x x x には対 (x, x) が二つ)。

    >>> get_stats({("a", "b", "</w>"): 2, ("a", "</w>"): 1})
    {('a', 'b'): 2, ('b', '</w>'): 2, ('a', '</w>'): 1}

    ---
    Count the adjacent pairs of symbols, each weighted with its word's count.

    Only pairs that occur are in the result.
    vocab: a vocabulary as get_vocab or merge_vocab returns it; it is not changed.
    A pair that occurs several times in a word counts that often (x x x holds (x, x) twice).

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

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

記号が 4 個の単語に、隣り合う対はいくつありますか。最後の対はどの記号とどの記号ですか。その単語が 5 回現れるなら、それぞれの対は何回ですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

二重のループです。外側は単語とその回数、内側はその単語の中の対です。内側で足すのは 1 ではありません。列と、一つずらした同じ列を並べると対ができます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

How many adjacent pairs has a word of 4 symbols? Which symbols form the last one? If that word occurs 5 times, how often does each pair occur?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Two loops: the outer one over words and their counts, the inner one over the pairs of that word. What the inner loop adds is not 1. A sequence beside itself, moved by one, gives the pairs.

</details>
"""

# %% nbgrader={"grade_id": "q1-get-stats-try", "locked": true}
stats = get_stats({("a", "b", "</w>"): 2, ("a", "</w>"): 1})
assert stats.get(("b", "</w>")), \
    f"単語の最後の対も数えましたか：{stats} / is the last pair of a word counted, too? got {stats}"
assert stats[("a", "b")] == 2, \
    f"対を単語の回数で重み付けしましたか：{stats} / is each pair weighted with its word's count? got {stats}"

# %% nbgrader={"grade_id": "q1-stats-pairs", "grade": true, "points": 1}
# どの隣り合う対も、順序を保って、現れた数だけ数えます。 / Every adjacent pair is counted, in its order and as often as it occurs.
### BEGIN HIDDEN TESTS
def by_replace(pair, symbols):
    """An oracle for one merge: with one private character a symbol, str.replace cannot cross a border."""
    kinds = sorted({*symbols, *pair, "".join(pair)})
    code = {symbol: chr(0xE000 + i) for i, symbol in enumerate(kinds)}
    text = "".join(code[symbol] for symbol in symbols).replace(code[pair[0]] + code[pair[1]], code["".join(pair)])
    return tuple(kinds[ord(c) - 0xE000] for c in text)


def some_words(rng, letters, merges, n=6):
    """n different words of all lengths as symbols, after some random merges."""
    words = [(*word, "</w>") for word in {"".join(rng.choices(letters, k=rng.randint(0, 14))) for _ in range(n)}]
    for _ in range(merges):
        pairs = [pair for word in words for pair in zip(word, word[1:])]
        if pairs:
            pair = rng.choice(pairs)
            words = [by_replace(pair, word) for word in words]
    return words


words = [("</w>",), ("x", "x", "x", "</w>"), ("b", "a", "b</w>")]
for trial in range(40):
    words += some_words(rng, rng.choice(["a", "ab", "abAB", LETTERS]), rng.randint(0, 8), n=3)
for word in smallest_first(words):
    expected = {}
    for left, right in zip(word, word[1:]):
        expected[left, right] = expected.get((left, right), 0) + 1
    assert get_stats({word: 1}) == expected, f"{word} の対を手で数えてみてください / count the pairs of {word} by hand"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-stats-weights", "grade": true, "points": 1}
# 対の回数は、単語の回数で重み付けします。入力は変えません。 / Pair counts are weighted with the words' counts; the input stays as it was.
### BEGIN HIDDEN TESTS
some, others = [{("x", "y", "</w>"): 2}], set()
some += [{word: rng.choice([1, 2, 3, 5, 40, 1000]) for word in [("x", "y", "</w>"), *some_words(rng, rng.choice(["ab", "abc", "abAB"]), trial % 6)]} for trial in range(20)]
for words in smallest_first(some):
    before, expected = dict(words), {}
    for word, n in words.items():  # n occurrences of a word count n times as much as one
        for pair, once in get_stats({word: 1}).items():
            assert 0 < once <= len(word) and set("".join(pair).lower()) <= set("".join(word).lower()), f"{word} に、{pair} は {once} 個もありません / {pair} is not {once} times in {word}"
            expected[pair] = expected.get(pair, 0) + n * once
    others |= expected.keys() - {("x", "y")}
    assert ("x", "y") in expected and get_stats(words) == expected, f"{before} の対に単語の回数を掛けましたか / are the pairs of {before} weighted with the words' counts?"
    assert words == before, f"引数 vocab を書き換えていませんか：{before} / did you change the argument vocab, {before}?"
assert others, "どの語彙でも (x, y) のほかの対がありません / there is no pair but (x, y) in any vocabulary"
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
    """語彙のすべての単語で、対 pair を一つの記号に置き換えた、新しい語彙を返します。

    左から右へ、重ならないように、単語の終わりまで結合します。対を含まない単語もそのまま
    入り、回数は変わりません。vocab は書き換えません。
    vocab: get_vocab や merge_vocab が返す語彙 (同じ綴りになる単語は二つありません)。

    >>> merge_vocab(("a", "b"), {("a", "b", "</w>"): 2})
    {('ab', '</w>'): 2}

    ---
    A new vocabulary in which every occurrence of the pair, in every word, is one symbol.

    Merging runs from left to right, without overlap, to the end of the word. Words without
    the pair are in the result, too; counts stay. vocab is not changed.
    vocab: a vocabulary as get_vocab or merge_vocab returns it (no two words spell the same).

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

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

まず単語一つで考えます。位置 `i` に立っているとき、結合できるのは何と何が等しい場合ですか。結合したあと、次に見る位置はどこですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

新しいリストを空から作ります。位置 `i` を `while` で進め、対が見つかれば結合した記号を足して 2 進み、見つからなければ今の記号を足して 1 進みます。これを一つの単語の関数にしておくと、`encode` でも使えます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

Think of one word first. Standing at position `i`, what must equal what for a merge? And after a merge, where do you look next?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Build a new list from nothing. Move a position `i` with `while`: where the pair is found, append the merged symbol and move by 2, otherwise append the symbol and move by 1. As a function of one word, it serves `encode`, too.

</details>
"""

# %% nbgrader={"grade_id": "q1-merge-vocab-try", "locked": true}
merged = merge_vocab(("a", "b"), {("a", "b", "</w>"): 2})
assert merged == {("ab", "</w>"): 2}, \
    f"対は一つの記号になり、回数は変わりません：{merged} / the pair becomes one symbol and counts stay; got {merged}"

# %% nbgrader={"grade_id": "q1-merge-border", "grade": true, "points": 1}
# 記号の境界をまたいで結合しません。 / Nothing is merged across the borders of symbols.
### BEGIN HIDDEN TESTS
for pair, word in [(("a", "b"), ("xa", "b")), (("a", "b"), ("a", "bc")), (("a", "b"), ("a.b",)), (("a", "b"), ("b", "a")), (("a", "b"), ("a", "c", "b")),
                   (("ab", "c"), ("a", "bc")), (("a", "b"), ("A", "b")), (("a", "b"), ("a", "B")), (("a", "a"), ("aa", "x"))]:
    word = (*word, "</w>")
    assert merge_vocab(pair, {word: 1}) == {word: 1}, \
        f"{word} に対 {pair} はありません。文字列ではなく記号どうしを比べていますか / {word} does not hold {pair}: do you compare symbols rather than text?"
for pair, word, expected in [(("a", "b"), ("x", "a", "b"), ("x", "ab")), ((".", "b"), ("a", ".", "c"), ("a", ".", "c")), ((".", "b"), ("a", "b", ".", "b"), ("a", "b", ".b")), (("\\", "1"), ("\\", "1", "1"), ("\\1", "1")), (("(", "b"), ("(", "b", ")"), ("(b", ")"))]:
    assert merge_vocab(pair, {(*word, "</w>"): 1}) == {(*expected, "</w>"): 1}, \
        f"{word} の対 {pair}：正規表現の特殊文字も普通の記号です / {pair} in {word}: what regular expressions treat specially is a plain symbol"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-merge-overlap", "grade": true, "points": 1}
# 左から右へ、重ならずに、単語の終わりまで結合します。 / Merging runs left to right, without overlap, to the end of the word.
### BEGIN HIDDEN TESTS
cases = [(("a", "a"), ("a",) * n + ("</w>",)) for n in range(1, 9)] + [(("t", "</w>"), ("c", "a", "t", "</w>"))]
for trial in range(60):
    word = max(some_words(rng, rng.choice(["a", "ab", "abAB", "xyzw<>/"]), trial % 5, n=3), key=len)
    if len(word) > 1:
        cases.append((rng.choice(list(zip(word, word[1:]))), word))
for pair, word in smallest_first(cases):
    assert merge_vocab(pair, {word: 1}) == {by_replace(pair, word): 1}, \
        f"{word} の中の {pair} を、左から順に手で結合してみてください / merge {pair} in {word} by hand, from the left"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-merge-pure", "grade": true, "points": 1}
# 渡された語彙は変わらず、回数は新しい語彙に移ります。 / The vocabulary that was passed stays as it was; counts move to the new one.
### BEGIN HIDDEN TESTS
cases, changed = [], False
for trial in range(20):
    words = {word: rng.choice([1, 2, 7, 300]) for word in some_words(rng, "abc", trial % 4, n=1 + trial % 7)}
    cases += [(rng.choice(pairs), words) for pairs in [[pair for word in words for pair in zip(word, word[1:])]] if pairs]
for pair, words in smallest_first(cases):
    before, expected = dict(words), {}
    for word, n in words.items():  # each word by itself: where it ends up does not depend on the others
        moved = list(merge_vocab(pair, {word: 1}))
        assert len(moved) == 1, f"{word} で {pair} を結合すると、単語は一つ残ります：{moved} / merging {pair} in {word} leaves one word, not {moved}"
        assert "".join(moved[0]) == "".join(word), f"{word} で {pair} を結合しても、文字は同じです：{moved[0]} / merging {pair} in {word} keeps the letters: {moved[0]}"
        expected[moved[0]] = n
    merged = merge_vocab(pair, words)
    assert words == before, f"引数 vocab を書き換えていませんか：{before} / did you change the argument vocab, {before}?"
    assert merged == expected, \
        f"{before} で {pair} を結合したとき、どの単語の回数もそのまま移りましたか / when {pair} is merged in {before}, does every word keep its count?"
    changed |= merged != before
assert changed, "どの語彙も、結合しても変わりませんでした / merging changed none of the vocabularies"
words = {("a", "b", "c", "</w>"): 2}
assert merge_vocab(("a", "b"), words) != merge_vocab(("b", "c"), words), "どの対を結合しても、同じ語彙になります / whatever pair is merged, the vocabulary is the same"
absent = merge_vocab(("x", "y"), words)
assert absent is not words and absent == words, "対がどの単語にもないときも、同じ内容の新しい語彙を返します / where no word holds the pair, too, a new vocabulary with the same words comes back"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 4. 結合を学習する

数える、選ぶ、結合する、をくり返します。同数のときの規則は上のとおりです。対がなくなったら、そこで終わります。
"""

# %% [markdown] lang="en"
r"""
## 4. Learning the merges

Count, choose, merge, and again. The tie rule is the one above. When no pair is left, stop.
"""

# %% nbgrader={"grade_id": "q1-learn-bpe", "solution": true}
def learn_bpe(corpus: list[str], num_merges: int) -> list[tuple[str, str]]:
    """結合を num_merges 個まで学習し、行った順に、記号の対 (タプル) のリストとして返します。

    各段階で、その時点の語彙 (単語の回数で重み付け) で最も多い対を選びます。
    同数なら、右側の記号が "</w>" で終わる対を後にし、次に辞書順 (Python のタプルの <) です。
    対がなくなれば、回数が 1 の対も含めて使い切ったところで終わります。
    num_merges < 0 なら ValueError です。corpus は書き換えません。

    >>> learn_bpe(["low", "lower", "newest", "widest"], 3)
    [('e', 's'), ('es', 't'), ('l', 'o')]

    ---
    Learn at most num_merges merges: a list of pairs (tuples) of symbols, in the order in which they are made.

    Each step takes the pair that is most frequent in the vocabulary of that moment (words count
    as often as they occur). Ties: a pair whose right symbol ends with "</w>" comes last, then
    dictionary order (Python's < on tuples).
    It stops early only when no pair is left; pairs that occur once are merged, too.
    Raises ValueError if num_merges < 0. corpus is not changed.

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

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

一段階で必要なのは三つの関数です。どの順に呼びますか。前の段階から次の段階へ持ち越すものは何ですか。三つの規則を一度に比べるには、対をどんなタプルに変えて比べればよいですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

語彙を作ってから、`num_merges` 回まで「数える → いちばん良い対を選ぶ → 結合した語彙に替える」をくり返します。選ぶときは `min` か `sorted` に `key=` を渡します。キーは三つの値のタプルで、`False` は `True` より小さいことが使えます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

A step needs three functions. In which order are they called? What is carried from one step to the next? To compare by three rules at once, into which tuple would you turn a pair?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Make the vocabulary, then up to `num_merges` times: count, choose the best pair, replace the vocabulary by the merged one. For choosing, give `min` or `sorted` a `key=`: a tuple of three values. `False` is smaller than `True`.

</details>
"""

# %% nbgrader={"grade_id": "q1-learn-bpe-try", "locked": true}
merges = learn_bpe(["low", "lower", "newest", "widest"], 3)
assert len(merges) == 3, f"結合は三つのはずです：{merges} / there should be three merges, got {merges}"
assert merges[0] == ("e", "s"), \
    f"最初の結合は同数のときの規則で決まります：{merges[0]} / the tie rule decides the first merge; got {merges[0]}"

# %% nbgrader={"grade_id": "q1-learn-textbook", "grade": true, "points": 1}
# 教科書の例では es、est、lo の順に結合します。 / The textbook's example merges es, est, lo in this order.
### BEGIN HIDDEN TESTS
def vocabulary(corpus):
    words = {}
    for word in corpus:
        words[(*word, "</w>")] = words.get((*word, "</w>"), 0) + 1
    return words


def counted(words):
    counts = {}
    for word, n in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] = counts.get(pair, 0) + n
    return counts


def merged_in(pair, words):
    return {by_replace(pair, word): n for word, n in words.items()}


def replay(corpus, merges=None):
    """Before each merge: the pair that is taken (without merges: the right one), and the counts; all by functions of this test."""
    state, step = vocabulary(corpus), 0
    while True:
        counts = counted(state)
        taken = next(iter(merges[step : step + 1]), None) if merges is not None else first(counts) if counts else None
        yield taken, counts
        if taken not in counts:
            return
        step += 1
        state = merged_in(taken, state)


def first(counts):
    """The pair that the three rules put first."""
    ties = sorted(pair for pair in counts if counts[pair] == max(counts.values()))
    return ([pair for pair in ties if not pair[1].endswith("</w>")] or ties)[0]


def right(corpus, merges):
    """Whether these are the merges that belong to the corpus, as far as they go."""
    return all(taken == (first(counts) if counts else None) for taken, counts in list(replay(corpus, merges))[: len(merges)])


def helped(corpus, k):
    """What learn_bpe learns where get_vocab, get_stats and merge_vocab are those of this test."""
    global get_vocab, get_stats, merge_vocab
    mine = get_vocab, get_stats, merge_vocab
    get_vocab, get_stats, merge_vocab = vocabulary, counted, merged_in
    try:
        return learn_bpe(list(corpus), k)
    finally:
        get_vocab, get_stats, merge_vocab = mine


def learned(corpus, k):
    """What learn_bpe learns; a mistake of the functions above has its own checks, so with this test's ones if only that is right."""
    merges = learn_bpe(list(corpus), k)
    if not right(corpus, merges) or len(merges) < k:
        try:
            again = helped(corpus, k)
        except Exception:  # it needs its own
            return merges
        merges = again if right(corpus, again) and len(again) == k else merges
    return merges


def cause(corpus, k):
    """If learn_bpe is right with this test's get_vocab, get_stats and merge_vocab, and not with the student's: two sentences that say so."""
    merges = learn_bpe(list(corpus), k)
    if right(corpus, merges) or learned(corpus, k) == merges:
        return "", ""
    return ("。learn_bpe の手順は正しく、原因は上の get_vocab、get_stats、merge_vocab のどれかです",
            "; the steps of learn_bpe are right, the cause is get_vocab, get_stats or merge_vocab above")


for letters in ("deilnorstw", "abcdefghij", "fhkmpqrsvz"):  # the same example in other letters of the same order
    spelled = dict(zip("deilnorstw", letters))
    example, *expected = (tuple("".join(map(spelled.get, part)) for part in parts) for parts in [("low", "lower", "newest", "widest"), ("e", "s"), ("es", "t"), ("l", "o")])
    merges = learn_bpe(list(example), 3)
    ja, en = cause(example, 3)
    assert merges == expected, \
        f"{example} では {merges} になりました。毎回数え直して、同数のときの規則を使っていますか{ja} / {example} gave {merges}: do you count anew each time and use the tie rule{en}?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-learn-ties", "grade": true, "points": 1}
# 同数なら </w> で終わる対が後、次に辞書順です。 / Among ties, pairs that end in </w> come last, then dictionary order.
### BEGIN HIDDEN TESTS
rng = random.Random(5)
corpora = [["ab"], ["zy", "A"], ["dc", "ba", "zz"], ["w>", "ww", "aw"]]
for trial in range(30):
    letters = "".join(rng.sample("abcwzABWZ>é東", rng.randint(2, 8)))  # few repeats: nearly every step is a tie
    corpora.append(["".join(rng.choices(letters, k=rng.randint(1, 7))) for _ in range(rng.randint(1, 6))])
judged = 0
for corpus in smallest_first(corpora):
    merges = learned(corpus, min(15, len(list(replay(corpus))) - 1))  # no more than there are
    for step, (taken, counts) in enumerate(replay(corpus, merges), 1):
        if counts.get(taken, 0) < max(counts.values(), default=0) or not counts:
            break  # not a question of ties: q1-learn-greedy
        judged += list(counts.values()).count(counts[taken]) > 1  # a tie
        assert taken == first(counts), \
            f"{corpus} の {step} 番目は {taken} ですが、同数のうち {first(counts)} が先です / merge {step} of {corpus} is {taken}, but {first(counts)} comes first among the ties"
assert judged >= 5, "同数の最も多い対から一つを選んだことが、ほとんどありません / it hardly ever took one of several most frequent pairs"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-learn-greedy", "grade": true, "points": 2}
# どの段階でも、その時点で最も多い対を選びます。 / Each step takes the pair that is most frequent at that moment.
### BEGIN HIDDEN TESTS
corpora = []
for trial in range(14):
    letters = rng.choice(["a", "ab", "abc", "abAB", "tеstTEST"])
    corpus = ["".join(rng.choices(letters, k=rng.randint(0, 9))) for _ in range(rng.randint(2, 10) if trial < 12 else 1)]
    corpora.append(corpus + rng.choices(corpus, k=12 if trial < 12 else 2))  # words occur several times, in any order
for corpus in smallest_first(corpora):
    before = list(corpus)
    k = min(15, len(list(replay(corpus))) - 1)
    learn_bpe(corpus, k)
    assert corpus == before, f"引数 corpus を書き換えていませんか：{before} / did you change the argument corpus, {before}?"
    merges = learned(corpus, k)
    assert merges or not any(corpus), f"{corpus} からは結合を一つも学習しないのですか / does it learn no merge at all from {corpus}?"
    for step, (taken, counts) in enumerate(replay(corpus, merges), 1):
        most = max(counts.values(), default=0)
        assert counts.get(taken, 0) == most or taken is None and (step > k or most <= 1), \
            f"{corpus} の {step} 番目の結合 {taken} は、その時点で最多の対ですか / is merge {step} of {corpus}, {taken}, the most frequent pair at that moment?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-learn-stop", "grade": true, "points": 1}
# 求めた数だけ学習し、対がなくなれば終わり、負の回数は ValueError です。 / It learns as many as asked, stops when no pair is left, and a negative number is a ValueError.
### BEGIN HIDDEN TESTS
corpora = [[], [""], ["x"], ["low", "low"], ["abcdefghijklmnopqrstuvwxyz"], ["aaaaaaaa", "aaab"]]
corpora += [["".join(rng.choices(letters, k=rng.randint(1, 12))) for _ in range(15)] for letters in ("a", "ab", "ab", "abc", "abcd")]
for corpus in smallest_first(corpora):
    merges = learn_bpe(list(corpus), 1000)
    steps, (ja, en) = list(replay(corpus, merges)), cause(corpus, 1000)
    assert len(steps) > len(merges), f"{corpus} の {len(steps)} 個目の結合 {merges[len(steps) - 1]} は、そのとき語彙にない対です{ja} / in {corpus}, merge {len(steps)}, {merges[len(steps) - 1]}, is a pair that is not there at that point{en}"
    assert not steps[-1][1], \
        f"{corpus} では、どの単語も一つの記号になるまで結合できます。{len(merges)} 個で終わりました{ja} / {corpus} can be merged until every word is one symbol; it stopped after {len(merges)}{en}"
    for k in (0, 1, len(merges) // 2, len(merges)):
        assert learn_bpe(list(corpus), k) == merges[:k], f"{corpus} で {k} 個求めると、最初の {k} 個の結合です / for {corpus}, asking for {k} gives the first {k} merges"
for corpus, k in [(["low"], -1), (["low"], -100), ([], -1), ([""], -2)]:
    try:
        learn_bpe(corpus, k)
    except ValueError:
        continue
    raise AssertionError(f"corpus = {corpus}、num_merges = {k} で ValueError を出しますか / do corpus = {corpus} and num_merges = {k} raise a ValueError?")
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 5. 単語を分割し、元に戻す

新しい単語には、学習した結合を**学習した順**に当てはめます。今ある対のうち、いちばん先に学習したものから結合していく方法もよく使われ、二つの結合が同じ綴りの記号を作らないかぎり、結果は同じです (この演習の検査では、そのような結合は使いません)。
"""

# %% [markdown] lang="en"
r"""
## 5. Splitting words and joining them again

To a new word, apply the merges **in the order in which they were learned**. Another common way is to merge, among the pairs that are there, always the one that was learned first. The result is the same unless two merges make a symbol of the same spelling (the checks use no such merges).
"""

# %% nbgrader={"grade_id": "q1-encode", "solution": true}
def encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """単語をトークンのリストに分けます。文字と "</w>" から始めて、結合を学習した順に当てはめます。

    結合に現れない文字もそのまま残り、空の単語は ["</w>"] です。merges は書き換えません。
    word は get_vocab の単語と同じ文字列、merges は learn_bpe が返すような対のリストです。

    >>> encode("lowest", [("e", "s"), ("es", "t"), ("l", "o")])
    ['lo', 'w', 'est', '</w>']

    ---
    Split a word into a list of tokens: from its characters and "</w>", apply the merges in learned order.

    Characters that no merge knows stay as they are; the empty word is ["</w>"]. merges is not changed.
    word: a string as the words of get_vocab; merges: a list of pairs as learn_bpe returns it.

    >>> encode("lowest", [("e", "s"), ("es", "t"), ("l", "o")])
    ['lo', 'w', 'est', '</w>']
    """
    ### BEGIN SOLUTION
    symbols = (*word, END)
    for pair in merges:
        symbols = merge_symbols(tuple(pair), symbols)
    return list(symbols)
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

始まりは `get_vocab` の単語と同じ記号の列です。結合を一つ当てはめるのは、どの関数がすでにしていることですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

記号の列を一つ持ち、`merges` を前から順に見て、そのたびに「その対を結合した列」に取り替えます。最後にリストにして返します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

It starts with the same symbols as a word of `get_vocab`. Which function already applies one merge?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Keep one sequence of symbols; go through `merges` from the front and each time replace the sequence by the one with that pair merged. Return a list.

</details>
"""

# %% nbgrader={"grade_id": "q1-decode", "solution": true}
def decode(tokens: list[str]) -> str:
    """トークンをつないで文章に戻します。"</w>" は単語の終わりで、単語の間は空白一つです。

    tokens: いくつかの単語 (空でないもの) を分けたトークンのリスト。書き換えません。
    最後の単語に "</w>" がなくても、その文字は残ります。[] と ["</w>"] は空の文字列です。

    >>> decode(["lo", "w", "</w>", "e", "r</w>"])
    'low er'

    ---
    Join tokens to text. Each "</w>" ends a word; words are separated by one space.

    tokens: a list of the tokens of some words, none of them empty; it is not changed.
    A last word without "</w>" keeps its letters. [] and ["</w>"] give the empty string.

    >>> decode(["lo", "w", "</w>", "e", "r</w>"])
    'low er'
    """
    ### BEGIN SOLUTION
    return "".join(tokens).removesuffix(END).replace(END, " ")
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず考えること</summary>

トークンをただつないだ文字列には、何が余分で、何が足りませんか。最後の単語の後ろには何が要りますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

つないでから、最後の `</w>` を取り除き、残りの `</w>` を空白に替えます。`strip("</w>")` が取り除くのは文字列ではなく文字の集まりであることに注意してください。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: what to ask first</summary>

If you just join the tokens, what is too much, and what is missing? What belongs after the last word?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Join, remove a last `</w>`, turn the other ones into spaces. Note that `strip("</w>")` removes a set of characters, not a string.

</details>
"""

# %% nbgrader={"grade_id": "q1-encode-try", "locked": true}
tokens = encode("lowest", [("e", "s"), ("es", "t"), ("l", "o")])
assert tokens == ["lo", "w", "est", "</w>"], \
    f"結合を学習した順に当てはめましたか：{tokens} / are merges applied in learned order? got {tokens}"
assert decode(tokens) == "lowest", \
    f"</w> が残っていませんか：{decode(tokens)!r} / is a </w> left over? got {decode(tokens)!r}"

# %% nbgrader={"grade_id": "q1-encode-order", "grade": true, "points": 2}
# 先に学習した結合を先に使います。 / Merges that were learned earlier are applied first.
### BEGIN HIDDEN TESTS
from tokenizers import models

STOP = "\ue000"  # one private character for </w>, because the tokenizers library starts from characters


def some_merges(rng, letters, n):
    """n random merges over what exists by then, no two of the same spelling: more cases than learning would reach."""
    known, merges = [*letters, "</w>"], []
    for _ in range(3 * n):
        left, right = rng.choice(known), rng.choice(known)
        if "</w>" not in left and left + right not in known and len(merges) < n:
            merges.append((left, right))
            known.append(left + right)
    return merges, known


rng, cases = random.Random(11), []
for trial in range(120):
    merges, known = some_merges(rng, rng.choice(["a", "ab", "abc", "aAbB", "xyw東é👍"]), rng.choice([1, 3, 8, 12, 40]))
    letters = sorted({c for pair in merges for symbol in pair for c in symbol.replace("</w>", "")})
    plain = [symbol.replace("</w>", STOP) for symbol in known]
    model = models.BPE(vocab={symbol: i for i, symbol in enumerate(plain)}, merges=[(a.replace("</w>", STOP), b.replace("</w>", STOP)) for a, b in merges])
    word = "".join(rng.choices(letters, k=rng.randint(1, 20))) if letters else ""
    cases.append((word, merges, [token.value.replace(STOP, "</w>") for token in model.tokenize(word + STOP)]))
for word, merges, expected in smallest_first(cases):
    assert encode(word, list(merges)) == expected, \
        f"encode({word!r}, {merges}) で、どの結合から使いましたか / which merge did you apply first in encode({word!r}, {merges})?"
alphabet = "abcdefghijklmnopqrstuvwxyz"
chain = [(alphabet[:n], alphabet[n]) for n in range(1, 26)] + [(alphabet, "</w>")]
assert encode(alphabet, chain) == [alphabet + "</w>"], f"encode({alphabet!r}, …) で、どの結合も使いましたか / does encode({alphabet!r}, …) use every merge?"
for merges, expected in [([("a", "b")], ["ab", "c", "</w>"]), ([("b", "c")], ["a", "bc", "</w>"]), ([("a", "b")], ["ab", "c", "</w>"])]:
    tokens = encode("abc", merges)
    assert tokens == expected, \
        f"encode('abc', {merges}) は {tokens} です。前に呼んだときの merges を覚えていませんか / encode('abc', {merges}) is {tokens}: does it remember the merges of an earlier call?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-encode-edges", "grade": true, "points": 1}
# 知らない文字はそのまま、空の単語は </w> だけです。 / Unknown characters stay, and the empty word is just </w>.
### BEGIN HIDDEN TESTS
cases = [("", [("a", "b")], ["</w>"]), ("ñ√", [("a", "b")], ["ñ", "√", "</w>"]), ("ab", [], ["a", "b", "</w>"]), ("a", [("a", "</w>")], ["a</w>"]),
         ("Ab", [("a", "b")], ["A", "b", "</w>"]), ("", [("a", "</w>")], ["</w>"]), ("cafe\u0301", [("f", "e")], ["c", "a", "fe", "\u0301", "</w>"]), ("?b?", [("b", "?")], ["?", "b?", "</w>"])]
for word, merges, expected in cases:
    tokens = encode(word, merges)
    assert tokens == expected, f"encode({word!r}, {merges}) は {tokens} です。知らない文字、大文字、空の単語を、説明のとおりに扱いますか / encode({word!r}, {merges}) is {tokens}: are unknown characters, capitals and the empty word treated as described?"
cases = [("".join(rng.choices(LETTERS, k=rng.randint(1, 25))), some_merges(rng, "abz", rng.choice([0, 2, 9]))[0]) for _ in range(40)]
for word, merges in smallest_first(cases):
    before, tokens = list(merges), encode(word, merges)
    assert "".join(tokens) == word + "</w>", \
        f"encode({word!r}, {before}) で文字が失われたり変わったりしていませんか / does encode({word!r}, {before}) lose or change a character?"
    assert merges == before, f"引数 merges を書き換えていませんか：{before} / did you change the argument merges, {before}?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q1-decode-roundtrip", "grade": true, "points": 1}
# どの単語も encode して decode すると元に戻り、単語の間は空白一つです。 / Every word comes back from encode and decode, and one space separates words.
### BEGIN HIDDEN TESTS
cases = [(["lo", "w", "</w>"], "low"), (["low</w>"], "low"), (["<", "w", ">", "</w>"], "<w>"), (["a</w>", "b", "</w>", "c</w>"], "a b c"),
         (["</w>"], ""), ([], ""), (["lo", "w"], "low"), (["a</w>", "b", "c"], "a bc")]
for trial in range(40):
    words, tokens = ["".join(rng.choices(LETTERS, k=rng.randint(1, 9))) for _ in range(rng.randint(1, 15))], []
    for word in words:
        cut = rng.randint(0, len(word))
        tokens += [*word[:cut], word[cut:] + "</w>"]  # some tokens are letters, the last may be </w> alone
    cases.append((tokens, " ".join(words)))
for tokens, expected in smallest_first(cases):
    before = list(tokens)
    text = decode(tokens)
    assert text == expected, f"decode({before}) は {text!r} です。文字は残り、</w> だけが単語の間の空白一つになりますか / decode({before}) is {text!r}: do all letters stay, and does nothing but </w> become the one space between words?"
    assert tokens == before, f"引数 tokens を書き換えていませんか：{before} / did you change the argument tokens, {before}?"
for size in range(1, 21):
    merges, _ = some_merges(rng, LETTERS, 40)
    letters = [c for c in LETTERS if any(c in (a + b).replace("</w>", "") for a, b in merges)]  # unknown ones: q1-encode-edges
    word = "".join(rng.choices(letters, k=size))
    tokens = encode(word, merges)
    where = ("decode", "decode") if "".join(tokens) == word + "</w>" else ("encode (文字が変わっています)", "encode (it changes letters)")
    assert decode(tokens) == word, f"{word!r} は {tokens} になり、元に戻りません。原因は {where[0]} です / {word!r} becomes {tokens} and does not come back; the cause is {where[1]}"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 6. 実験：先に予想し、それから見る

三つの実験をします。数を見る前に、下のセルに予想を書いてください (採点しません)。

1. 同数のときに「先に見つけた対」を選ぶと、例の最初の三つの結合は何になりますか。
2. 英語の文書から 1,000 個の結合を学習します。学習に使わなかった単語 `classification` (14 文字) は、120 個の結合で何トークンになりますか。
3. 短い日本語の文章の半分から、文字の結合を 100 個学習します。**残りの半分**は、一文字あたり何トークンになりますか。結合がなければ 1 です。
"""

# %% [markdown] lang="en"
r"""
## 6. The experiment: predict first, then look

There are three experiments. Before you look at numbers, write your predictions into the cell below (it is not graded).

1. If ties go to the pair that was seen first, what are the first three merges of the example?
2. We learn 1,000 merges from English documentation. The word `classification` (14 letters) is not used for learning. How many tokens is it after 120 merges?
3. From one half of a short Japanese passage we learn 100 merges of characters. How many tokens per character does **the other half** need? Without merges it is 1.
"""

# %%
# None を予想に書き換えてください。 / Replace None by your predictions.
my_merges = None  # ["es", "est", "lo"] の形で / in the form ["es", "est", "lo"]
my_tokens = None  # 整数 / a whole number
my_rate = None  # 0 から 1 の数 / a number between 0 and 1

# %% nbgrader={"grade_id": "q1-first-seen", "locked": true} tags=["experiment"]
def compare(prediction, result):
    """予想と結果を並べて表示します。 / Print a prediction beside what came out."""
    if prediction is None:
        print(f"結果は {result} です。予想はまだ書かれていません。 / The result is {result}; no prediction yet.")
    else:
        print(f"予想は {prediction}、結果は {result} です。 / You predicted {prediction}; the result is {result}.")


def first_seen(stats, vocab):
    in_order = [pair for symbols in sorted(vocab) for pair in zip(symbols, symbols[1:])]
    return max(in_order, key=stats.get)  # max keeps the first of equals


def by_rule(stats, vocab):
    return min(stats, key=lambda pair: (-stats[pair], pair[1].endswith(END), pair))


example = ["low", "lower", "newest", "widest"]
for name, choose in [("tie rule", by_rule), ("first seen", first_seen)]:
    vocab = get_vocab(example)
    made = []
    for step in range(3):
        best = choose(get_stats(vocab), vocab)
        vocab = merge_vocab(best, vocab)
        made.append("".join(best))
        print(f"{name:10} {step + 1}: {made[-1]:4}", " | ".join(" ".join(symbols) for symbols in vocab))
    assert made == (["es", "est", "lo"] if choose is by_rule else ["lo", "low", "es"])
compare(my_merges, made)

# %% [markdown] lang="ja"
r"""
<details><summary>何が起きたか (予想を書いて、実行してから開いてください)</summary>

上の三行はこの演習の規則、下の三行は `max(stats, key=stats.get)` です。`max` は同数なら先に見つけた対を返します。教科書のコードは後者の形なので、コメントには `es`、`est`、`lo` とありますが、出力されるのは `lo`、`low`、`es` です。どちらも BPE として正しく、語彙だけが違います。だから規則を決めて書いておく必要があります。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>What happened (open after you have predicted and run the cell)</summary>

The upper three lines follow the rule of this exercise, the lower three `max(stats, key=stats.get)`: among equals, `max` returns the pair that was seen first. The textbook's code is of the second kind, so it prints `lo`, `low`, `es`, although its comment says `es`, `est`, `lo`. Both are correct BPE; only the vocabularies differ. That is why a rule has to be chosen and written down.

</details>
"""

# %% [markdown] lang="ja"
r"""
次は実際の文章です。Python に付属する英語の文書 (`pydoc_data.topics`) の、異なる単語の 5 分の 1 を取り分け、残りから学習します。
"""

# %% [markdown] lang="en"
r"""
Now real text: the English documentation that comes with Python (`pydoc_data.topics`). A fifth of the distinct words is set aside; the merges are learned from the others.
"""

# %% nbgrader={"grade_id": "q1-real-text", "locked": true} tags=["experiment"]
import random
import re
from pydoc_data.topics import topics

words = re.findall(r"[a-z]+", " ".join(topics[name] for name in sorted(topics)).lower())
rare = "classification"
distinct = sorted(set(words) - {rare})
random.Random(0).shuffle(distinct)
held_out = {rare, *distinct[: len(distinct) // 5]}  # these words are never seen while learning
corpus = [word for word in words if word not in held_out]
print(f"{len(words):,} words, {len(distinct) + 1:,} distinct; {len(held_out):,} distinct words held out")

MERGES = 1000
merges = learn_bpe(corpus, MERGES)
spelled = ["".join(pair) for pair in merges]
lengths = [len(symbol.replace(END, "")) for symbol in spelled]
for start, stop in [(0, 20), (100, 120), (980, 1000)]:
    mean = sum(lengths[start:stop]) / (stop - start)
    print(f"merges {start + 1:3} to {stop:4}, mean length {mean:.2f} letters:", " ".join(spelled[start:stop]))
assert sum(lengths[:20]) < sum(lengths[100:120]) < sum(lengths[980:])
assert max(lengths[100:120]) > min(lengths[980:])  # longer on average, not each one

print()
for k in (0, 20, 120, 1000):
    print(f"{rare} after {k:4} merges:", " ".join(encode(rare, merges[:k])))
assert len(encode(rare, merges)) > 1
compare(my_tokens, len(encode(rare, merges[:120])))

# %% [markdown] lang="ja"
r"""
<details><summary>何が見えるか (実行してから開いてください)</summary>

最初の結合は、語尾 (`e</w>` や `s</w>`) と、`th` や `in` のような短い綴りです。後の結合は**平均すると**長くなりますが (平均の長さは上に出力しました)、一つずつ長くなるわけではありません。学習に使わなかった単語も、結合が増えるにつれて少ない断片で書けますが、一語にはまとまりません。まれな単語は、よく現れる断片の列になります。

</details>

次に、バイトと文字を比べます。日本語の文章と、同じくらいの長さの英語の単語を用意し、**半分で学習して、両方の半分で測ります**。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What you see (open after running)</summary>

The first merges are ends of words (`e</w>`, `s</w>`) and short spellings such as `th` and `in`. Later ones are longer **on average** (the means are printed above), not each one of them. A word that was not used for learning needs fewer pieces as merges are added, but does not become one token: rare words are sequences of frequent pieces.

</details>

Next, bytes against characters: a Japanese passage and English words of about the same length. We **learn on one half and measure both halves**.
"""

# %% nbgrader={"grade_id": "q1-pictures", "locked": true} tags=["experiment"]
import matplotlib.pyplot as plt

japanese = """朝の駅で電車を待ちながら、今日読む文章のことを考える。文章は文字の列で、文字は計算機の中では数の列である。
一つの文字を一つの数で表すこともできるし、いくつかの短い数に分けて表すこともできる。英語の文字は一つの数で足りるが、
日本語の文字は三つの数を使う。だから同じ長さの文章でも、数の列の長さは言語によって違う。よく現れる並びを一つにまとめると、
列は短くなる。まとめ方を文章から学ぶのが、この演習の方法である。電車が来た。席に座って、文章の続きを読むことにする。
窓の外には川が見え、橋を渡ると町が広がる。隣の人は新聞を開き、向かいの学生は単語の本を覚えている。
知らない単語に出会ったとき、人は知っている部分から意味を考える。計算機も同じことができるだろうか。
短い部品をたくさん知っていれば、初めて見る言葉でも、部品の並びとして書ける。部品を増やせば列は短くなるが、
覚えるものは多くなる。昼になったら、図書館で別の文章を探そう。雨が降ってきたので、駅から少し走った。"""
phrases = {"English": random.Random(1).sample(corpus, 100), "Japanese": re.findall(r"[^、。\n]+", japanese)}


def as_bytes(text):
    """UTF-8 の 1 バイトを 1 文字（256 個ある点字）にします。同じ関数がバイト列にも使えます。 / One character, of the 256 Braille patterns, per UTF-8 byte: the same functions work on bytes."""
    return "".join(chr(0x2800 + byte) for byte in text.encode("utf-8"))


def rate(texts, view, learned):
    """1 文字あたりのトークン数です。</w> だけのトークンは数えません。 / Tokens per character; </w> alone is not counted."""
    return sum(token != END for text in texts for token in encode(view(text), learned)) / sum(map(len, texts))


ways = [(language, symbols) for language in phrases for symbols in ("characters", "bytes")]
bars = {"no merges": [], "100 merges, half learned from": [], "100 merges, other half": []}
for language, symbols in ways:
    view = as_bytes if symbols == "bytes" else str
    seen, unseen = phrases[language][::2], phrases[language][1::2]
    learned = learn_bpe([view(text) for text in seen], 100)
    for texts, k, name in zip((unseen, seen, unseen), (0, 100, 100), bars):
        bars[name].append(rate(texts, view, learned[:k]))
    print(f"{language:9} {symbols:11}", ", ".join(f"{name}: {values[-1]:.2f}" for name, values in bars.items()))
compare(my_rate, round(bars["100 merges, other half"][2], 2))
_, seen_rates, unseen_rates = bars.values()
assert all(u > 1.5 * s for s, u in zip(seen_rates, unseen_rates))  # every arm looks better on what it has seen
assert unseen_rates[2] > 0.9 and unseen_rates[3] < 2  # characters: hardly any gain; bytes: from 3 to below 2

ks = [0, 5, 10, 20, 40, 80, 160, 320, 640, MERGES]
sample = {"seen while learning": sorted(set(corpus))[::10], "held out": sorted(held_out)[::4]}
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4.2))
curves = []
for (label, some), marker in zip(sample.items(), "os"):
    curves.append([sum(len(encode(word, merges[:k])) for word in some) / len(some) for k in ks])
    left.plot(ks, curves[-1], marker + "-", label=label)
    print(f"{label}: tokens per distinct word", ", ".join(f"{value:.1f}" for value in curves[-1]))
assert curves[1][-1] - curves[0][-1] > curves[1][4] - curves[0][4]  # the distance after 1,000 and after 20 merges
left.set(xlabel="merges learned", ylabel="tokens per distinct word", ylim=(0, None))
left.set_xscale("symlog", linthresh=5)
left.set_xticks(ks, ks, rotation=60)
left.set_xlim(0, MERGES * 1.1)
left.minorticks_off()
left.legend()
for n, ((label, values), hatch) in enumerate(zip(bars.items(), ("", "//", ".."))):
    right.bar([i + 0.27 * (n - 1) for i in range(4)], values, 0.27, label=label, hatch=hatch)
right.set_xticks(range(4), [f"{language}\n{symbols}" for language, symbols in ways])
right.set_ylabel("tokens per character")
right.legend()
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
r"""
<details><summary>図から読み取れること (予想を書いて、実行してから開いてください)</summary>

**左**　結合が増えるほど、一つの単語のトークン数は減ります。横軸は 5 より右が対数目盛りで、同じだけ減らすのに、だんだん多くの結合が要ります。学習に使わなかった単語でも減るので、綴りの断片を学んでいることがわかります。ただし使った単語との差は、結合が増えるほど広がります。後の結合は、単語そのものを覚えはじめているからです。

**右**　学習した半分だけを見ると、どの場合も大きく縮んだように見えます。これは**自分が学んだ文章で自分を測った**数です。残りの半分では、日本語の文字の結合はほとんど役に立ちません。文字の種類が多く、短い文章では同じ並びがくり返し現れないので、文章をほぼ丸ごと覚えただけでした。一方、バイトの結合は残りの半分でも縮みます。ひらがなの三バイトのうち初めの二つは二通り (E3 81 と E3 82) しかなく、それをまとめる結合は、初めて見る文章でも使えるからです。それでも、一文字のトークン数は文字から始めた場合より多いままです。

</details>

## さらに学ぶために

* 記号をバイトにすると、知らない文字がなくなります。GPT-2 の語彙はこの方法です (Radford ほか 2019, 2.2 節)。
* 毎回すべてを数え直すと、計算量は結合の回数に比例して増えます。変わった単語だけを数え直すにはどうすればよいでしょうか。
* 日本語の文章を十倍の長さにすると、右の図の「残りの半分」はどこまで下がるでしょうか。好きな文章で試してください。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the picture shows (open after you have predicted and run the cell)</summary>

**Left.** The more merges, the fewer tokens per word. Right of 5 the axis is logarithmic: each further step down costs more merges. Words that were not used for learning shrink as well, so pieces of spelling were learned. But their distance to the words that were used grows with the merges: late merges begin to memorise whole words.

**Right.** On the half that was learned from, every bar looks much smaller. That is a number **measured on the text that it was learned from**. On the other half, merges of Japanese characters hardly help: there are many kinds of characters, few sequences recur in a short text, and what was learned is nearly the text itself. Merges of bytes do help on the other half: the first two of the three bytes of a hiragana letter are one of two pairs (E3 81 or E3 82), and the merges that join them serve any text. A character still needs more tokens than when starting from characters.

</details>

## Going further

* With bytes as symbols there are no unknown characters. GPT-2's vocabulary is built this way (Radford et al. 2019, section 2.2).
* Counting everything anew makes the cost grow with the number of merges. How would you recount only the words that changed?
* With a Japanese text ten times as long, how far does "other half" fall? Try a text that you like.
"""
