# %% [markdown] lang="ja"
r"""
# プロジェクト　小さな言語モデル (mini language model)

**できるようになること**　実際の文章を数に変え、比較の基準となる n-gram を計算し、因果的な (causal) 自己注意の言語モデルを書いて学習させ、その数を信じてよいかどうかを確かめ、文章を生成できるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 4 時間 | ★★★★ | 24 点 |

**最後の図が答える問い**　学習したモデルは、単語の並びを数えただけの予測より本当によいのでしょうか。学習は、いつやめるべきでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Project: a mini language model

**What you will be able to do.** Turn real text into numbers, compute the n-grams to compare with, write and train a language model with causal self-attention, check whether its numbers can be believed, and let it write.

| time | difficulty | points |
|---|---|---|
| 4 h | ★★★★ | 24 |

**The question that the last picture answers.** Is the trained model really better than counting what follows what? And when should training stop?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

言語モデルは、前のトークンから次のトークンの確率を予測します。よさは、**検証データ** (held-out data) の 1 トークンあたりの損失 (nats) で測ります。

$$L = -\frac{1}{N-1}\sum_{i=1}^{N-1} \ln p(x_i \mid x_0,\dots,x_{i-1})$$

この数は、一つだけでは良いとも悪いとも言えません。何もしない予測、出現回数を数えただけの予測と並べて、はじめて意味を持ちます。そこで、モデルより先に**比較の基準 (ベースライン)** を作ります。一様分布と、1-gram から 5-gram までです。

文章は、どの Python にも入っている言語リファレンス (`pydoc_data.topics`) です。段落に分け、1 割を**開発データ** (development set)、1 割を**テストデータ** (test set) にします。どちらも学習には使わない検証データですが、役割が違います。何かを**選ぶ**とき（いつやめるか、strength をいくつにするか）は開発データで測り、テストデータは、すべてを選び終えてから**一度だけ**使います。選ぶのに使ったデータでの損失は、選んだ分だけよく見えるからです。

### 予想してみましょう

1. 語彙が 1000 語で、まだ何も学習していないモデルの損失は、いくつでしょうか。
2. 因果マスクを忘れて学習したモデルの、検証データでの損失は、いくつになるでしょうか。

次のセルに予想を書いてください。1 は実験で、2 は「よすぎる結果を疑う」で答え合わせをします。
"""

# %% [markdown] lang="en"
r"""
## The idea

A language model predicts the probability of the next token from the tokens before it. How good it is, is measured on **held-out data**, as the loss in nats per token:

$$L = -\frac{1}{N-1}\sum_{i=1}^{N-1} \ln p(x_i \mid x_0,\dots,x_{i-1})$$

On its own, this number is neither good nor bad. It means something next to a prediction that knows nothing, and next to ones that only count. So before the model we build **baselines to compare with**: the uniform distribution, and unigrams up to 5-grams.

The text is the language reference that every Python carries (`pydoc_data.topics`), cut into paragraphs. One in ten goes to the **development set**, one in ten to the **test set**. Both are held out, and they have different tasks: whatever is **chosen** (when to stop, how large `strength` is) is chosen on the development set; the test set is used **once**, when all is chosen. On data that chose, a loss looks better than it is.

### Predict

1. The vocabulary has 1000 words. What is the loss of a model that has not learned anything?
2. A model is trained without the causal mask. What is its loss on held-out text?

Write your predictions into the next cell. The experiment answers 1; "Too good to be true" answers 2.
"""

# %% tags=["experiment"]
first_loss = None  # 学習前、nats / before training, in nats
unmasked_loss = None  # マスクなしで学習した後、nats / after training without the mask, in nats

# %% nbgrader={"grade_id": "lm-setup", "locked": true}
import math
import random
from collections import Counter
from pydoc_data.topics import topics

import torch
import torch.nn.functional as F
from torch import nn
from tqdm import tqdm

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
torch.set_num_threads(1)  # for tensors as small as these, one thread is the fastest
MAX_VOCAB = 1000
CONTEXT = 16  # tokens in a training window
STEPS = 300  # the budget of one training run

pieces = [" ".join(piece.split()) for name in sorted(topics) for piece in topics[name].split("\n\n")]
pieces = [piece for piece in pieces if len(piece.split()) >= 5]
paragraphs = sorted(set(pieces))  # the reference repeats itself, and no paragraph may be held out and trained on
random.Random(0).shuffle(paragraphs)
cut = len(paragraphs) // 10
test_texts, valid_texts, train_texts = paragraphs[:cut], paragraphs[cut : 2 * cut], paragraphs[2 * cut :]
print(f"{len(pieces)} paragraphs, {len(paragraphs)} different ones:")
print(f"{len(train_texts)} for training, {len(valid_texts)} for development, {len(test_texts)} for the test")
print(valid_texts[0][:200])


def compare(prediction, result):
    """予想と結果を一行に並べます。
    ---
    Your prediction and the result, in one line.
    """
    if prediction is None:
        return f"まだ予想がありません。結果は {result} です。 / There is no prediction yet; the result is {result}."
    return f"予想は {prediction}、結果は {result} です。 / You predicted {prediction}; the result is {result}."


def scrambled(*sizes, seed, **options):
    """あなたのモデルに、小さくない乱数の重みを入れます。どの違いも値に現れるように、テストが使います。
    ---
    Your model with random weights, neither small nor trained, so that every difference shows; the tests use it.
    """
    model = MiniLanguageModel(*sizes, **options)
    generator = torch.Generator().manual_seed(seed)
    for p in model.parameters():
        p.data = 0.4 * torch.randn(p.shape, generator=generator)
    return model.eval()  # without dropout, if there is any

# %% [markdown] lang="ja"
r"""
## 1. トークナイザ

単語を空白で区切り、小文字にして、番号を付けます。番号 0 から 3 は特別なトークンです。

| 番号 | トークン | 役割 |
|---|---|---|
| 0 | `<pad>` | 長さをそろえる詰め物 |
| 1 | `<unk>` | 語彙にない単語 |
| 2 | `<sos>` | 文章の始まり |
| 3 | `<eos>` | 文章の終わり |

`max_vocab` があるときは、特別なトークンを**含めて**その大きさまで、出現回数の多い単語から順に語彙に入れます。`decode` の `skip_specials` は `<pad>`、`<sos>`、`<eos>` だけを省きます。`<unk>` は残します。そこに単語があったことまで消してはいけません。
"""

# %% [markdown] lang="en"
r"""
## 1. The tokenizer

Split at whitespace, lower the case, number the words. Ids 0 to 3 are special tokens.

| id | token | what it is for |
|---|---|---|
| 0 | `<pad>` | fills up to a length |
| 1 | `<unk>` | a word outside the vocabulary |
| 2 | `<sos>` | start of a text |
| 3 | `<eos>` | end of a text |

If there is a `max_vocab`, the most frequent words enter until the vocabulary, special tokens **included**, has that size. `skip_specials` in `decode` leaves out `<pad>`, `<sos>` and `<eos>` only. `<unk>` stays: there was a word, and that must not be lost.
"""

# %% nbgrader={"grade_id": "lm-tokenizer", "solution": true}
class SimpleTokenizer:
    """空白で区切り、小文字にした単語を番号に変えます。`vocab` は、トークンから番号 0 … len(vocab) - 1 への dict です。

    texts の単語は str.split() で区切り（全角の空白、改行、タブも空白です）、str.lower() で小文字にします。
    句読点は取り除きません（"mat" と "mat." は別の単語です）。
    max_vocab: 語彙の大きさの上限。特別なトークンを含みます。4 未満は ValueError です。
        出現回数の多い単語から入れます。同数の単語は、どれを先にしてもかまいません。
        同じ文章が二度あれば、その単語も二度数えます。texts は変えません。
    文章の中に <eos> などの綴りがあれば、その特別なトークンの番号になります（語彙に二度は入りません）。
    ---
    Words at whitespace, in lower case, as ids; `vocab` is a dict from each token to its id, 0 … len(vocab) - 1.

    Words are split by str.split() (newlines, tabs and full-width spaces are whitespace) and lowered by str.lower().
    Punctuation stays ("mat" and "mat." are two words).
    max_vocab: size limit, special tokens included; below 4 it is a ValueError.
        The most frequent words of `texts` enter; among equally frequent ones, the choice is free.
        A text that comes twice counts twice.  texts are left as they are.
    Where a text holds the spelling of a special token such as <eos>, it gets that token's id (and enters only once).

    >>> tokenizer = SimpleTokenizer(["A cat", "a dog"])
    >>> tokenizer.decode(tokenizer.encode("a DOG sings", add_specials=True))
    'a dog <unk>'
    """

    SPECIALS = ["<pad>", "<unk>", "<sos>", "<eos>"]

    def __init__(self, texts: list[str], max_vocab: int | None = None):
        ### BEGIN SOLUTION
        if max_vocab is not None and max_vocab < len(self.SPECIALS):
            raise ValueError(f"max_vocab must be at least {len(self.SPECIALS)}, not {max_vocab}")
        counts = Counter(word for text in texts for word in text.lower().split())
        words = [word for word, _ in counts.most_common() if word not in self.SPECIALS]
        self.words = (self.SPECIALS + words)[:max_vocab]
        self.vocab = {word: i for i, word in enumerate(self.words)}
        ### END SOLUTION

    def encode(self, text: str, add_specials: bool = False) -> list[int]:
        """単語の番号。知らない単語は 1。add_specials なら <sos> を前に、<eos> を後に置きます。 / The ids of the words; 1 for an unknown word; add_specials puts <sos> before and <eos> after them."""
        ### BEGIN SOLUTION
        ids = [self.vocab.get(word, 1) for word in text.lower().split()]
        return [2, *ids, 3] if add_specials else ids
        ### END SOLUTION

    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        """単語を一つの空白でつなぎます。skip_specials なら <pad>、<sos>、<eos> を省きます。 / The words, joined with single spaces; skip_specials leaves out <pad>, <sos> and <eos>."""
        ### BEGIN SOLUTION
        return " ".join(self.words[i] for i in ids if not (skip_specials and i in (0, 2, 3)))
        ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

同じ単語が二度現れたら、番号はいくつ必要ですか。文章の中に `<eos>` という綴りがあったら、どの番号になるべきですか。番号から単語へは、どうやって戻りますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

単語を数え、多い順に並べ、特別なトークンを先頭に置いて `max_vocab` で切ります。番号は、その並びでの位置です。`encode` は dict で引き、なければ 1 です。`decode` は番号を単語に戻し、省くものを除いてから空白でつなぎます。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

How many ids does a word need that occurs twice? Which id should the spelling `<eos>` get inside a text? How do you come back from an id to its word?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Count the words, sort them by frequency, put the special tokens first, cut at `max_vocab`; an id is a place in that list. `encode` looks up a dict, and 1 where there is nothing. `decode` turns ids into words, leaves out what is to be left out, and joins with spaces.

</details>
"""

# %% nbgrader={"grade_id": "lm-tokenizer-try", "locked": true}
tokenizer = SimpleTokenizer(["A cat", "a dog"])
first, specials = list(tokenizer.vocab)[:4], ["<pad>", "<unk>", "<sos>", "<eos>"]
assert first == specials, f"番号 0 から 3 は特別なトークンです：{first} / ids 0 to 3 are the special tokens; got {first}"
ids = tokenizer.encode("a DOG sings", add_specials=True)
assert ids[0] == 2 and ids[-1] == 3, f"<sos> と <eos> で囲みましたか：{ids} / is it between <sos> and <eos>? got {ids}"
assert tokenizer.decode(ids) == "a dog <unk>", f"知らない単語は <unk> のまま残します：{tokenizer.decode(ids)!r} / an unknown word stays as <unk>; got {tokenizer.decode(ids)!r}"

# %% nbgrader={"grade_id": "lm-vocab", "grade": true, "points": 1}
# 語彙は特別なトークンと多い単語からなり、max_vocab は特別なトークンを含みます。 / The vocabulary: special tokens, then frequent words; max_vocab counts the special tokens.
### BEGIN HIDDEN TESTS
# SHARED checks
specials = {"<pad>": 0, "<unk>": 1, "<sos>": 2, "<eos>": 3}
dice = random.Random(11)
words = ["b", "c", "a", "cat", "cat.", "straße", "éa", "ω", "犬", "x1", "don't", "zz"]
for case in range(8):
    if case == 6:
        words = words + [f"w{i}" for i in range(300)]  # from here on a long vocabulary, and many words that occur once
    weights = [dice.choice([1, 2, 3, 8]) for _ in words]  # ties are frequent
    running = dice.choices(words, weights, k=40 if case < 6 else 500)
    running = [dice.choice([str, str.upper, str.title])(word) if word != "straße" else word for word in running]
    if case % 2:
        running += ["<EOS>", "<unk>"] * 20  # special tokens, more frequent than any word
    texts = [dice.choice([" ", "\r\n", "\u3000", " \t ", "\u00a0"]).join(running[i : i + 7]) for i in range(0, len(running), 7)] + [""]
    texts += texts[:1] * 3  # a text may come again
    counts = Counter(word.lower() for word in running + 3 * running[:7] if word.lower() not in specials)
    given = list(texts)
    for size in (None, 4, 5, 4 + len(counts) // 2, 3 + len(counts), 4 + len(counts), 99):
        vocab = dict(SimpleTokenizer(texts, max_vocab=size).vocab)
        what = f"max_vocab={size}、texts={texts[:1]}…"
        assert specials.items() <= vocab.items(), f"特別なトークンの番号は 0 から 3 です：{what} / the special tokens have the ids 0 to 3; {what}"
        assert sorted(vocab.values()) == list(range(len(vocab))), f"番号は 0 から続きます：{what} / ids run from 0 without gaps; {what}"
        assert len(vocab) == min(size or 999, 4 + len(counts)), f"max_vocab は特別なトークンを含む大きさです：{len(vocab)}、{what} / max_vocab counts the special tokens: {len(vocab)} tokens; {what}"
        kept, lost = set(vocab) - set(specials), set(counts) - set(vocab)
        assert kept <= set(counts), f"小文字にした単語だけが入ります：{sorted(kept - set(counts))}、{what} / only the words, in lower case, enter: {sorted(kept - set(counts))}; {what}"
        assert min((counts[w] for w in kept), default=99) >= max((counts[w] for w in lost), default=0), f"出現回数の多い単語から入れましたか。同じ文章が二度あれば、二度数えます：{what} / do the most frequent words enter first? a text that comes twice counts twice; {what}"
    assert texts == given, "引数 texts を書き換えています / the argument texts was changed"
assert dict(SimpleTokenizer([]).vocab) == specials, "文章がなければ特別なトークンだけです。前の語彙が残っていませんか / no texts, only special tokens: is an earlier vocabulary left?"
for size in (3, 0, -1):
    try:
        SimpleTokenizer(["a"], max_vocab=size)
    except ValueError:
        continue
    raise AssertionError(f"max_vocab={size} は ValueError です / max_vocab={size} is a ValueError")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-encode", "grade": true, "points": 1}
# 大文字、空白、知らない単語を正しく番号に変えます。 / Capitals, whitespace and unknown words become the right ids.
### BEGIN HIDDEN TESTS
tok = SimpleTokenizer(["the cat sat on the mat . straße éa 犬 <eos>"])
before = dict(tok.vocab)
assert len(set(before.values())) >= 10, "どの単語も、自分の番号を持ちます / each word has a number of its own"
dice = random.Random(12)
known = ["the", "The", "CAT", "mat", ".", "straße", "ÉA", "犬", "<eos>", "<UNK>", "<pad>"]
for running in smallest_first(dice.choices([*known, "dog", "mat.", "DOG,", "strasse"], k=n % 6) for n in range(30)):
    gap = dice.choice([" ", "  ", "\r\n\t", "\u3000", "\u00a0"])
    text, expected = gap + gap.join(running) + gap, [before.get(word.lower(), 1) for word in running]
    assert list(tok.encode(text)) == expected, f"{text!r} が {tok.encode(text)} になります。小文字にし、どの空白でも区切り、知らない単語は 1 にしますか / {text!r} becomes {tok.encode(text)}: lower case, split at all white space, 1 for an unknown word?"
    assert list(tok.encode(text, add_specials=True)) == [2, *expected, 3], f"{text!r}: <sos> は先頭、<eos> は末尾です / <sos> first, <eos> last: {text!r}"
assert list(tok.encode("")) == [] and list(tok.encode("", add_specials=True)) == [2, 3], "空の文章も扱えますか / does an empty text work?"
assert dict(tok.vocab) == before, "encode が語彙を変えています / encode changes the vocabulary"
small = SimpleTokenizer(["a a a b b c d d e f"], max_vocab=6)
assert list(small.encode("a b c a e")) == [small.vocab.get(word, 1) for word in "abcae"], "max_vocab で外れた単語も <unk> です / a word that max_vocab leaves out is <unk>, too"
assert list(tok.encode("the cat")) == [before["the"], before["cat"]], "二つ目のトークナイザが一つ目を変えています / a second tokenizer changes the first"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-decode", "grade": true, "points": 1}
# decode は番号を単語に戻し、<unk> を消しません。 / decode turns ids into words and loses no <unk>.
### BEGIN HIDDEN TESTS
first, second = SimpleTokenizer(["the cat sat on the mat . 犬 <b> <3 [eos]"]), SimpleTokenizer(["two words"])
dice = random.Random(13)
for tok in (first, second, first):
    word = {i: token for token, i in tok.vocab.items()}
    for length in (0, 1, 2, 5, 9, 30):
        ids = dice.choices(range(len(word)), weights=[3] * 4 + [2] * (len(word) - 4), k=length)
        given = list(ids)
        everything, shorter = " ".join(word[i] for i in ids), " ".join(word[i] for i in ids if i not in (0, 2, 3))
        assert tok.decode(given, skip_specials=False) == everything, f"skip_specials=False ではすべて残します：{ids}、{tok.decode(ids, skip_specials=False)!r} / with skip_specials=False all of {ids} stay; got {tok.decode(ids, skip_specials=False)!r}"
        assert tok.decode(given) == shorter, f"<pad>、<sos>、<eos> だけを省き、<unk> を残します：{ids}、{tok.decode(ids)!r} / of {ids}, <pad>, <sos>, <eos> go and <unk> stays; got {tok.decode(ids)!r}"
        assert given == ids, "引数 ids を書き換えています / the argument ids was changed"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
段落を順につなぎ、段落ごとに `<eos>` を置いて、長い一つの列にします。語彙は**学習データだけ**から作ります。
"""

# %% [markdown] lang="en"
r"""
The paragraphs are joined into one long sequence, each followed by `<eos>`. The vocabulary comes from the **training text alone**.
"""

# %% nbgrader={"grade_id": "lm-data", "locked": true}
def as_ids(texts, tokenizer):
    """番号の一つの列。段落ごとに <eos> を置きます。 / One sequence of ids: the paragraphs, each followed by <eos>."""
    return torch.tensor([i for text in texts for i in [*tokenizer.encode(text), 3]], device=device)


tokenizer = SimpleTokenizer(list(train_texts), MAX_VOCAB)
train_ids, valid_ids, test_ids = (as_ids(texts, tokenizer) for texts in (train_texts, valid_texts, test_texts))
print(f"{len(train_ids):,} training tokens, {len(valid_ids):,} of development, {len(test_ids):,} of the test")
print(f"<unk> stands for {100 * float((valid_ids == 1).float().mean()):.0f} % of the development tokens")
print(tokenizer.decode(valid_ids[:40].tolist(), skip_specials=False))

# %% [markdown] lang="ja"
r"""
## 2. 比較の基準 (ベースライン)

$n$-gram は、直前の $n-1$ 個のトークン（文脈 $h$）の後に何が来たかを、学習データで数えます。数えたことのない組でも確率が 0 にならないように、一段短い文脈の確率を**仮想的な $s$ 回分の観測**として加えます（階層的なディリクレ事前分布、MacKay と Peto 1995, *Natural Language Engineering* 1(3), 289–308）。

$$p_0(w) = \frac1V,\qquad p_n(w \mid h) = \frac{c(h, w) + s\, p_{n-1}(w \mid h')}{c(h) + s}$$

$h'$ は $h$ から最も古いトークンを除いたもの、$c(h) = \sum_w c(h, w)$ は $h$ の**後に何かが続いた**回数です。$p_0$ が一様分布、$p_1$ が 1-gram、$p_2$ が 2-gram です。

検証データの最初のトークン $x_0$ は予測しません。文脈が足りない $x_1$ などでは、あるだけの文脈を使います。

**手で確かめる例**　学習データが `5 6 5 6 5`、$V = 8$、$s = 1$ のとき、$p_1(6) = (2 + 1/8)/(5 + 1) \approx 0.354$ です。5 の後には必ず 6 が 2 回来たので、$p_2(6 \mid 5) = (2 + 0.354)/(2 + 1) \approx 0.785$ です。
"""

# %% [markdown] lang="en"
r"""
## 2. Baselines

An $n$-gram counts, in the training text, what followed the last $n-1$ tokens (the context $h$). So that a combination never seen does not get probability 0, the probability with a context shorter by one is added as **$s$ imagined observations** (a hierarchical Dirichlet prior, MacKay and Peto 1995, *Natural Language Engineering* 1(3), 289–308).

$$p_0(w) = \frac1V,\qquad p_n(w \mid h) = \frac{c(h, w) + s\, p_{n-1}(w \mid h')}{c(h) + s}$$

$h'$ is $h$ without its oldest token; $c(h) = \sum_w c(h, w)$ is how often $h$ was **followed by something**. $p_0$ is uniform, $p_1$ the unigram, $p_2$ the bigram.

The first held-out token $x_0$ is not predicted. Where the context is short, as for $x_1$, use as much as there is.

**An example to check by hand.** Training text `5 6 5 6 5`, $V = 8$, $s = 1$: $p_1(6) = (2 + 1/8)/(5 + 1) \approx 0.354$. After 5 came 6, both times, so $p_2(6 \mid 5) = (2 + 0.354)/(2 + 1) \approx 0.785$.
"""

# %% nbgrader={"grade_id": "lm-ngram", "solution": true}
def ngram_loss(train_ids: list[int], valid_ids: list[int], n: int, vocab_size: int, strength: float = 10.0) -> float:
    """valid_ids[1:] での -ln p_n の平均（nats／トークン）です。

    n: 0（一様分布）、1 (1-gram)、2 (2-gram)、… いくつでも。strength: 式の s (> 0)。
    valid_ids は二つ以上。train_ids は短くても、空でもかまいません。引数は変えません。
    ---
    Mean of -ln p_n over valid_ids[1:], in nats per token.

    n: 0 (uniform), 1 (unigram), 2 (bigram), … any number; strength: s in the formula (> 0).
    valid_ids has at least two ids; train_ids may be short, or empty. The arguments are left as they are.

    >>> round(ngram_loss([5, 6, 5, 6, 5], [5, 6], 2, vocab_size=8, strength=1.0), 3)
    0.242
    """
    ### BEGIN SOLUTION
    counts, followed = Counter(), Counter()  # c(h, w) and c(h), contexts of every length
    for i, token in enumerate(train_ids):
        for k in range(min(n, i + 1)):  # contexts of 0 … n - 1 tokens, as far as the text reaches back
            context = tuple(train_ids[i - k : i])
            counts[context, token] += 1
            followed[context] += 1
    total = 0.0
    for i in range(1, len(valid_ids)):
        p = 1 / vocab_size
        for k in range(min(n, i + 1)):
            context = tuple(valid_ids[i - k : i])
            p = (counts[context, valid_ids[i]] + strength * p) / (followed[context] + strength)
        total -= math.log(p)
    return total / (len(valid_ids) - 1)
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

$c(h, w)$ と $c(h)$ を、どの長さの文脈について数える必要がありますか。学習データの最後のトークンは、文脈として何かに続かれましたか。$p_n$ を計算するには、先に何が必要ですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

二つの `Counter` を作ります。キーは（文脈の tuple、次のトークン）と、文脈の tuple です。予測では、$p = 1/V$ から始め、文脈を一つずつ長くしながら、式の右辺に前の $p$ を入れて更新します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

For contexts of which lengths do you need $c(h, w)$ and $c(h)$? Was the last token of the training text, as a context, followed by anything? What must be known before $p_n$ can be computed?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Two `Counter`s: one with (tuple of the context, next token) as its key, one with the tuple of the context. To predict, begin with $p = 1/V$ and make the context longer by one token at a time, putting the last $p$ into the right side of the formula.

</details>
"""

# %% nbgrader={"grade_id": "lm-ngram-try", "locked": true}
assert abs(ngram_loss([5, 6], [5, 6, 5], 0, vocab_size=8) - math.log(8)) < 1e-9, "n = 0 は一様分布です / n = 0 is the uniform distribution"
p = math.exp(-ngram_loss([5, 6, 5, 6, 5], [5, 6], 2, vocab_size=8, strength=1.0))
assert abs(p - 0.785) < 1e-3, f"手で確かめる例の p2 です：{p:.3f} / p2 of the example to check by hand; got {p:.3f}"

# %% nbgrader={"grade_id": "lm-ngram-sum", "grade": true, "points": 1}
# どの文脈でも、すべてのトークンの確率を足すと 1 です。 / In every context, the probabilities of all tokens sum to 1.
### BEGIN HIDDEN TESTS
text = random.Random(1).choices(range(6), weights=[5, 3, 2, 1, 1, 1], k=60) + [6]  # 6 is seen once, at the very end; 7 never
for order in ([0, 1, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4, 3, 2, 1, 0], [0, 7, 1, 6, 2, 5, 4, 3], [3, 1, 6, 0, 7, 4, 5, 2]):  # whatever the numbers of the tokens
    often, tokens = order[0], [order[w] for w in text]
    found = [ngram_loss(tokens, [often, order[w]], 1, 8) for w in (0, 6, 7)]
    assert found[0] < found[1] < found[2], f"確率が、よく出るトークン、一度だけのトークン、一度も出ないトークンの順になっていません：損失 {found} / a frequent token, one that occurs once and one that never does are not probable in this order; losses {found}"
for n in range(6):
    for context in ([0, 1], [1, 1], [3, 6], [7, 2], [7, 7], [0, 1, 0, 2], text[20:25]):
        # a text context + [w] has the tokens context[1:] and w to predict; the first ones are the same for all w
        first = (len(context) - 1) * ngram_loss(text, context, n, 8, strength=2.0)
        total = sum(math.exp(first - len(context) * ngram_loss(text, [*context, w], n, 8, strength=2.0)) for w in range(8))
        assert abs(total - 1) < 1e-6, f"n={n}、文脈 {context} の確率の和が {total:.3f} です / for n={n} and the context {context} the probabilities sum to {total:.3f}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-ngram-value", "grade": true, "points": 2}
# 検証データでの損失は、式をそのまま計算した値と一致します。 / The held-out loss is what the formula gives, computed naively.
### BEGIN HIDDEN TESTS
def slow(train, valid, n, V, s):
    def p(context, w, k):  # p_k, by scanning the whole training text
        if k == 0:
            return 1 / V
        h = context[len(context) - (k - 1) :]
        after = [train[i] for i in range(k - 1, len(train)) if train[i - k + 1 : i] == h]
        return (after.count(w) + s * p(context, w, k - 1)) / (len(after) + s)
    return sum(-math.log(p(valid[:i], valid[i], min(n, i + 1))) for i in range(1, len(valid))) / (len(valid) - 1)


dice, cases = random.Random(2), []
for case in range(60):
    n, s = [0, 1, 2, 3, 4, 5, 8, 40][case % 8], dice.choice([1, 0.01, 3.0, 200.0])
    tokens = dice.choice([range(9), [1, 11, 111, 2, 12, 112, 21, 0, 121]])  # 1, 12 and 11, 2 are different contexts
    V = dice.choice([max(tokens) + 1, 1000])
    train, valid = ([tokens[min(int(dice.expovariate(0.5)), 8)] for _ in range(size)] for size in (dice.choice([0, 1, 3, 80]), dice.choice([2, 3, 23])))
    cases.append((n, s, V, train, valid))
for n, s, V, train, valid in sorted(cases, key=lambda case: amount(case[3:])):
    given = (list(train), list(valid))
    got, expected = ngram_loss(*given, n, V, strength=s), slow(train, valid, n, V, s)
    what = f"n={n}, V={V}, s={s}, train={train[:3]}…({len(train)}), valid={valid[:3]}…({len(valid)})"
    assert abs(got - expected) < 1e-6, f"{got:.4f} ではありません。文脈ごとに、回数と一つ短い文脈の確率を strength で混ぜましたか：{what} / {got:.4f} is wrong: for each context, are counts and the probability of the context one shorter mixed by strength? {what}"
    assert given == (train, valid), f"引数を書き換えています：{what} / an argument was changed: {what}"
pair = dice.choices([1, 2], k=120)  # of two tokens, so that long contexts occur again
for n in (6, 7, 9, 40):
    assert abs(ngram_loss(pair[:90], pair[90:], n, 9) - slow(pair[:90], pair[90:], n, 9, 10.0)) < 1e-6, f"n={n} で値が違います。n はいくつでもかまいません / wrong for n={n}: n may be any number"
alike, told = [1, 12, 5, 11, 2, 7, 1, 12, 5, 11, 2, 7], [1, 12, 7, 11, 2, 5]  # 1, 12 and 11, 2 read alike without a comma
for n in (3, 4):
    assert abs(ngram_loss(alike, told, n, 13) - slow(alike, told, n, 13, 10.0)) < 1e-6, f"n={n} で、文脈 (1, 12) と (11, 2) を区別していません / for n={n} the contexts (1, 12) and (11, 2) are taken for one"
begun = dice.choices(range(9), k=40)
for end in (dice.choices(range(9), k=30), dice.choices(range(9), k=30)):  # two training texts that begin alike
    assert abs(ngram_loss(begun + end, end, 3, 9) - slow(begun + end, end, 3, 9, 10.0)) < 1e-6, "初めが同じ別の訓練データで、値が違います。前の回数を使っていませんか / wrong for another training text with the same beginning: are these the counts of the one before?"
long = dice.choices(range(1000), k=300)  # the product of so many probabilities is 0
assert abs(ngram_loss([1, 2], long, 2, 1000) - slow([1, 2], long, 2, 1000, 10.0)) < 1e-6, "長い検証データで値が違います。確率の積は 0 になりませんか / wrong for long held-out data: does a product of probabilities become 0?"
train, valid = [1, 2, 1, 2, 3], [1, 2, 3, 1]
assert abs(ngram_loss(train, valid, 2, 9) - slow(train, valid, 2, 9, 10.0)) < 1e-6, "strength を省くと 10 です / strength is 10 by default"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-ladder", "locked": true} tags=["experiment"]
ladder = {}  # name: (loss on the development set, n, strength)
STRENGTHS = (5, 10, 20, 50, 100, 200)
print("strength " + "".join(f"{s:>8}" for s in STRENGTHS))
for n, name in enumerate(["uniform", "unigram", "bigram", "trigram", "4-gram", "5-gram"]):
    losses = [ngram_loss(train_ids.tolist(), valid_ids.tolist(), n, MAX_VOCAB, s) for s in STRENGTHS]
    ladder[name] = min(zip(losses, [n] * len(losses), STRENGTHS))
    print(f"{name:8} " + "".join(f"{loss:8.3f}" for loss in losses) + f"   best: strength {ladder[name][2]}")
at_10 = [ngram_loss(train_ids.tolist(), valid_ids.tolist(), n, MAX_VOCAB) for n in (2, 3, 4, 5)]
tuned = [ladder[name][0] for name in ("bigram", "trigram", "4-gram", "5-gram")]
assert at_10[0] < min(at_10[1:]) and tuned == sorted(tuned, reverse=True)
seen_triples = set(zip(train_ids.tolist(), train_ids.tolist()[1:], train_ids.tolist()[2:]))
triples = list(zip(valid_ids.tolist(), valid_ids.tolist()[1:], valid_ids.tolist()[2:]))
share = sum(t in seen_triples for t in triples) / len(triples)
print(f"{100 * share:.0f} % of the triples occur in the training text")

# %% [markdown] lang="ja"
r"""
<details><summary>表から読み取れること（自分の予想を書いてから開いてください）</summary>

`strength=10` の列だけを見ると、2-gram が最もよく、文脈を長くすると悪くなります。ここで「数える方法は行き止まりだ」と結論したくなりますが、それは **strength を選んでいない**からです。n ごとに開発データで選ぶと、順位は逆になり、5-gram まで少しずつよくなります。比較の相手にも、自分のモデルと同じだけ手をかけてください。

</details>

## 3. モデル

トークンと位置の埋め込み、因果的な自己注意の層、位置ごとの順伝播層 (feed-forward)、残差接続、層正規化 (layer normalization)、出力層からなる、1 層の Transformer です。正規化は、GPT-2 (Radford ほか 2019) と同じように各層の**前**に置きます。

$$h = E_{x_t} + P_t,\qquad h \leftarrow h + \mathrm{attend}(\mathrm{norm}(h)),\qquad h \leftarrow h + \mathrm{ff}(\mathrm{norm}(h)),\qquad \mathrm{logits} = W\,\mathrm{norm}(h) + b$$

* `nn.MultiheadAttention` を使うなら、`batch_first=True` と、マスクの意味（**True は禁止**、問題 8 と逆）に注意してください。`F.scaled_dot_product_attention` でも、自分の層でもかまいません。
* 正規化の場所、活性化関数、順伝播層の幅、ドロップアウトは、この式のとおりでなくてもかまいません（2017 年の論文のように正規化を後に置いてもかまいません）。
* 埋め込みの初期値は、標準偏差を 0.02 ほどに小さくするのがおすすめです (`nn.init.normal_`)。
* テンソルを作るときは `device=ids.device` を付けると、GPU でもそのまま動きます。
* `causal=False` ではマスクを使いません。後で一度だけ、何が起きるかを見るために使います。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the table shows (write down what you expect before you open this)</summary>

In the column of `strength=10` alone, the bigram is best, and longer contexts make things worse. It is tempting to conclude that counting comes to its end there, but that only holds because **strength was not chosen**. Chosen on the development set for each n, the order turns round: up to the 5-gram, each is a little better. Give a baseline as much care as your own model.

</details>

## 3. The model

A transformer with one layer: embeddings of tokens and positions, causal self-attention, a position-wise feed-forward layer, residual connections, layer normalization, an output layer. As in GPT-2 (Radford et al. 2019), each norm stands **before** its layer.

$$h = E_{x_t} + P_t,\qquad h \leftarrow h + \mathrm{attend}(\mathrm{norm}(h)),\qquad h \leftarrow h + \mathrm{ff}(\mathrm{norm}(h)),\qquad \mathrm{logits} = W\,\mathrm{norm}(h) + b$$

* If you use `nn.MultiheadAttention`, mind `batch_first=True` and what its mask means (**True forbids**, the opposite of problem 8). `F.scaled_dot_product_attention` or a layer of your own will do as well.
* Where the norms stand, the activation, the width of the feed-forward layer and dropout are yours to choose (norms after the sums, as in the paper of 2017, will do).
* We recommend that the embeddings start small, with a standard deviation of about 0.02 (`nn.init.normal_`).
* With `device=ids.device` for each tensor you make, the model runs on a GPU unchanged.
* `causal=False` leaves the mask out. It is used once, later, to see what happens.
"""

# %% nbgrader={"grade_id": "lm-model", "solution": true}
class MiniLanguageModel(nn.Module):
    """1 層の因果的な Transformer です。ids (B, T) -> logits (B, T, vocab_size)、1 <= T <= max_len。

    max_len: 最も長い T。`model.max_len` に残します。それより長い入力は ValueError です。
    n_heads: ヘッドの数。d_model の約数です。
    causal: True なら、位置 t は位置 0 … t だけを見ます。False なら、すべての位置を見ます。
    作ったパラメータは、すべて forward で使います。ids も、全体の乱数の種も変えません。
    どの番号も普通のトークンです。0 を <pad> として隠すことはしません。
    学習する前の損失は、ln vocab_size との差が 1 nat 以内です。
    ---
    A one-layer causal transformer: ids (B, T) -> logits (B, T, vocab_size), 1 <= T <= max_len.

    max_len: the longest T, kept as `model.max_len`; a longer input is a ValueError.
    n_heads: the number of heads, a divisor of d_model.
    causal: True: position t sees positions 0 … t only; False: it sees all.
    Every parameter that you make takes part in forward, which leaves ids as they are, and the seed of the
    global random state.
    Every id is a token like any other: 0 is not hidden as <pad>.
    Before training, its loss is within 1 nat of ln vocab_size.
    """

    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len = max_len
        ### BEGIN SOLUTION
        self.causal = causal
        self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        for table in (self.tokens, self.positions):
            nn.init.normal_(table.weight, std=0.02)
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(3))
        self.attention = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.output = nn.Linear(d_model, vocab_size)
        ### END SOLUTION

    def forward(self, ids):
        """ids (B, T) -> logits (B, T, vocab_size)"""
        ### BEGIN SOLUTION
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        h = self.tokens(ids) + self.positions(torch.arange(T, device=ids.device))  # (B, T, d_model)
        h = h + self.attend(self.norms[0](h))
        h = h + self.feed_forward(self.norms[1](h))
        return self.output(self.norms[2](h))  # (B, T, vocab_size)

    def attend(self, h):
        T = h.shape[1]
        future = torch.ones(T, T, dtype=torch.bool, device=h.device).triu(1) if self.causal else None  # True forbids
        return self.attention(h, h, h, attn_mask=future, need_weights=False)[0]
        ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

位置 $t$ の出力が見てよいのは、どの位置ですか。使う注意の関数のマスクは、True が許可ですか、禁止ですか。`T` が `max_len` より短いとき、位置の埋め込みのどこを使いますか。バッチの次元は、何番目ですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

`__init__` に、二つの埋め込み、注意、順伝播層（広げる線形層、活性化関数、戻す線形層）、正規化、出力の線形層。`forward` は、長さを確かめ、二つの埋め込みを足し、式の二つの残差和を順に計算し、最後の正規化と出力層を通します。`softmax` は使いません。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

Which positions may the output at position $t$ see? In the attention you use, does True in a mask allow or forbid? Where `T` is shorter than `max_len`, which part of the position embedding do you need? Which dimension is the batch?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

In `__init__`: two embeddings, attention, the feed-forward layers (a wider linear layer, an activation, a linear layer back), norms, a linear output. `forward` checks the length, adds the two embeddings, computes the formula's two residual sums in turn, and applies the last norm and the output layer. There is no `softmax`.

</details>
"""

# %% nbgrader={"grade_id": "lm-model-try", "locked": true}
model = MiniLanguageModel(11, d_model=8, max_len=7, n_heads=2)
logits = model(torch.randint(11, (3, 5)))
assert logits.shape == (3, 5, 11), f"出力は (B, T, vocab_size) です：{tuple(logits.shape)} / the output is (B, T, vocab_size); got {tuple(logits.shape)}"
model = scrambled(11, d_model=8, max_len=7, n_heads=2, seed=0)
ids = torch.tensor([[1, 2, 3, 4], [1, 2, 9, 9]])
logits = model(ids)
same = torch.allclose(logits[0, :2], logits[1, :2], atol=1e-5)
assert same, "未来のトークンが、前の位置の出力を変えています / tokens of the future change the output at earlier positions"

# %% nbgrader={"grade_id": "lm-shape", "grade": true, "points": 1}
# どの長さでも (B, T, V) の実数を返し、バッチの行は独立で、長すぎる入力は ValueError です。 / Returns finite (B, T, V) for every length; rows are independent; too long is a ValueError.
### BEGIN HIDDEN TESTS
for seed, (V, d, max_len, heads) in enumerate([(7, 8, 5, 1), (11, 12, 9, 3), (5, 16, 12, 8)]):
    model = scrambled(V, d_model=d, max_len=max_len, n_heads=heads, seed=seed)
    assert model.max_len == max_len, "model.max_len は引数のままです / model.max_len is the argument"
    ids = torch.randint(V, (5, max_len), generator=torch.Generator().manual_seed(seed))
    given = ids.clone()
    for T in (1, 4, max_len, 3, 1):  # short after long: nothing may be left from the call before
        logits, what = model(ids[:, :T].clone()), f"V={V}, d_model={d}, max_len={max_len}, n_heads={heads}, T={T}"
        assert logits.shape == (5, T, V) and logits.isfinite().all(), f"出力は (B, T, V) の有限な数ですか：{what} / is the output (B, T, V) and finite? {what}"
        alone = torch.cat([model(ids[i : i + 1, :T].clone()) for i in range(5)])
        assert torch.allclose(alone, logits, atol=1e-4), f"バッチのほかの行が結果に影響しています。batch_first=True ですか：{what} / other rows of the batch play a part: is batch_first=True? {what}"
    model(ids)
    assert torch.equal(ids, given), "引数 ids を書き換えています / the argument ids was changed"
    for T in (max_len + 1, 3 * max_len):
        try:
            model(torch.zeros(1, T, dtype=torch.long))
        except ValueError:
            continue
        raise AssertionError(f"max_len={max_len} より長い入力 (T={T}) は ValueError です / an input longer than max_len={max_len} (T={T}) is a ValueError")
torch.manual_seed(5)
_, expected = torch.rand(2), torch.rand(3)
torch.manual_seed(5)
torch.rand(2)  # so that the state is more than its seed
model.eval()(ids)
assert torch.equal(torch.rand(3), expected), "forward で全体の乱数の種を変えていませんか / does forward set the seed of the global random state?"
after = [(torch.manual_seed(number), model.train()(ids), torch.rand(3))[2] for number in (5, 6)]  # dropout may draw, and sets no seed
assert not torch.equal(*after), "学習モードの forward で、全体の乱数の種を変えていませんか / does forward set the seed of the global random state in training mode?"
one, other = (MiniLanguageModel(11, d_model=8, max_len=12, n_heads=2).eval() for _ in range(2))
other.load_state_dict(one.state_dict())
for mine, its in zip(other.buffers(), one.buffers()):  # those that are not saved, too
    mine.copy_(its)
ids = torch.randint(11, (2, 12))
assert torch.allclose(one(ids), other(ids), atol=1e-5), "state_dict を写しても、出力が同じになりません。層をふつうのリストに入れていませんか (nn.ModuleList) / with the same state_dict the outputs differ: are layers kept in a plain list (nn.ModuleList)?"
model = MiniLanguageModel(11)
assert model.max_len == 100, "max_len は既定で 100 です / max_len is 100 by default"
assert any(128 in p.shape for p in model.parameters()), "d_model は既定で 128 です / d_model is 128 by default"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-first-loss", "grade": true, "points": 1}
# 学習前の損失は、ほぼ ln V です。 / Before training, the loss is about ln V.
### BEGIN HIDDEN TESTS
for seed, V in [(2, 4), (0, 50), (1, 1000)]:
    torch.manual_seed(seed)
    model, ids = MiniLanguageModel(V, d_model=64, max_len=16), torch.randint(V, (16, 17))
    loss = F.cross_entropy(model(ids[:, :-1].clone()).flatten(0, 1), ids[:, 1:].flatten()).item()
    # PyTorch's default weights cost 0.2 to 0.6 nats more than ln V; embeddings of size 1 reused as output cost 10
    assert abs(loss - math.log(V)) < 1, f"V={V} で ln V = {math.log(V):.2f} のはずが {loss:.2f} です / expected ln V = {math.log(V):.2f} for V={V}, got {loss:.2f}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-causal", "grade": true, "points": 2}
# 出力は過去のすべてに依存し、未来には依存しません。causal=False では未来も見ます。 / Outputs depend on all of the past and nothing of the future; with causal=False on the future, too.
### BEGIN HIDDEN TESTS
def knows_by_vectors(model, ids, V=13):
    """Whether the model knows a token by its weights alone: of two tokens that are given the same ones it can tell none from the other."""
    with torch.no_grad():
        for p in model.parameters():  # wherever an axis has V entries, one for each token, or more
            for axis in (axis for axis, size in enumerate(p.shape) if size >= V):
                p.select(axis, 3).copy_(p.select(axis, 2))
    same, other = (torch.where((ids == 2) | (ids == 3), token, ids) for token in (2, 3))
    same[:, 0], other[:, 0] = 2, 3
    return torch.allclose(model(same), model(other), atol=1e-5)


def attends(model, V=13):
    """Whether words are weighed by one another: no sum of words, and no mean of them."""
    words = torch.tensor([[a, b, last] for last in range(5, 13) for a in (1, 2) for b in (3, 4)])
    one, two, three, four = model(words).detach()[:, -1].unflatten(0, (8, 4)).unbind(1)
    sums = ((one - two - three + four).abs().amax(-1) <= 1e-4 * (one - four).abs().amax(-1)).all()
    places = [(p, axis) for p in model.parameters() if p.requires_grad for axis, size in enumerate(p.shape) if size >= V]

    def slopes(*ids):
        """For each place: how far a step of its rows 1 and 2 moves the prediction of other tokens."""
        moved = model(torch.tensor([ids]))[0, -1, 3:].sin().sum()
        grads = torch.autograd.grad(moved, [p for p, _ in places], allow_unused=True)
        return [(torch.zeros(2, 1) if g is None else g.index_select(axis, torch.tensor([1, 2])).movedim(axis, 0).detach()) for (_, axis), g in zip(places, grads)]

    here, elsewhere = [slopes(1, 2, last) for last in range(5, 13)], slopes(5, 5, 5)
    vectors = [n for n in range(len(places)) if any(found[n][0].any() for found in here) and not elsewhere[n].any()]
    with torch.no_grad():  # token 2 is the opposite of token 1, also behind a norm, and positions are nothing
        for p, axis in (places[n] for n in vectors):
            p.select(axis, 2).copy_(-p.select(axis, 1))
        for p in [*model.parameters(), *model.buffers()]:
            if p.is_floating_point() and p.shape.count(model.max_len) == 1 and V not in p.shape:  # no mask
                p.zero_()

        def moves(last, p, axis):
            """How far a step of row 1, and of row 2, moves the prediction of other tokens: by values, for slopes may be told."""
            for token in (1, 2):
                row, ends = p.select(axis, token), []
                step = 0.01 * row.abs().mean() * torch.randn(row.shape, generator=torch.Generator().manual_seed(1850))
                for change in (step, -2 * step, step):
                    row += change
                    ends.append(model(torch.tensor([[1, 2, last]]))[0, -1, 3:].sin().sum())
                yield ends[0] - ends[1]

        # a step of either word moves a mean alike, and attention by how much it looks at each
        moved = [tuple(moves(last, *places[n])) for last in range(5, 13) for n in vectors]
    return not sums and any((one - two).abs() > 0.01 * max(abs(one), abs(two)) for one, two in moved)


SUMS = "単語の寄与がただ足されています。注意の重みが、ほかの単語によって変わりません / words simply add up: no weight of attention depends on the other words"
for seed, T in [(3, 2), (2, 5), (0, 8), (1, 8)]:  # as long as max_len, and shorter
    model = scrambled(13, d_model=12, max_len=8, n_heads=3, seed=seed)
    seeing = scrambled(13, d_model=12, max_len=8, n_heads=3, seed=seed, causal=False)
    ids = torch.randint(13, (1, T), generator=torch.Generator().manual_seed(seed))
    model(ids[:, :1]), seeing(ids[:, :1])  # a short text first: no mask may be kept from it
    base, open_base = model(ids), seeing(ids)
    others = scrambled(13, d_model=12, max_len=8, n_heads=3, seed=seed + 10)(ids)
    assert (others - base).abs().max() > 1e-6 and F.cosine_similarity(others.flatten(), base.flatten(), dim=0).abs() < 0.99, f"T={T}: 重みを変えても、出力が同じか、その何倍かです / other weights, and the same outputs or a multiple of them: {T}"
    assert attends(scrambled(13, d_model=12, max_len=8, n_heads=3, seed=seed)), SUMS
    assert knows_by_vectors(scrambled(13, d_model=12, max_len=8, n_heads=3, seed=seed), ids), "トークンの違いが、その重みの違いからきていません / that tokens differ does not come from weights of their own"
    for t in range(T):
        changed = ids.clone()
        changed[0, t] = (ids[0, t] + 5) % 13
        moved = (model(changed) - base)[0].abs().amax(-1)  # (T,)
        assert (moved[:t] < 1e-6).all(), f"T={T}: 位置 {t} を変えると、前の位置の出力が変わります / changing position {t} changes outputs before it: {T}"
        assert (moved[t:] > 1e-6).all(), f"T={T}: 位置 {t} を変えても、その位置か後の位置の出力が変わりません / changing position {t} leaves an output at or after it unchanged: {T}"
        assert ((seeing(changed) - open_base)[0].abs().amax(-1) > 1e-6).all(), f"T={T}: causal=False ではすべての位置を見ます / with causal=False every position is seen: {T}"
        # a text cut off after t is predicted as before: nothing counts from the end, nothing averages over T
        assert torch.allclose(model(ids[:, : t + 1]), base[:, : t + 1], atol=1e-4), f"T={T}: 位置 {t} の後を切り取ると、出力が変わります / cutting the text off after position {t} changes its outputs: {T}"
    other = (ids + 5) % 13
    first, rows, others = T // 2, torch.cat([ids, ids]), torch.cat([torch.cat([ids[:, : T // 2], other[:, T // 2 :]], dim=1), other])
    # in training, too, with the same random numbers for dropout: no future, and no other row
    one, same = (torch.manual_seed(seed) and model.train()(x)[0, :first] for x in (rows, others))
    assert torch.allclose(one, same, atol=1e-4), f"T={T}: 学習モードで、未来かバッチのほかの行が出力を変えます / in training mode the future, or another row of the batch, changes outputs: {T}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-positions", "grade": true, "points": 1}
# トークンの順序と、位置そのものが出力に影響し、ヘッドの数も働き、残差接続があります。 / The order of the tokens matters, and so do position and the number of heads; there are residual connections.
### BEGIN HIDDEN TESTS
model = scrambled(13, d_model=12, max_len=20, n_heads=3, seed=2)
rows = torch.tensor([[4, 7, 2, 9], [7, 4, 2, 9]])
one, other = (model(row[None])[0, -1] for row in rows)
elsewhere = scrambled(13, d_model=12, max_len=20, n_heads=3, seed=3)(rows[:1])[0, -1]
assert (elsewhere - one).abs().max() > 1e-6 and F.cosine_similarity(elsewhere, one, dim=0).abs() < 0.99, "重みを変えても、出力が同じか、その何倍かです / other weights, and the same outputs or a multiple of them"
assert attends(scrambled(13, d_model=12, max_len=20, n_heads=3, seed=2)), SUMS
assert knows_by_vectors(scrambled(13, d_model=12, max_len=20, n_heads=3, seed=2), rows), "トークンの違いが、その重みの違いからきていません / that tokens differ does not come from weights of their own"
assert (one - other).abs().max() > 1e-6, "前のトークンの順序を入れ替えても出力が同じです。位置を足しましたか / reordering earlier tokens changes nothing: are positions added?"
long = scrambled(13, d_model=12, max_len=130, n_heads=3, seed=2)
same = long(torch.full((1, 130), 5))[0]  # (130, V): one token everywhere, so that only positions differ
closest = (same[:, None] - same[None]).abs().amax(-1).fill_diagonal_(1).min()
assert closest > 1e-6, "違う位置の出力が同じになります。0 から max_len - 1 まで別の位置ですか / two positions give the same output: are there max_len different positions?"
first = torch.full((1, 60), 5)
first[0, 0] = 9
assert (long(first)[0] - same[:60])[30:].abs().max() > 1e-6, "遠い過去のトークンが、出力に影響しません / a token far back plays no part"
ids = torch.tensor([[7, 0, 3], [7, 3, 0]])  # 0 is a token like any other
before = model(ids)[:, -1, 5]
with torch.no_grad():
    for p in model.parameters():  # another vector for token 0: wherever an axis has 13 entries, one for each token
        for axis in (axis for axis, size in enumerate(p.shape) if size == 13):
            p.select(axis, 0).normal_()
seen, itself = (model(ids)[:, -1, 5] - before).abs()
assert seen > 1e-6 or itself == 0, "過去のトークン 0 が見えません。<pad> として隠していませんか / token 0 is not seen in the past: is it hidden as <pad>?"
with torch.no_grad():
    for p in long.parameters():  # attention and feed-forward give 0: E and P come through the residual connections alone
        if p.numel() > 3 * 12 and not {13, 130, 13 + 130} & set(p.shape):  # what is smaller are gains and biases; one table may hold both
            p.zero_()
through = long(torch.tensor([[5, 9, 9]]))[0]
assert (through.diff(dim=0).abs().amax(-1) > 1e-6).all(), "注意と順伝播の行列をすべて 0 にすると、トークンや位置が伝わりません。残差接続がありますか / with all matrices of attention and feed-forward at 0, tokens or positions do not come through: are there residual connections?"
outputs = [scrambled(13, d_model=12, max_len=20, n_heads=heads, seed=2)(rows[:1]) for heads in (1, 2, 6)]
assert all((outputs[i] - outputs[i - 1]).abs().max() > 1e-6 for i in range(3)), "n_heads を変えても出力が同じです / n_heads changes nothing"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-overfit", "grade": true, "points": 1}
# 一つの小さなバッチを、すべてのパラメータを使って、丸ごと覚えられます。 / One small batch can be learned by heart, with every parameter taking part.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
model, twin = MiniLanguageModel(50, d_model=32, max_len=10), MiniLanguageModel(50, d_model=32, max_len=10)
ids = torch.randint(50, (4, 11))
ids[:, 0] = torch.arange(4)  # different first tokens, so that each row can be told from the others
before = twin.eval()(ids[:, :-1].clone()).detach()
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
for _ in range(400):  # sound models need 30 steps, with dropout 100
    loss = F.cross_entropy(model(ids[:, :-1].clone()).flatten(0, 1), ids[:, 1:].flatten())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if loss.item() < 0.5:
        break
assert loss.item() < 0.5, f"一つのバッチを 400 回学習しても損失が {loss.item():.2f} です。出力は logits ですか / loss {loss.item():.2f} after 400 steps on one batch: are the outputs logits?"
single = MiniLanguageModel(50, d_model=32, max_len=10, n_heads=1).eval()
single(ids[:, :-1].clone()).sin().sum().backward()
unused = [name for m in (model, single) for name, p in m.named_parameters() if p.requires_grad and p.grad is None]
assert not unused, f"forward で使わないパラメータがあります：{unused} / parameters that forward does not use: {unused}"
frozen = [name for name, p in model.named_parameters() if not p.requires_grad and p.numel() > 50 * 10]
assert not frozen, f"学習しないパラメータがあります：{frozen} / parameters that cannot learn: {frozen}"
still = sorted({int(i) for p in model.parameters() if p.requires_grad and p.shape == (50, 32) for i in ids[:, :-1].unique() if not p.grad[i].any()})
assert not still, f"バッチにあるのに埋め込みが学習されないトークンがあります：{still} / tokens of the batch whose embedding does not learn: {still}"
assert torch.equal(twin(ids[:, :-1].clone()), before), "一つのモデルの学習が、別のモデルを変えています / training one model changes another"
assert attends(scrambled(50, d_model=32, max_len=10, seed=3, causal=False), 50), SUMS
assert knows_by_vectors(twin, ids[:, :-1].clone(), 50), "トークンの違いが、その重みの違いからきていません / that tokens differ does not come from weights of their own"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 4. 評価と学習

**評価**　`ids[1:]` のトークンを一度ずつ予測します。長い列は、`context` 個ずつの窓に切ります。最初の窓の入力は `ids[0:context]`、正解は一つずらした `ids[1:context+1]` です。最後の短い窓も忘れないでください。窓ごとの平均の平均ではなく、**トークンの平均**です。評価のあいだは評価モード (`model.eval()`) にして、終わったら元のモードに戻します。

**学習**　学習データから長さ `context` の窓を `batch_size` 個、無作為に選び、AdamW で `steps` 回更新します。`every` 回ごとと最後に、次の三つを記録します。

* 何回目か
* 前の記録からの、学習損失の平均
* 検証データでの損失

学習には時間がかかるので、`tqdm` で進み具合を表示します。
"""

# %% [markdown] lang="en"
r"""
## 4. Evaluation and training

**Evaluation** predicts each token of `ids[1:]` once. A long sequence is cut into windows of `context` tokens: the first window has the inputs `ids[0:context]` and, shifted by one, the targets `ids[1:context+1]`. Mind the short window at the end. The result is the **mean over tokens**, not the mean of the windows' means. Evaluate in evaluation mode (`model.eval()`), and restore the mode that the model was in.

**Training** draws `batch_size` random windows of `context` tokens from the training text and updates with AdamW, `steps` times. After every `every` steps, and after the last, it records

* the number of the step,
* the mean training loss since the last record,
* the loss on held-out text.

Training takes a while, so show its progress with `tqdm`.
"""

# %% nbgrader={"grade_id": "lm-evaluate", "solution": true}
@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    """ids[1:] での平均の損失（nats／トークン）です。

    ids: (N,)、N は 2 以上。入力が context 個の窓に前から切り、最後の窓だけが短くなれます。
        窓の先頭では、それより前のトークンは見えません。窓はまとめて渡しても、一つずつでもかまいません。
    model: 窓ごとに (B, T) -> (B, T, V)。評価モードで呼び、終わったら元のモードに戻します。重みと .grad は変えません。
    戻り値は Python の float です。
    ---
    Mean loss over ids[1:], in nats per token.

    ids: (N,), N at least 2, cut from the front into windows of `context` inputs; only the last may be shorter.
        At the start of a window nothing before it is seen. Windows may go in batches or one at a time.
    model: (B, T) -> (B, T, V). It is called in evaluation mode, and its mode is restored; weights and .grad stay.
    Returns a Python float.
    """
    ### BEGIN SOLUTION
    was_training = model.training
    model.eval()
    total = 0.0
    for start in range(0, len(ids) - 1, 64 * context):  # 64 windows at a time
        inputs, targets = ids[:-1][start : start + 64 * context], ids[1:][start : start + 64 * context]
        full = len(inputs) // context * context
        for x, y in [(inputs[:full].view(-1, context), targets[:full]), (inputs[None, full:], targets[full:])]:
            if y.numel():
                total += F.cross_entropy(model(x).flatten(0, 1), y, reduction="sum").item()
    model.train(was_training)
    return total / (len(ids) - 1)
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

`ids` が N 個なら、予測するトークンは何個ですか。最後の窓の正解は何個ですか。窓ごとの平均を平均すると、どのトークンが重くなりますか。終わったあと、モデルはどのモードであるべきですか。

</details>
<details><summary>ヒント 2：答えの形</summary>

モードを覚えて `eval()` にし、窓の始まりを `context` ずつ進めます。窓ごとに、入力と、一つずらした正解の損失の**和**を足し、最後にトークンの数で割ります。モードを戻して返します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

How many tokens are predicted if there are N ids? How many targets has the last window? If the windows' means are averaged, which tokens weigh more? Which mode should the model be in afterwards?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Remember the mode, call `eval()`, and step through the starts of the windows, `context` apart. For each, add the **sum** of the losses of inputs and targets shifted by one; divide by the number of tokens at the end. Restore the mode and return.

</details>
"""

# %% nbgrader={"grade_id": "lm-train", "solution": true}
def train(model, train_ids, valid_ids, steps: int = STEPS, batch_size: int = 64, context: int = CONTEXT,
          lr: float = 3e-3, every: int = 50, seed: int = 0) -> list[tuple[int, float, float]]:
    """無作為な窓で学習し、[(回, 学習損失, 検証データの損失), …] を Python の数で返します。

    毎回、batch_size 個の窓をたがいに独立に選びます。窓は入力 context 個と、一つずつ先の正解 context 個です。
        始まりは 0 … len(train_ids) - context - 1 のどれも等しい確率です（少なくとも一つあるとします）。
    更新は torch.optim.AdamW(lr=lr)、その回の平均の損失の勾配だけで行います。weight_decay は自由、ほかは既定です。
        呼ばれたとき、model のパラメータの .grad はまだありません (None)。
    学習モードにするのはこの関数です。記録は every 回ごとと最後で、最後が重なっても一度だけです。
        学習損失は前の記録より後の回の平均、検証データの損失は evaluate(model, valid_ids, context) です。
    seed が窓を決めます（同じ seed なら同じ窓）。全体の乱数はモデルのためのもので、窓には使わず、seed で初期化もしません。
    ---
    Train on random windows; returns [(step, training loss, held-out loss), …], Python numbers.

    Each step draws batch_size windows, independently: `context` inputs and, one token ahead, `context` targets.
        Each start 0 … len(train_ids) - context - 1 is equally likely (there is at least one).
    The update is torch.optim.AdamW(lr=lr), from the gradient of this step's mean loss alone.
        weight_decay is free, the rest as it is by default.  The model comes without gradients (.grad is None).
    This function sets training mode. It records after every `every` steps and after the last, once if they coincide:
        the training loss is the mean over the steps since the last record, the held-out loss
        evaluate(model, valid_ids, context).
    The seed decides the windows (same seed, same windows); the global random state is the model's, and not seeded.
    """
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    curve, losses = [], []
    model.train()
    for step in tqdm(range(1, steps + 1), leave=False):
        starts = torch.randint(len(train_ids) - context, (batch_size, 1), generator=generator)
        windows = train_ids[(starts + torch.arange(context + 1)).to(train_ids.device)]  # (batch_size, context + 1)
        loss = F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if step % every == 0 or step == steps:
            curve.append((step, sum(losses) / len(losses), evaluate(model, valid_ids, context)))
            losses = []
    return curve
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

窓の最後の正解は、学習データの何番目まで行きますか。前の回の勾配は、どうなっていますか。`evaluate` から戻ったあと、モデルのモードは何ですか。乱数は、どの生成器から引きますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

生成器、最適化器、空の記録を用意して `train()` にします。毎回、始まりを `batch_size` 個引き、`context + 1` 個の窓を切り出し、前の `context` 個を入力、後の `context` 個を正解にします。損失、勾配を消す、逆伝播、更新。記録する回には、ためた損失の平均と `evaluate` を加え、ためた損失を空にします。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

How far into the training text does the last target of a window reach? What became of the gradients of the step before? In which mode is the model when `evaluate` returns? From which generator do the random numbers come?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

Make a generator, an optimizer and an empty record, and call `train()`. In each step draw `batch_size` starts and cut windows of `context + 1`: the first `context` are inputs, the last `context` targets. Loss, gradients cleared, backward, step. Where a record is due, append the mean of the losses collected and `evaluate`, and empty the collection.

</details>
"""

# %% nbgrader={"grade_id": "lm-train-try", "locked": true} tags=["nbval-ignore-output"]
import contextlib
import sys


class Table(nn.Module):
    """最も簡単な言語モデル：直前のトークンごとに一行の logits を持つ表です。 / The simplest language model: a table of logits, one row for each last token."""

    def __init__(self, vocab_size):
        super().__init__()
        self.max_len = 1000
        self.logits = nn.Embedding(vocab_size, vocab_size)

    def forward(self, ids):
        return self.logits(ids)  # (B, T, vocab_size)


alphabet = torch.arange(26).repeat(20)  # a b c … z a b c …
table = Table(26)
nn.init.zeros_(table.logits.weight)
loss = evaluate(table, alphabet)
assert abs(loss - math.log(26)) < 1e-4, f"何も知らないモデルの損失は ln 26 です：{loss:.3f} / the loss of a model that knows nothing is ln 26; got {loss:.3f}"
with contextlib.redirect_stderr(sys.stdout):  # Validate takes what is written to stderr for an error
    curve = train(table, alphabet, alphabet, steps=110, lr=0.1)
assert [step for step, _, _ in curve] == [50, 100, 110], f"every 回ごとと最後に記録します：{curve} / record every `every` steps, and at the end; got {curve}"
loss = curve[-1][2]
assert loss < 0.3, f"アルファベットの順は覚えられるはずです。正解は一つ先ですか：{loss:.2f} / the alphabet can be learned: is the target one token ahead? got {loss:.2f}"

# %% nbgrader={"grade_id": "lm-watched", "locked": true}
class Watched(nn.Module):
    """呼ばれ方を記録するモデルです。logits は、窓のどのトークンとその位置にもよります。テストが使います。
    ---
    A model that notes its calls; its logits depend on each token of the window and its place. The tests use it.
    """

    def __init__(self, vocab_size, max_len, zero=False):
        super().__init__()
        self.max_len, self.calls = max_len, []
        generator = torch.Generator().manual_seed(vocab_size)
        table = torch.randn(max_len, vocab_size, vocab_size, generator=generator)
        self.table = nn.Parameter((0 if zero else 1) * table)

    def logits_of(self, ids):
        rows = [self.table[t, ids[:, t]] for t in range(ids.shape[1])]  # each (B, V)
        return torch.stack(rows, dim=1).cumsum(1)  # (B, T, V)

    def forward(self, ids):
        now = self.table.detach().clone()
        self.calls.append({"ids": ids.clone(), "training": self.training, "table": now})
        return self.logits_of(ids)

# %% nbgrader={"grade_id": "lm-evaluate-value", "grade": true, "points": 1}
# 評価はすべてのトークンの平均で、モデルのモード、重み、.grad を変えません。 / Evaluation is the mean over all tokens; it changes neither mode nor weights nor .grad.
### BEGIN HIDDEN TESTS
model = Watched(7, 6)
for N, context in smallest_first([(2, 6), (6, 6), (7, 6), (8, 6), (20, 6), (400, 6), (13, 1), (9, 4), (25, 6), (19, 3), (500, 5)]):
    ids, what = torch.randint(7, (N,), generator=torch.Generator().manual_seed(N)), f"N={N}, context={context}"
    windows = [(ids[a : min(a + context, N - 1)], ids[a + 1 : a + context + 1]) for a in range(0, N - 1, context)]
    expected = sum(F.cross_entropy(model.logits_of(x[None])[0], y, reduction="sum").item() for x, y in windows) / (N - 1)
    given, weights = ids.clone(), model.table.detach().clone()
    model.table.grad = torch.full_like(weights, N)  # as in the middle of a training
    for training in (True, False):
        model.calls.clear()
        got = evaluate(model.train(training), given, context=context)
        assert isinstance(got, float), "Python の数を返しますか / is it a Python number?"
        assert all(len(call["ids"][0]) <= context for call in model.calls), f"窓が context より長いです：{what} / a window is longer than context: {what}"
        assert not any(call["training"] for call in model.calls), f"評価モードで呼びましたか：{what} / is the model in evaluation mode when it is called? {what}"
        assert sum(call["ids"].numel() for call in model.calls) == N - 1, f"どのトークンも一度だけ予測しますか：{what} / is each token predicted once? {what}"
        assert abs(got - expected) < 1e-4, f"{got:.3f} ではありません。どのトークンも一度ずつ数え、トークンの数で割りましたか：{what} / {got:.3f} is wrong: is each token counted once, and the sum divided by the number of tokens? {what}"
        assert model.training == training, f"元のモードに戻していますか：{what}、{training} / is the mode restored? {what}, training={training}"
    assert torch.equal(given, ids) and torch.equal(model.table, weights) and model.table.grad is not None and (model.table.grad == N).all(), "ids か、モデルの重みか .grad が変わっています / ids, or the model's weights or .grad changed"
ids = torch.randint(7, (50,), generator=torch.Generator().manual_seed(1))
wide = Watched(7, CONTEXT)
assert abs(evaluate(wide, ids) - evaluate(wide, ids, CONTEXT)) < 1e-6, "context の既定は CONTEXT です / context is CONTEXT by default"
table = nn.Embedding(7, 7)  # a model of one layer
whole = nn.Sequential(table, nn.Dropout(0.5))
table.max_len = whole.max_len = CONTEXT
long = torch.randint(7, (1300,), generator=torch.Generator().manual_seed(2))
assert abs(evaluate(table, long, context=2) - F.cross_entropy(table.weight[long[:-1]], long[1:]).item()) < 1e-4, "長い文章で違います。最後の窓の組が小さくても、どのトークンも同じ重さですか (N=1300、context=2) / wrong for a long text: do all tokens count the same, also in a last, smaller batch of windows (N=1300, context=2)?"
assert abs(evaluate(whole.train(), ids, 6) - evaluate(whole.eval(), ids, 6)) < 1e-6, "中のモジュールも評価モードですか。eval() はそこまで届きます / are the modules inside in evaluation mode, too? eval() reaches them"
table.weight.data = torch.tensor([[60.0, 0.0]]).expand(7, 2).clone()
assert abs(evaluate(table, torch.tensor([0, 1, 1]), context=2) - 60) < 1e-3, "ほとんど確率 0 のトークンでも、損失は −ln p です (ここでは 60) / for a token of hardly any probability, too, the loss is −ln p (60 here)"
wide.table.data.zero_()
assert abs(evaluate(wide, ids) - math.log(7)) < 1e-4, "重みが変わったあとに、前の値を返していませんか / does it return the value from before the weights changed?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-train-loop", "grade": true, "points": 1} tags=["nbval-ignore-output"]
# 学習は、文章のどこからでも窓を選び、その回の勾配だけで AdamW を一歩進めます。 / Training takes windows from all of the text, and each AdamW step follows that step's gradient alone.
### BEGIN HIDDEN TESTS
class Steep(Watched):
    """Gradients of all sizes, below 1 and far above."""

    def logits_of(self, ids):
        return 10 * super().logits_of(ids)


def trained(text, held, kind=Watched, **options):
    """The curve; the windows (steps, batch, context); the table before each training step; all calls."""
    model, given = kind(len(text), options["context"], zero=True), (text.clone(), held.clone())
    curve = train(model.eval(), *given, **options)
    assert torch.equal(given[0], text) and torch.equal(given[1], held), "train_ids か valid_ids を書き換えています / train_ids or valid_ids was changed"
    steps = [call for call in model.calls if call["training"]]
    assert len(steps) == options["steps"], f"学習モードで {options['steps']} 回、モデルを呼びます：{len(steps)} / {options['steps']} calls in training mode are expected, got {len(steps)}"
    assert not steps[0]["table"].any(), "最初の更新の前に、重みが変わっています / the weights changed before the first update"
    return curve, torch.stack([call["ids"] for call in steps]), [call["table"] for call in steps] + [model.table.detach()], model.calls


text, held = torch.arange(9).roll(4), torch.tensor([8, 3, 0, 1, 1, 5, 2, 7])  # each token stands once in text: a window tells its place
where = text.argsort()
for context, batch_size, kind in [(3, 5, Steep), (8, 2, Watched), (4, 16, Watched)]:
    options = dict(steps=12, batch_size=batch_size, context=context, lr=0.05, every=5, seed=1)
    curve, windows, tables, _ = trained(text, held, kind, **options)
    what = f"context={context}, batch_size={batch_size}"
    assert windows.shape == (12, batch_size, context), f"毎回 (batch_size, context) の入力です：{what}、{tuple(windows.shape)} / each step's inputs are (batch_size, context); {what}: {tuple(windows.shape)}"
    places = where[windows]
    assert (places.diff(dim=-1) == 1).all() and places.max() <= 7, f"窓は文章の続いた一部で、次のトークンが残ります：{what} / a window is a stretch of the text with a token after it; {what}"
    if context < 8:
        assert len({tuple(step[:, 0].tolist()) for step in places}) > 10, f"毎回、別の窓を選びますか：{what} / are new windows drawn at each step? {what}"
        assert len(places[..., 0].unique()) == 9 - context, f"文章のどこからでも窓を選びますか：{what} / do windows start anywhere in the text? {what}"
        if batch_size > 2:
            assert any(len(step.unique()) < batch_size for step in places[..., 0]), f"同じ回に同じ窓も選べますか。独立に選びましたか：{what} / may a step hold a window twice? are they drawn independently? {what}"
    # each step with PyTorch's AdamW, from your weights before it; what is left may be weight decay: one number times these weights
    replay, left, weights = kind(9, context, zero=True), [], []
    optimizer = torch.optim.AdamW(replay.parameters(), lr=0.05, weight_decay=0.0)
    for inputs, before, after in zip(windows, tables, tables[1:]):
        replay.table.data = before.clone()
        optimizer.zero_grad()
        F.cross_entropy(replay.logits_of(inputs).flatten(0, 1), text[where[inputs] + 1].flatten()).backward()
        optimizer.step()
        sure = optimizer.state[replay.table]["exp_avg_sq"].sqrt() > 1e-6  # a gradient that is only rounding may go anywhere
        assert sure.any(), f"重みのどこにも勾配がありません：{what} / there is no gradient anywhere: {what}"
        left.append(((replay.table.detach() - after) * sure).flatten())
        weights.append((before * sure).flatten())
    left, weights = torch.stack(left), torch.stack(weights)
    wrong = ~((left - (left * weights).sum() / weights.square().sum().clamp(min=1e-12) * weights).abs().amax(1) <= 1e-4)  # steps are up to 0.05
    assert not wrong.any(), f"{wrong.tolist().index(True) + 1} 回目の更新が違います。正解は一つ先ですか。勾配はその回のもので、手を加えていませんか：{what} / update {wrong.tolist().index(True) + 1} is wrong: are the targets one ahead? is it this step's gradient, as it is? {what}"
model = Watched(20, CONTEXT, zero=True)
train(model, torch.arange(20), torch.arange(20), steps=1)
assert model.calls[0]["ids"].shape == (64, CONTEXT) and abs(model.table.abs().max() - 3e-3) < 1e-4, "既定は batch_size=64、context=CONTEXT、lr=3e-3 です / by default batch_size=64, context=CONTEXT, lr=3e-3"
starts = torch.cat([where[trained(text, held, steps=20, batch_size=32, context=6, lr=0.01, every=50, seed=seed)[1]][..., 0].flatten() for seed in (1, 2)])
share = torch.bincount(starts, minlength=3) / len(starts)  # three starts, 1280 draws: standard deviation 0.013
assert len(share) == 3 and (share - 1 / 3).abs().max() < 0.08, f"どの始まりも等しい確率ですか：{share.tolist()} / is each start equally likely? got {share.tolist()}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-train-curve", "grade": true, "points": 1} tags=["nbval-ignore-output"]
# 学習は決まった回に三つの数を記録し、窓は seed だけが決めます。 / Training records three numbers at the right steps, and the seed alone decides the windows.
### BEGIN HIDDEN TESTS
text, held = torch.arange(9).roll(4), torch.tensor([8, 3, 0, 1, 1, 5, 2, 7])
where = text.argsort()
for steps, every, expected in [(2, 50, [2]), (3, 1, [1, 2, 3]), (6, 3, [3, 6]), (12, 5, [5, 10, 12]), (16, 1, list(range(1, 17)))]:  # held-out loss rises
    curve, windows, tables, _ = trained(text, held, steps=steps, batch_size=4, context=3, lr=0.05, every=every, seed=steps)
    what = f"steps={steps}, every={every}"
    assert [row[0] for row in curve] == expected, f"every 回ごとと最後に記録します：{what}、{[row[0] for row in curve]} / record every `every` steps, and at the end; {what}: {[row[0] for row in curve]}"
    assert all(isinstance(loss, float) for row in curve for loss in row[1:]), f"損失は Python の float です：{curve} / losses are Python floats; got {curve}"
    models = [Watched(9, 3) for _ in tables]
    for model, table in zip(models, tables):
        model.table.data = table
    losses = [F.cross_entropy(m(x).flatten(0, 1), text[where[x] + 1].flatten()).item() for m, x in zip(models, windows)]
    for (step, training, held_out), before in zip(curve, [0, *expected]):
        mean = sum(losses[before:step]) / (step - before)
        assert abs(training - mean) < 1e-4, f"二つ目は、前の記録からの学習損失の平均です：{what}、{step}、{training:.4f} / the second number is the mean training loss since the last record; {what}, step {step}: got {training:.4f}"
        own = evaluate(models[step], held, 3)
        assert abs(held_out - own) < 1e-4, f"三つ目は、その時点での検証データの損失です：{what}、{step}、{held_out:.4f} / the third number is the held-out loss at that moment; {what}, step {step}: got {held_out:.4f}"
assert len({round(row[2], 6) for row in curve}) > 1, "検証データの損失が、学習しても変わりません。先に evaluate を見てください / the held-out loss never changes during training: look at evaluate first"
assert losses[-1] < losses[0] - 0.3, f"16 回学習しても、窓の損失が下がりません：{losses[0]:.2f} から {losses[-1]:.2f} / after 16 steps of training, the loss of its windows has not fallen: from {losses[0]:.2f} to {losses[-1]:.2f}"
drawn, left = [], []
for number, seed in [(1, 7), (2, 7), (1, 8)]:
    torch.manual_seed(number)
    random.seed(number)
    drawn.append(trained(text, held, steps=4, batch_size=6, context=3, lr=0.05, every=2, seed=seed)[1])
    left.append((torch.rand(1).item(), random.random()))
assert any(len(step[:, 0].unique()) < 6 for step in drawn[0]), "六つある窓を、同じ回に二度選びません。たがいに独立に選びましたか / of six windows none is drawn twice in one step: are they drawn independently?"
assert torch.equal(drawn[0], drawn[1]), "seed が同じなら、全体の乱数によらず同じ窓です / the same seed gives the same windows, whatever the global random state"
assert left[0][0] != left[1][0] and left[0][1] != left[1][1], "seed で全体の乱数を初期化していませんか。窓には別の generator を使います / does seed set the global random state? use a generator of its own for the windows"


class Drawing(Watched):
    """It draws random numbers, as a model with dropout does."""

    def logits_of(self, ids):
        return super().logits_of(ids) + 0 * torch.rand(3).sum()


other = trained(text, held, Drawing, steps=4, batch_size=6, context=3, lr=0.05, every=2, seed=7)[1]
assert torch.equal(drawn[0], other), "モデルが乱数を引くと、窓が変わります。窓には別の generator を使います / the windows change where the model draws random numbers: use a generator of its own for the windows"
assert not torch.equal(drawn[0], drawn[2]), "seed を変えると、窓も変わりますか / does another seed give other windows?"
few = dict(steps=3, batch_size=4, context=3, lr=0.05)
assert torch.equal(trained(text, held, **few)[1], trained(text, held, **few, seed=0)[1]), "seed の既定は 0 です / seed is 0 by default"
assert trained(text, held, **few)[0] != trained(text, held.flip(0), **few)[0], "別の検証データで学習しても、前の記録を返していませんか / does it return the record of an earlier training, with other held-out data?"
rows = train(Watched(20, CONTEXT, zero=True), torch.arange(20), torch.arange(20), steps=51, batch_size=1)
assert [row[0] for row in rows] == [50, 51], "every の既定は 50 です / every is 50 by default"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 5. 生成

一度に一つずつトークンを選び、列の後ろに加えて、また予測します。

* `temperature` は logits を割る数です。0 のときは、最も確率の高いトークンを選びます (greedy)。
* `top_k` があれば、確率の高い $k$ 個だけから選びます。
* `eos_id` のトークンが**新しく**生成されたら、それを加えて終わります。
* 列が `model.max_len` より長くなったら、**最後の** `max_len` 個だけをモデルに渡します。
* 乱数には `generator` だけを使います。評価モードで生成し、終わったら元のモードに戻します。
"""

# %% [markdown] lang="en"
r"""
## 5. Generation

Choose one token, append it, predict again.

* `temperature` divides the logits. At 0, take the most probable token (greedy).
* With `top_k`, choose among the $k$ most probable ones only.
* When the token `eos_id` is **newly** generated, append it and stop.
* When the sequence gets longer than `model.max_len`, the model is given its **last** `max_len` tokens.
* Randomness comes from `generator` alone. Generate in evaluation mode, and restore the mode that the model was in.
"""

# %% nbgrader={"grade_id": "lm-generate", "solution": true}
@torch.no_grad()
def generate(model, start: list[int], max_new_tokens: int, temperature: float = 1.0, top_k: int | None = None,
             eos_id: int | None = None, generator: torch.Generator | None = None) -> list[int]:
    """start の全体（一つ以上の番号）と、max_new_tokens 個までの新しい番号を、一つのリストで返します。

    temperature: 0 以上。0 なら最大の logit を選びます（最大が並べば、どれでもかまいません）。
    top_k: 1 以上。語彙より大きければ、すべてを残します。境目で logit が等しいときも、残すのはちょうど k 個です。
        そのどれを残すかは自由ですが、同じ logits ならいつも同じです。
    eos_id: 0 も使えます。None なら途中で終わりません。
    generator: CPU のもので、選ぶたびに先へ進みます。None なら PyTorch 全体の乱数を使います。
    モデルには (1, T) の番号を渡します。ほかの引数は変えません。
    ---
    All of `start` (at least one id) and up to max_new_tokens new ids, in one list.

    temperature: 0 or more; at 0, the largest logit is taken (any of several equal ones).
    top_k: 1 or more; all stay if it is larger than the vocabulary. Exactly k stay, even where logits at the
        border are equal: which of them is free, but always the same for the same logits.
    eos_id: may be 0; None: nothing ends it early.
    generator: on the CPU, and each draw moves it on; None: PyTorch's global random state.
    The model is given ids of shape (1, T). The other arguments are left as they are.
    """
    ### BEGIN SOLUTION
    was_training, where = model.training, next(model.parameters()).device
    model.eval()
    ids = list(start)
    for _ in range(max_new_tokens):
        logits = model(torch.tensor([ids[-model.max_len :]], device=where))[0, -1].cpu()  # (vocab_size,)
        if top_k is not None:
            kept = logits.topk(min(top_k, len(logits))).indices
            logits = torch.full_like(logits, -math.inf).index_copy(0, kept, logits[kept])
        if temperature == 0:
            ids.append(int(logits.argmax()))
        else:
            ids.append(int(torch.multinomial((logits / temperature).softmax(-1), 1, generator=generator)))
        if ids[-1] == eos_id:
            break
    model.train(was_training)
    return ids
    ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

列が `max_len` より長いとき、次のトークンを予測するのに近いのは、列の前と後ろのどちらですか。`top_k` と温度は、どちらを先にしても同じですか。`eos_id` が 0 のとき、`if eos_id` は何になりますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

`start` を写したリストに、一つずつ加えていきます。最後の `max_len` 個をモデルに渡し、最後の位置の logits を取り、上位 k 個のほかを $-\infty$ にします。温度 0 なら最大、そうでなければ温度で割った softmax から引きます。`eos_id` なら終わりです。モードを覚えておき、戻します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

Where the sequence is longer than `max_len`, which end of it is near the token to predict? Does it matter whether `top_k` or the temperature comes first? If `eos_id` is 0, what is `if eos_id`?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

A list that begins as a copy of `start` and grows by one. Give the model the last `max_len` ids, take the logits of the last position, set all but the top k to $-\infty$. At temperature 0 take the largest; else draw from the softmax of the logits divided by the temperature. Stop at `eos_id`. Remember the mode, and restore it.

</details>
"""

# %% nbgrader={"grade_id": "lm-generate-try", "locked": true}
table = Table(5)
table.logits.weight.data = 4.0 * torch.eye(5).roll(1, 1)  # after 0 comes 1, after 1 comes 2, …
out = generate(table, [3], 4, temperature=0)
assert out == [3, 4, 0, 1, 2], f"一つずつ、最も確率の高いトークンを加えます：{out} / the most probable token is added, one at a time; got {out}"
assert generate(table, [3], 9, temperature=0, eos_id=0) == [3, 4, 0], "eos_id を加えて終わります / it ends with eos_id"

# %% nbgrader={"grade_id": "lm-greedy", "grade": true, "points": 1}
# temperature=0 と top_k=1 は最大の logit を選び、長い列は最後の max_len 個で予測します。 / temperature=0 and top_k=1 take the largest logit; long sequences are predicted from their last max_len tokens.
### BEGIN HIDDEN TESTS
for V, max_len in [(5, 1), (9, 4), (12, CONTEXT + 7)]:
    model = Watched(V, max_len)
    model.table.data -= 20  # every logit is negative
    model.table.data *= {12: 1e-5}.get(V, 1)  # and the largest may be so by little
    for length in (1, max_len, max_len + 1, 3 * max_len):
        start = torch.randint(V, (length,), generator=torch.Generator().manual_seed(length)).tolist()
        expected = list(start)
        for _ in range(10):
            expected.append(int(model.logits_of(torch.tensor([expected[-max_len:]]))[0, -1].argmax()))
        for options in (dict(temperature=0), dict(top_k=1), dict(temperature=0, top_k=3), dict(temperature=5.0, top_k=1), dict(temperature=0.0)):
            model.calls.clear()
            given, what = list(start), f"start={start}, max_len={max_len}, {options}"
            got = list(generate(model, given, 10, **options))
            assert all(call["ids"].shape[0] == 1 and call["ids"].shape[1] <= max_len for call in model.calls), f"モデルには (1, T)、T は max_len 以下の列を渡します：{what} / the model is given (1, T) with T up to max_len: {what}"
            assert got[:length] == start, f"start の全体を返します：{what}、{got} / all of start is returned: {what}, got {got}"
            assert got == expected, f"最大の logit を選んだ列と違います。最後の max_len 個を渡しましたか：{what} / not the largest logits: does the model see the last max_len tokens? {what}"
            assert given == start, f"引数 start を書き換えています：{what} / the argument start was changed: {what}"
            read = [got[: length + i][-max_len:] for i in range(11)]
            assert all(call["ids"][0].tolist() in read for call in model.calls), f"モデルに渡すのは、そこまでの列 (長ければその最後) そのものです：{what} / the model is given the tokens so far (the last ones, if there are too many) and nothing else: {what}"
            assert all(type(i) is int for i in got), "番号は Python の int です / ids are Python ints"
        assert list(generate(model, start, 0)) == start, "max_new_tokens=0 では何も加えません / max_new_tokens=0 adds nothing"
        assert len(generate(model, start, 1)) == length + 1, "max_new_tokens=1 では一つ加えます / max_new_tokens=1 adds one"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-sampling", "grade": true, "points": 2}
# 出現する割合は、温度で割った logits の softmax に従い、top_k は上位 k 個に限ります。 / Frequencies follow the softmax of the logits divided by the temperature; top_k keeps the k most probable.
### BEGIN HIDDEN TESTS
dice = torch.Generator().manual_seed(8)
for case, (temperature, top_k) in enumerate([(1.0, None), (0.2, None), (1.5, 5), (0.7, 2), (2.0, 6)]):
    base = torch.tensor([2.0, 0.0, 1.5, -1.0, 1.0, -1.15])[torch.randperm(6, generator=dice)]
    model = Table(6)
    model.logits.weight.data, model.max_len = base.expand(6, 6).clone() + 300 * (case % 2), 4  # a constant changes nothing
    kept = base.clone()
    kept[kept.argsort()[: max(0, 6 - (top_k or 6))]] = -math.inf
    p, what = (kept / temperature).softmax(-1), f"temperature={temperature}, top_k={top_k}, logits={base.tolist()}"
    n = (720, 500, 300, 300, 300)[case]
    drawn = generate(model, [0], n, temperature=temperature, top_k=top_k, generator=torch.Generator().manual_seed(case))[1:]
    share = torch.bincount(torch.tensor(drawn), minlength=6) / n
    assert (share[p == 0] == 0).all(), f"上位 {top_k} 個以外が選ばれました：{what} / a token outside the top {top_k} was chosen: {what}"
    # n draws miss a token whose probability is above 14 / n with a probability of 1e-6
    assert (share[p > 14 / n] > 0).all(), f"確率が {14 / n:.3f} より大きいのに、{n} 回選んでも出ないトークンがあります：{what} / a token with a probability above {14 / n:.3f} never comes in {n} draws: {what}"
    # 5.5 standard deviations; with the temperature squared or forgotten some share is further away
    assert ((share - p).abs() < 5.5 * (p * (1 - p) / n).sqrt() + 0.005).all(), f"割合が違います：{what}、{[round(x, 2) for x in share.tolist()]} / the shares differ: {what}, got {[round(x, 2) for x in share.tolist()]}"
    after = torch.tensor([b for a, b in zip(drawn, drawn[1:]) if a == p.argmax()])  # the draws are independent
    assert (torch.bincount(after, minlength=6) / len(after) - p).abs().max() < 0.25, f"続けて選ぶ二つのトークンが独立ではありません：{what} / two draws in a row are not independent: {what}"
model.logits.weight.data = torch.tensor([1.0, 1.5, 1.5, 1.5, 1.0, 1.5]).expand(6, 6).clone()
for top_k, allowed in [(1, {1, 2, 3, 5}), (2, {1, 2, 3, 5}), (4, {1, 2, 3, 5}), (5, set(range(6)))]:
    chosen = set(generate(model, [0], 110, top_k=top_k, generator=torch.Generator().manual_seed(9))[1:])
    assert len(chosen) == top_k and chosen <= allowed, f"等しい logits でも、残すのは top_k={top_k} 個です：{sorted(chosen)} / exactly top_k={top_k} stay, even if logits are equal: got {sorted(chosen)}"
drawn = []
for options in ({}, dict(temperature=1.0)):
    torch.manual_seed(9)  # for who ignores the generator: that is lm-state's
    drawn.append(list(generate(model, [0], 110, generator=torch.Generator().manual_seed(9), **options)))
assert drawn[0] == drawn[1], "temperature の既定は 1.0 です / temperature is 1.0 by default"
# of 120 equally probable tokens, 500 draws miss two on average, twelve or more with a probability of 1e-6
wide = Table(120)
wide.logits.weight.data, wide.max_len = torch.zeros(120, 120), 4
seen = len(set(generate(wide, [0], 500, top_k=500, generator=torch.Generator().manual_seed(10))[1:]))
assert seen > 108, f"どれも確率 1/120 で、top_k は語彙より大きいのに、500 回で {seen} 個しか出ません / all 120 tokens have the probability 1/120 and top_k is larger than the vocabulary, but 500 draws give {seen} of them"
near = Table(2)
near.logits.weight.data, near.max_len = torch.tensor([[0.0, 1e-3]]).expand(2, 2).clone(), 4
got = set(generate(near, [0], 60, temperature=1e-3, generator=torch.Generator().manual_seed(0))[1:])
assert got == {0, 1}, "logits が 0 と 0.001、temperature=0.001 なら、少ない方も 27 % の確率で出ます / with the logits 0 and 0.001 and temperature=0.001 the rarer token has a probability of 27 %"
model.logits.weight.data = 40 * torch.eye(6).roll(1, 1)
for temperature in (0.01, 1.0):
    got = list(generate(model, [0], 7, temperature=temperature, generator=torch.Generator().manual_seed(1)))
    assert got == [0, 1, 2, 3, 4, 5, 0, 1], f"大きな logits と temperature={temperature} でも選べますか：{got} / do large logits work with temperature={temperature}? got {got}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-eos", "grade": true, "points": 1}
# 生成は eos_id が新しく出たところで終わり、その前では終わりません。 / Generation ends where eos_id is newly generated, and not before.
### BEGIN HIDDEN TESTS
model = Table(6)
round_trip = [0, 3, 5, 1, 4, 2]  # 0 -> 3 -> 5 -> 1 -> 4 -> 2 -> 0, at any temperature up to 1
model.logits.weight.data = torch.zeros(6, 6)
model.logits.weight.data[round_trip, round_trip[1:] + [0]] = 40.0
cycle = lambda first, count: [round_trip[(round_trip.index(first) + i) % 6] for i in range(count)]
assert list(generate(model, [2], 8, temperature=0)) == cycle(2, 9), "まず temperature=0 の生成 (lm-greedy) を直しましょう / first mend generation at temperature=0 (lm-greedy)"
for temperature in (0, 1.0):
    for eos in range(6):
        for start in ([1], [eos], [4, eos, 5], [eos, eos, 2]):
            distance = (round_trip.index(eos) - round_trip.index(start[-1]) - 1) % 6 + 1  # new tokens until eos comes
            for limit in (distance - 1, distance, distance + 1, 20):
                expected = start + cycle(start[-1], 1 + min(limit, distance))[1:]
                got = list(generate(model, start, limit, temperature=temperature, eos_id=eos))
                assert got == expected, f"eos_id={eos}、start={start}、max_new_tokens={limit} で {got} です。新しく出た eos_id を加えて、そこで終わりますか / for eos_id={eos}, start={start}, max_new_tokens={limit} it gives {got}: is a newly generated eos_id appended, and the end?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-state", "grade": true, "points": 1}
# 生成は評価モードで行い、モードを元に戻し、乱数は generator だけを使います。 / Generation runs in evaluation mode, restores the mode, and draws from the generator alone.
### BEGIN HIDDEN TESTS
model = Watched(30, 5)
model.table.data *= 0.3
weights = model.table.detach().clone()
for training in (True, False):
    for options in ({}, dict(temperature=0), dict(top_k=2), dict(eos_id=3), dict(eos_id=int(model.logits_of(torch.tensor([[3]]))[0, -1].argmax()), temperature=0)):
        model.calls.clear()
        generate(model.train(training), [3], 3, **options)
        assert model.training == training, f"終わったらモードを元に戻しますか：{training}、{options} / is the mode restored in the end? training={training}, {options}"
        assert model.calls, f"モデルを呼んでいません：{options} / the model is not called: {options}"
        assert not any(call["training"] for call in model.calls), f"評価モード (eval) で生成していますか：{options} / does it generate in evaluation mode? {options}"
assert torch.equal(model.table, weights) and model.table.requires_grad, "モデルが変わっています / the model changed"


def written(number, generator, **options):
    torch.manual_seed(number)
    random.seed(number)
    return list(generate(model, [3], 30, generator=generator, **options))


for options in ({}, dict(top_k=20), dict(temperature=0.9)):
    one, same, other = written(1, torch.Generator().manual_seed(1), **options), written(2, torch.Generator().manual_seed(1), **options), written(1, torch.Generator().manual_seed(2), **options)
    assert one == same, f"generator が同じなら、全体の乱数によらず、結果も同じです：{options} / the same generator gives the same text, whatever the global random state; {options}"
    assert one != other, f"generator を変えると、結果も変わりますか：{options} / does another generator give another text? {options}"
    twice = torch.Generator().manual_seed(1)
    assert written(1, twice, **options) != written(1, twice, **options), f"generator を続けて使うと、次の文章は変わります：{options} / with the same generator used on, the next text is another; {options}"
    assert written(1, None, **options) == written(1, None, **options) != written(2, None, **options), f"generator がなければ、全体の乱数を使います：{options} / without a generator the global random state is used; {options}"
torch.manual_seed(1)
assert list(generate(model, [3], 30)) != list(generate(model, [3], 30)), "generator がなければ、続けて呼ぶと次の文章は変わります / without a generator, the next call gives another text"
whole = nn.Sequential(nn.Embedding(9, 9), nn.Dropout(0.5))
whole.max_len = 5
learning, judging = (list(generate(whole.train(mode), [3], 20, generator=torch.Generator().manual_seed(1))) for mode in (True, False))
assert learning == judging, "中のモジュールも評価モードですか。eval() はそこまで届きます / are the modules inside in evaluation mode, too? eval() reaches them"
torch.manual_seed(0)
_, expected = torch.rand(2), torch.rand(3)
torch.manual_seed(0)
torch.rand(2)  # so that the state is more than its seed
generate(model, [3], 5, generator=torch.Generator().manual_seed(1))
assert torch.equal(torch.rand(3), expected), "generator があるのに、全体の乱数を使っています / the global random state is used although there is a generator"
ring = Table(6)
ring.logits.weight.data = 40 * torch.eye(6).roll(1, dims=1)  # the next token is the next number
assert list(generate(ring, [2], 5))[-5:] == [3, 4, 5, 0, 1], "モデルの logits に従って選んでいません / tokens are not chosen by the model's logits"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-learns", "locked": true}
def frequent_words(size=300):
    """(学習データ、検証データ) を、多い単語 size - 4 種の番号で表します。 / (Training text, held-out text) as ids of the size - 4 most frequent words."""
    counts = Counter(word for text in train_texts for word in text.lower().split())
    number = {word: i for i, (word, _) in enumerate(counts.most_common(size - 4), start=4)}
    return [
        torch.tensor([i for text in texts for i in [*(number.get(word, 1) for word in text.lower().split()), 3]])
        for texts in (train_texts, valid_texts)
    ]


def learns(model, seen, held, size, steps=800):
    """実際の文章で、1-gram より 0.3 nats 以上よくなるまで学習します。テストが使います。 / Trains on real text until it beats the unigram by 0.3 nats; the tests use it.

    seen, held: ids (N,) of the training text and of the held-out text, below size
    -> (loss on held-out text that the model has not been asked about, the unigram's loss there, loss on shuffled text)
    """
    p1 = (torch.bincount(seen, minlength=size) + 10 / size) / (len(seen) + 10)
    watched, kept = (part[: len(part) // 13 * 13].view(-1, 13) for part in held.tensor_split(2))  # windows of 13

    @torch.no_grad()
    def held_out_loss(windows):
        loss = F.cross_entropy(model.eval()(windows[:, :-1].clone()).flatten(0, 1), windows[:, 1:].flatten()).item()
        model.train()
        return loss

    @torch.no_grad()
    def loss_of_what_is_not_there(windows):
        """一つずつ長い前置きから、その次のトークンを当てます。 / From longer and longer beginnings, which do not hold the token to be predicted."""
        model.eval()
        losses = [F.cross_entropy(model(windows[:, :t].clone())[:, -1], windows[:, t]).item() for t in range(1, 13)]
        return sum(losses) / len(losses)

    generator = torch.Generator().manual_seed(0)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for step in range(1, steps + 1):  # most sound models need 160 steps, those with dropout and tied weights more
        windows = seen[torch.randint(len(seen) - 12, (32, 1), generator=generator) + torch.arange(13)]
        loss = F.cross_entropy(model(windows[:, :-1].clone()).flatten(0, 1), windows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 40 == 0 and not held_out_loss(watched) >= -p1[watched[:, 1:]].log().mean() - 0.3:
            break
    mixed = watched.flatten()[torch.randperm(watched.numel(), generator=generator)].view(-1, 13)
    shuffled = held_out_loss(mixed)
    return loss_of_what_is_not_there(kept), -p1[kept[:, 1:]].log().mean().item(), shuffled

# %% nbgrader={"grade_id": "lm-real-text", "grade": true, "points": 2}
# 実際の文章で学習すると 1-gram より 0.1 nats 以上よくなり、並べ替えた文章では 1-gram に勝てません。 / Trained on real text, the model beats the unigram by 0.1 nats; on shuffled text it does not beat it.
### BEGIN HIDDEN TESTS
torch.manual_seed(0)
seen, held = frequent_words(300)
numbers = torch.randperm(296, generator=torch.Generator().manual_seed(8128))  # not from the global state, which a model knows
other = torch.cat([torch.arange(4), 4 + numbers])  # words under other numbers: a text that nobody has seen
loss, unigram, shuffled = learns(MiniLanguageModel(300, d_model=64, max_len=12), other[seen], other[held], 300)
# sound models: 3.8 and more; one that learns little: about the unigram's; one that sees the next token: as low as on real text
assert shuffled > unigram - 0.1, f"並べ替えた文章で {shuffled:.2f} です。次のトークンが見えていませんか / {shuffled:.2f} on shuffled text: can it see the next token?"
assert loss < unigram - 0.1, f"検証データの損失が {loss:.2f} で、1-gram の {unigram:.2f} とあまり変わりません / a held-out loss of {loss:.2f} is hardly better than the unigram's {unigram:.2f}"
assert attends(scrambled(300, d_model=64, max_len=12, seed=0, causal=False), 300), SUMS
assert knows_by_vectors(scrambled(300, d_model=64, max_len=12, seed=0), torch.randint(300, (4, 12)), 300), "トークンの違いが、その重みの違いからきていません / that tokens differ does not come from weights of their own"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 6. 自分の部品で組み立てる

ここまでの問題で、あなたは Transformer の部品を一つずつ書きました。この節では、それを貼り付けて、何層でも積み重ねられるモデルにします。

| 部品 | 書いた問題 | 呼び方 |
|---|---|---|
| トークン | 問題 1 `learn_bpe` と `encode`（それらが呼ぶ関数も） | `learn_bpe(単語のリスト, 回数)` と `encode(単語, 結合)` |
| 注意 | 問題 8 `MultiHeadAttention`、または問題 3 `scaled_dot_product_attention` | `attention(d_model, n_heads)` が層を作ります |
| 位置 | 問題 5 `positional_encoding` | `positions(max_len, d_model)` がテンソルを返します |
| ブロック | 問題 7 `ResidualBlock` | `block(d_model)` が層を作ります |

トークンは、結合の数が違えば種類も長さも違います。だからこの節の損失は、単語を単位にした前の節の損失とは比べられません（比べ方は、ノートの最後にあります）。

次のセルに、自分の答えのセルを貼り付けてください。全部でなくてもかまいません。**足りない部品には、コースの部品を使います。** 貼り付けた部品が簡単な確かめを通らないときも同じです。どちらを使ったかは、その次のセルが表示します。点数は変わりません。採点するのは、部品のつなぎ方です。
"""

# %% [markdown] lang="en"
r"""
## 6. A transformer from your own parts

In the exercises you wrote a transformer's parts, one at a time. Paste them here, and put them together into a model of as many layers as you like.

| part | written in | how it is called |
|---|---|---|
| tokens | problem 1, `learn_bpe` and `encode`, with the functions that they call | `learn_bpe(list of words, number)` and `encode(word, merges)` |
| attention | problem 8, `MultiHeadAttention`, or problem 3, `scaled_dot_product_attention` | `attention(d_model, n_heads)` makes a layer |
| positions | problem 5, `positional_encoding` | `positions(max_len, d_model)` returns a tensor |
| block | problem 7, `ResidualBlock` | `block(d_model)` makes a layer |

With another number of merges, tokens differ in kind and length. So the losses of this section cannot be compared with those of the sections before, whose units are words (the end of the notebook shows how to compare).

Paste the cells of your answers into the next cell; not all are needed. **Where a part is missing, the course's part is used**, and so it is if a pasted part does not pass a short check. The cell after it says which is used. It makes no difference to your points: what is graded is how the parts are put together.
"""

# %%
# ここに、自分の答えのセルを貼り付けます / paste the cells of your answers here

# %% nbgrader={"grade_id": "lm-parts", "locked": true}
import time
from functools import cache, partial
from types import SimpleNamespace


class OneHead(nn.Module):
    """問題 3 の関数から作る、ヘッドが一つの層です。 / A layer with one head, made from problem 3's function."""

    def __init__(self, d_model, n_heads, attend):
        super().__init__()
        self.attend = attend
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, query, key, value, mask=None):
        mixed, weights = self.attend(self.W_q(query), self.W_k(key), self.W_v(value), mask)
        return self.W_o(mixed), weights


class CourseAttention(nn.Module):
    """nn.MultiheadAttention を、問題 8 の呼び方で使います。 / nn.MultiheadAttention, called as in problem 8."""

    def __init__(self, d_model, n_heads):
        super().__init__()
        self.layer = nn.MultiheadAttention(d_model, n_heads, batch_first=True)

    def forward(self, query, key, value, mask=None):  # mask (T_q, T_k): True allows
        return self.layer(query, key, value, attn_mask=None if mask is None else ~mask)


class CourseBlock(nn.Module):
    """順伝播層と残差接続です。 / A feed-forward layer and its residual connection."""

    def __init__(self, dim):
        super().__init__()
        self.feed_forward = nn.Sequential(nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim))

    def forward(self, h):
        return h + self.feed_forward(h)


def course_positions(max_len, d_model):
    """位置ごとに、乱数で選んだベクトルです。 / A random vector for each position."""
    return torch.randn(max_len, d_model, generator=torch.Generator().manual_seed(0))


END = "</w>"  # 問題 1 の、単語の終わりの記号 / the end of a word, as in problem 1
FEW = ["low"] * 5 + ["lower"] * 2 + ["lowest"] * 3


class Letters:
    """一文字を一つのトークンにします。 / Each letter is a token."""

    def learn_bpe(corpus, num_merges):
        return []

    def encode(word, merges):
        return [*word, END]


def check_tokens(own):
    began = time.perf_counter()
    merges = own.learn_bpe(list(FEW), 4)
    for word in [*FEW, "wolf"]:
        tokens = own.encode(word, merges)
        assert "".join(tokens) == word + END, f"トークン {tokens} をつなぐと {word + END} に戻りますか / do the tokens {tokens} join to {word + END}?"
    assert len(own.encode("low", merges)) < 4, "よく現れる単語が、一文字ずつのままです / a frequent word stays in letters"
    words = [f"word{n}" for n in range(500)]  # 実際の文章では、この 100 倍の計算をします / real text takes 100 times as much
    merges = own.learn_bpe(words, 3)
    for word in words[:40]:
        own.encode(word, 50 * merges)
    seconds = time.perf_counter() - began
    assert seconds < 0.5, f"実際の文章には遅すぎます ({seconds:.1f} s) / too slow for real text ({seconds:.1f} s)"


def check_attention(make):
    x, past = torch.randn(2, 5, 8), torch.ones(5, 5, dtype=torch.bool).tril()
    changed = torch.cat([x[:, :3], torch.randn(2, 2, 8)], dim=1)
    layer = make(8, 2)
    one, other = (layer(h, h, h, past)[0] for h in (x, changed))
    assert one.shape == x.shape and one.isfinite().all(), "形か値が違います / a wrong shape, or not finite"
    assert torch.allclose(one[:, :3], other[:, :3], atol=1e-5), "未来が見えています / it sees the future"
    assert not torch.allclose(one[:, 4], other[:, 4], atol=1e-5), "何も見ていません / it sees nothing"


def check_positions(make):
    table = torch.as_tensor(make(7, 6))
    assert table.shape == (7, 6) and table.isfinite().all(), "形か値が違います / a wrong shape, or not finite"
    assert len(table.unique(dim=0)) == 7, "同じ符号化の位置があります / two positions have the same encoding"


def check_block(make):
    block, x = make(8), torch.randn(2, 5, 8)
    assert block(x).shape == x.shape, "形が違います / a wrong shape"
    flat = block(x.flatten(0, 1))
    assert torch.allclose(block(x).flatten(0, 1), flat, atol=1e-5), "(B, T, dim) では別の値になります / it gives other values for (B, T, dim)"


def part(name, own, course, check):
    """あなたの部品か、それがないときはコースの部品です。 / Your part; the course's, where there is none."""
    if own is None:
        print(f"{name}: 貼り付けられていないので、コースの部品を使います / {name}: none was pasted, so the course's part is used")
        return course
    try:
        with torch.random.fork_rng():
            torch.manual_seed(0)
            check(own)
    except Exception as problem:  # whatever a pasted part may raise
        print(f"{name}: コースの部品を使います：{problem} / {name}: the course's part is used: {problem}")
        return course
    print(f"{name}: あなたの部品を使います / {name}: your part is used")
    return own


pasted = dict(globals())
function = pasted.get("scaled_dot_product_attention")
one_head = partial(OneHead, attend=function) if function else None
both = {name: pasted[name] for name in ("learn_bpe", "encode") if name in pasted}
own_tokens = SimpleNamespace(**both) if len(both) == 2 else None
Attention = part("attention", pasted.get("MultiHeadAttention") or one_head, CourseAttention, check_attention)
tokens = part("tokens", own_tokens, Letters, check_tokens)
Block = part("block", pasted.get("ResidualBlock"), CourseBlock, check_block)
encoding = part("positions", pasted.get("positional_encoding"), course_positions, check_positions)


def positions_of(max_len, d_model):
    """float32 にし、小さな埋め込みが埋もれないように 0.1 倍にします。 / In float32, and times 0.1, so that small embeddings are not drowned."""
    return 0.1 * torch.as_tensor(encoding(max_len, d_model)).float()

# %% nbgrader={"grade_id": "lm-own-tokens", "locked": true}
def in_tokens(tokens, num_merges=150, words=500):
    """段落をトークンの番号の列にします：(学習データ, 開発データ, 記号のリスト)。0–3 は特別なトークンです。 / The paragraphs as ids of tokens: (training text, development text, list of symbols); 0–3 are special."""
    frequent = Counter(word for text in train_texts for word in text.lower().split()).most_common(words)
    merges = tokens.learn_bpe([word for word, count in frequent for _ in range(count)], num_merges)
    split = cache(lambda word: tuple(tokens.encode(word, merges)))
    letters = {letter for text in train_texts for letter in "".join(text.lower().split())}
    symbols = ["<pad>", "<unk>", "<sos>", "<eos>", *sorted({*letters, END, *("".join(pair) for pair in merges)})]
    number = {symbol: i for i, symbol in enumerate(symbols)}

    def ids(texts):
        found = []
        for text in texts:
            found += [number.get(symbol, 1) for word in text.lower().split() for symbol in split(word)] + [3]
        return torch.tensor(found)

    return ids(train_texts), ids(valid_texts), symbols


try:
    own_train, own_valid, symbols = in_tokens(tokens)
except Exception as problem:  # 確かめは通ったが、実際の文章で止まった / it passed the check, and fails on real text
    print(f"tokens: コースの部品を使います：{problem} / tokens: the course's part is used: {problem}")
    tokens = Letters
    own_train, own_valid, symbols = in_tokens(tokens)
print(f"{len(symbols)} kinds of tokens, {len(own_train):,} for training, {len(own_valid):,} of development")
print(" ".join(symbols[i] for i in own_valid[:40].tolist()))

# %% [markdown] lang="ja"
r"""
$$h = E_{x_t} + P_t$$

次の二つを、`n_blocks` 回繰り返します。

$$h \leftarrow h + \mathrm{attend}(\mathrm{norm}(h)),\qquad h \leftarrow \mathrm{block}(h)$$

最後は $\mathrm{logits} = W\,\mathrm{norm}(h) + b$ です。norm はどれも `nn.LayerNorm(d_model)` で、場所ごとに自分の重みを持ちます。残差接続は、注意では**あなたが**足しますが、ブロックはもう自分の中に持っています。
"""

# %% [markdown] lang="en"
r"""
$$h = E_{x_t} + P_t$$

Then, `n_blocks` times,

$$h \leftarrow h + \mathrm{attend}(\mathrm{norm}(h)),\qquad h \leftarrow \mathrm{block}(h),$$

and last $\mathrm{logits} = W\,\mathrm{norm}(h) + b$. Each norm is an `nn.LayerNorm(d_model)` with weights of its own. Around attention, **you** add the residual connection; a block has one inside.
"""

# %% nbgrader={"grade_id": "lm-own", "solution": true}
class MyTransformer(nn.Module):
    """部品を n_blocks 層に積み重ねた、因果的な Transformer です。ids (B, T) -> logits (B, T, vocab_size)、1 <= T <= max_len。

    計算は、上の式のとおりです。max_len は `model.max_len` に残し、それより長い入力は ValueError です。
    attention(d_model, n_heads): 呼ぶたびに新しい層を作ります。層は (query, key, value, mask) -> (output, weights) で、
        mask (T, T) は bool、True が「参照してよい」です。
    positions(max_len, d_model): 形 (max_len, d_model) のテンソルを返します。学習せず、行 t が位置 t です。
    block(d_model): 呼ぶたびに新しい層 (B, T, d_model) -> (B, T, d_model) を作ります。
    作った部品は、すべて forward で使います。forward は、全体の乱数の種を変えません。
    ---
    A causal transformer, the parts in n_blocks layers: ids (B, T) -> logits (B, T, vocab_size), 1 <= T <= max_len.

    It computes the formulas above.  max_len is kept as `model.max_len`; a longer input is a ValueError.
    attention(d_model, n_heads): makes a new layer at each call; (query, key, value, mask) -> (output, weights),
        where mask (T, T) is bool, and True means "may be attended to".
    positions(max_len, d_model): a tensor of shape (max_len, d_model), which does not learn; row t is position t.
    block(d_model): makes a new layer at each call, (B, T, d_model) -> (B, T, d_model).
    Every part that you make takes part in forward, which leaves the seed of the global random state as it is.
    """

    def __init__(self, vocab_size: int, d_model: int = 64, max_len: int = CONTEXT, n_heads: int = 4, n_blocks: int = 2,
                 attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        ### BEGIN SOLUTION
        self.tokens, self.output = nn.Embedding(vocab_size, d_model), nn.Linear(d_model, vocab_size)
        self.register_buffer("places", positions(max_len, d_model))
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_blocks))
        self.attentions = nn.ModuleList(attention(d_model, n_heads) for _ in range(n_blocks))
        self.blocks = nn.ModuleList(block(d_model) for _ in range(n_blocks))
        self.last_norm = nn.LayerNorm(d_model)
        ### END SOLUTION

    def forward(self, ids):
        """ids (B, T) -> logits (B, T, vocab_size)"""
        ### BEGIN SOLUTION
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        past = torch.ones(T, T, dtype=torch.bool, device=ids.device).tril()  # True allows
        h = self.tokens(ids) + self.places[:T]  # (B, T, d_model)
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            x = norm(h)
            h = block(h + attention(x, x, x, past)[0])
        return self.output(self.last_norm(h))
        ### END SOLUTION

# %% [markdown] lang="ja"
r"""
<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

層が一つの `MiniLanguageModel` と、どこが違いますか。繰り返しのたびに、同じ部品を使ってよいでしょうか。`block` は、入力を自分で足しますか。最後の正規化は、どこにありますか。

</details>
<details><summary>ヒント 2：答えの形</summary>

`__init__` で、部品をそれぞれ `n_blocks` 個作って `nn.ModuleList` に入れ、位置の符号化をバッファに置きます。`forward` は、埋め込みと位置の和から始め、繰り返しのたびに、正規化、注意、和、ブロックと進み、最後に正規化と出力層を通します。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>Hint 1: questions to ask first</summary>

How does it differ from `MiniLanguageModel`, which has one layer? May each round use the same part? Does `block` add its input itself? Where is the last norm?

</details>
<details><summary>Hint 2: the shape of the answer</summary>

In `__init__`, make `n_blocks` of each part, in `nn.ModuleList`s, and keep the positions in a buffer. `forward` begins with the sum of embedding and positions; each round takes a norm, attention, the sum, the block; a last norm and the output layer end it.

</details>
"""

# %% nbgrader={"grade_id": "lm-own-try", "locked": true}
torch.manual_seed(0)
mine, ids = MyTransformer(11, d_model=8, max_len=7, n_heads=2), torch.randint(11, (3, 5))
logits = mine(ids)
assert logits.shape == (3, 5, 11), f"出力は (B, T, vocab_size) です：{tuple(logits.shape)} / the output is (B, T, vocab_size); got {tuple(logits.shape)}"
changed = torch.cat([ids[:, :3], (ids[:, 3:] + 1) % 11], dim=1)
same = torch.allclose(mine(changed)[:, :3], logits[:, :3], atol=1e-5)
assert same, "未来のトークンが、前の位置の出力を変えています / tokens of the future change the output at earlier positions"
sizes = [sum(p.numel() for p in MyTransformer(11, 8, 7, 2, n_blocks=n).parameters()) for n in (1, 2, 3)]
assert sizes[2] - sizes[1] == sizes[1] - sizes[0] > 0, f"層ごとに、自分の重みがありますか：{sizes} / does each layer have weights of its own? {sizes}"

# %% nbgrader={"grade_id": "lm-own-formula", "grade": true, "points": 1}
# どの部品も式のとおりの値を受け取り、出力は最後の norm の線形な関数です。 / Every part is given what the formulas say, and the output is linear in the last norm.
### BEGIN HIDDEN TESTS
class Noted(nn.Module):
    """A part that notes what it is given, and answers with a fixed function that is no identity."""

    def __init__(self, notes, kind, scale):
        super().__init__()
        self.notes, self.kind, self.scale = notes, kind, scale

    def forward(self, query, key=None, value=None, mask=None):
        out = torch.sin(self.scale * (query if value is None else value)).flip(-1) * 2
        given = [x if x is None else x.detach().clone() for x in (query, key, value, mask)]
        self.notes.append((self.kind, self.scale, given, out.detach()))
        return (out, None) if self.kind == "attention" else out


for V, d, max_len, heads, n_blocks, T in [(30, 8, 5, 1, 1, 5), (11, 12, 9, 3, 2, 6), (9, 16, 6, 4, 4, 5), (11, 12, 9, 3, 2, 1)]:
    notes, made, generator = [], [], torch.Generator().manual_seed(V)
    places = torch.randn(max_len, d, generator=generator)

    def maker(kind):
        def make(*sizes):
            made.append((kind, *sizes))
            return Noted(notes, kind, 1 + 0.3 * len(made))
        return make

    torch.manual_seed(V)
    model = MyTransformer(V, d, max_len, heads, n_blocks, attention=maker("attention"), positions=lambda m, w: places[:m, :w], block=maker("block"))
    what = f"d_model={d}, n_heads={heads}, n_blocks={n_blocks}"
    assert sorted(made) == sorted([("attention", d, heads), ("block", d)] * n_blocks), f"部品は層ごとに一つずつ、正しい大きさで作りますか：{what}、{made} / is one part of each kind made for each layer, with the right sizes? {what}: {made}"
    assert sum(p.shape == (d,) for p in model.parameters()) == 2 * (n_blocks + 1), f"各層と最後の norm は、それぞれ自分の重みとバイアスを持つ nn.LayerNorm(d_model) ですか：{what} / is each layer's norm, and the last, an nn.LayerNorm(d_model) with a weight and a bias of its own? {what}"
    assert any(p.numel() == V or d + 1 in p.shape for p in model.parameters()), f"logits = W norm(h) + b の b がありません：{what} / in logits = W norm(h) + b the b is missing: {what}"
    learned = [p for p in model.parameters() if p.requires_grad and p.numel() == places.numel() and torch.equal(p.flatten().sort().values, places.flatten().sort().values)]
    assert not learned, f"位置の符号化は学習しません。nn.Parameter にしていませんか：{what} / the positions do not learn: are they an nn.Parameter? {what}"
    ids = torch.randint(V, (12, T), generator=generator)
    with torch.no_grad():
        for p in model.parameters():
            if p.dim() > 1 and p.requires_grad:  # the norms stay as they are
                p.copy_(0.4 * torch.randn(p.shape, generator=generator))
        logits = model(ids.clone())
    assert [kind for kind, *_ in notes] == ["attention", "block"] * n_blocks, f"注意、ブロックの順に呼びますか：{what} / are attention and block called in turn? {what}"
    assert len({scale for _, scale, _, _ in notes}) == 2 * n_blocks, f"作った部品を、一度ずつ使いますか：{what} / is every part that was made used once? {what}"
    before = None
    for (_, _, (query, key, value, mask), mixed), (_, _, (h, *_), after) in zip(notes[::2], notes[1::2]):
        assert mask is not None and mask.dtype == torch.bool and (mask == torch.ones(T, T).tril().bool()).all(), f"マスクは (T, T) で、True が参照してよい位置です：{what} / the mask is (T, T), True where attention is allowed: {what}"
        if before is None:  # embedding plus position: without the position, a function of the token alone
            before = h - mixed
            words = {i: (before - places[:T])[ids == i] for i in range(V)}
            assert all(torch.allclose(rows, rows[:1].expand_as(rows), atol=1e-4) for rows in words.values()), f"初めの h は、埋め込みと位置 t の符号化の和ですか：{what} / is the first h the sum of the embedding and the encoding of position t? {what}"
        assert torch.allclose(h, before + mixed, atol=1e-4), f"ブロックに渡すのは、h と注意の出力の和ですか：{what} / is the block given the sum of h and attention's output? {what}"
        normed = F.layer_norm(before, (d,))
        assert all(torch.allclose(x, normed, atol=1e-4) for x in (query, key, value)), f"クエリ、キー、バリューは norm(h) ですか：{what} / are query, key and value norm(h)? {what}"
        before = after
    x = torch.cat([F.layer_norm(before, (d,)).flatten(0, 1), torch.ones(12 * T, 1)], dim=1).double()
    left = logits.flatten(0, 1).double() - x @ (torch.linalg.pinv(x) @ logits.flatten(0, 1).double())
    # a linear function of norm(h) leaves rounding, without the norm 0.1 and more is left
    vectors = torch.stack([rows[0] for rows in words.values() if len(rows)])
    assert vectors.std(0).max() > 1e-3 and logits.std((0, 1)).max() > 1e-3, f"トークンの埋め込みか logits が、どれも同じです：{what} / the embeddings of tokens, or the logits, are all the same: {what}"
    assert left.abs().max() < 1e-3, f"logits は、最後の norm(h) の線形な関数ですか：{what}、残り {left.abs().max():.3f} / are the logits linear in the last norm(h)? {what}; {left.abs().max():.3f} is left"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-own-text", "grade": true, "points": 1} tags=["nbval-ignore-output"]
# 未来を見ず、長さを確かめ、すべての重みを使い、実際の文章から学びます。 / It sees no future, checks the length, uses every weight, and learns from real text.
### BEGIN HIDDEN TESTS
for seed, (V, d, max_len, heads, n_blocks) in enumerate([(7, 8, 5, 1, 1), (13, 12, 8, 3, 2), (11, 16, 6, 4, 3)]):
    torch.manual_seed(seed)
    model, what = MyTransformer(V, d, max_len, heads, n_blocks), f"max_len={max_len}, n_blocks={n_blocks}"
    assert model.max_len == max_len, "model.max_len は引数のままです / model.max_len is the argument"
    ids = torch.randint(V, (3, max_len))
    given, base = ids.clone(), model(ids)
    for t in range(max_len):
        changed = ids.clone()
        changed[:, t] = (ids[:, t] + 1) % V
        moved = (model(changed) - base).abs().amax((0, 2))
        assert (moved[:t] < 1e-5).all(), f"位置 {t} を変えると、前の位置の出力が変わります：{what} / changing position {t} changes outputs before it: {what}"
        assert (moved[t:] > 0).all(), f"位置 {t} を変えても、その位置か後の位置の出力が変わりません：{what} / changing position {t} leaves an output at or after it unchanged: {what}"
        assert torch.allclose(model(ids[1:2, : t + 1])[0], base[1, : t + 1], atol=1e-4), f"短い列や、列を一つだけ渡すと、出力が変わります：{what} / a shorter text, or one alone, gives other outputs: {what}"
    same = model(torch.zeros(1, max_len, dtype=torch.long))[0]
    assert (same.diff(dim=0).abs().amax(-1) > 1e-6).all(), f"位置が違っても、出力が同じです：{what} / two positions give the same output: {what}"
    base.square().mean().backward()
    unused = [name for name, p in model.named_parameters() if p.requires_grad and p.grad is None]
    assert not unused, f"forward で使わない重みがあります：{unused} / weights that forward does not use: {unused}"
    assert torch.equal(ids, given), "引数 ids を書き換えています / the argument ids was changed"
    for T in (max_len + 1, 3 * max_len):
        try:
            model(torch.zeros(1, T, dtype=torch.long))
        except ValueError:
            continue
        raise AssertionError(f"max_len={max_len} より長い入力 (T={T}) は ValueError です / an input longer than max_len={max_len} (T={T}) is a ValueError")
torch.manual_seed(5)
_, expected = torch.rand(2), torch.rand(3)
torch.manual_seed(5)
torch.rand(2)  # so that the state is more than its seed
model.eval()(ids)
assert torch.equal(torch.rand(3), expected), "forward で全体の乱数の種を変えていませんか / does forward set the seed of the global random state?"
sizes = [sum(p.numel() for p in made.parameters()) for made in (MyTransformer(9), MyTransformer(9, 64, CONTEXT, 4, 2))]
assert sizes[0] == sizes[1], f"既定は d_model=64、n_blocks=2 です：{sizes} / by default d_model=64 and n_blocks=2; {sizes} weights"
torch.manual_seed(0)
loss, unigram, shuffled = learns(MyTransformer(len(symbols), d_model=32, max_len=12), own_train, own_valid[:20_000], len(symbols))
assert shuffled > unigram - 0.1, f"並べ替えた文章で {shuffled:.2f} です。次のトークンが見えていませんか / {shuffled:.2f} on shuffled text: can it see the next token?"
assert loss < unigram - 0.1, f"検証データの損失が {loss:.2f} で、1-gram の {unigram:.2f} とあまり変わりません / a held-out loss of {loss:.2f} is hardly better than the unigram's {unigram:.2f}"
for rows in (torch.randint(13, (4, 8)), torch.randint(13, (2, 12))):
    models = [MyTransformer(13, 32, rows.shape[1], attention=CourseAttention, block=CourseBlock).eval() for _ in range(2)]  # how parts are put together counts, not the parts
    with torch.no_grad():
        for p in (p for model in models for p in model.parameters() if p.requires_grad):
            p.copy_(0.4 * torch.randn(p.shape))
    assert attends(models[0]), SUMS
    assert knows_by_vectors(models[1], rows), "トークンの違いが、その重みの違いからきていません / that tokens differ does not come from weights of their own"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-own-run", "locked": true} tags=["experiment", "nbval-ignore-output"]
counted = {n: ngram_loss(own_train.tolist(), own_valid.tolist(), n, len(symbols)) for n in (1, 2)}
print(f"nats per token, development set: unigram {counted[1]:.2f}, bigram {counted[2]:.2f}")
some, more = own_train.to(device), own_valid[:10_000].to(device)
for n_blocks in (1, 3):
    torch.manual_seed(0)
    mine = MyTransformer(len(symbols), max_len=32, n_blocks=n_blocks).to(device)
    weights = sum(p.numel() for p in mine.parameters())
    *_, (step, training, held_out) = train(mine, some, more, steps=150, context=32)
    print(f"n_blocks = {n_blocks}, {weights:,} weights, {step} steps: ", end="")
    print(f"training {training:.2f}, development set {held_out:.2f}")
    assert held_out < counted[1] - 0.5
generator, start = torch.Generator().manual_seed(1), own_valid[:3].tolist()
text = generate(mine, start, 120, temperature=0.7, eos_id=3, generator=generator)
print("\nit writes: " + "".join(symbols[i] for i in text).replace(END, " "))

# %% [markdown] lang="ja"
r"""
層を増やすと、この大きさの文章ではよくなるでしょうか。学習データと開発データの損失を、別々に見てください（学習データの損失は直前の何ステップかの平均なので、学習が速く進むうちは、開発データの損失より大きくなります）。問題 1 の部品を貼り付けていなければ、トークンは一文字です。貼り付けたら、書く文章はどう変わるでしょうか。
"""

# %% [markdown] lang="en"
r"""
With this much text, do more layers help? Look at the losses on training and development text separately (the training loss is a mean over the last steps, so it is the larger one while learning is fast). If you have not pasted the parts of problem 1, each token is a letter. What changes in the text that it writes when you do?
"""

# %% [markdown] lang="ja"
r"""
## 実験：数えるだけの予測に勝てるか、いつやめるか

**先に予想を書いてください。** 次のセルの `my_guess` に、学習したモデルがテストデータで 5-gram より何 nats よい（負なら悪い）と思うかを入れます。下の実験が答え合わせをします。

手順は、先に決めておきます。学習率が一定の学習と、OneCycle（学習率を上げてから下げる）の学習を、**開発データ**で比べ、よい方を選びます。選び終えてから、テストデータで一度だけ、五つの n-gram と三つの種のモデルを測ります。
"""

# %% [markdown] lang="en"
r"""
## The experiment: does it beat counting, and when should it stop?

**Write your prediction first.** In the next cell, set `my_guess` to the number of nats by which you expect the trained model to be better (negative: worse) than the 5-gram on the test set. The experiment below answers it.

The procedure is fixed beforehand. Training with a constant learning rate and training with OneCycle (the rate rises, then falls) are compared on the **development set**, and the better one is chosen. Only then is the test set used, once, for the n-grams and for the model with three seeds.
"""

# %%
my_guess = None  # 予想した差（nats） / the difference you expect, in nats

# %% nbgrader={"grade_id": "lm-experiment", "locked": true} tags=["experiment", "nbval-ignore-output"]
import matplotlib.pyplot as plt


def new_model(seed, **options):
    torch.manual_seed(seed)
    return MiniLanguageModel(MAX_VOCAB, d_model=64, max_len=CONTEXT, **options).to(device)


def train_with_schedule(seed, steps=300):
    """OneCycle：学習率を 0.01 まで上げ、0 まで下げます。重み減衰は 0.1 です。 / OneCycle: the learning rate rises to 0.01 and falls to 0; weight decay 0.1."""
    model, generator = new_model(seed), torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=steps, pct_start=0.1)
    for _ in tqdm(range(steps), leave=False):
        starts = torch.randint(len(train_ids) - CONTEXT, (64, 1), generator=generator)
        windows = train_ids[(starts + torch.arange(CONTEXT + 1)).to(device)]
        loss = F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return model


before = evaluate(new_model(0), valid_ids)
print(f"before training {before:.2f}, ln V = {math.log(MAX_VOCAB):.2f}")
print(compare(first_loss, f"{before:.2f}"))
curve = train(new_model(0), train_ids, valid_ids, steps=500)
steps, training, held_out = zip(*curve)
best = min(range(len(curve)), key=lambda i: held_out[i])
print(f"development set, constant rate: {held_out[best]:.2f} at step {steps[best]}", end="")
print(f", {held_out[-1]:.2f} at step {steps[-1]}")
assert held_out[-1] > held_out[best] + 0.05 and training[-1] < training[best]

# %% nbgrader={"grade_id": "lm-schedule", "locked": true} tags=["experiment", "nbval-ignore-output"]
model = train_with_schedule(0)
scheduled = evaluate(model, valid_ids)
print(f"development set: OneCycle {scheduled:.2f}, constant rate at its best step {held_out[best]:.2f}")
assert scheduled < held_out[best]

fig, ax = plt.subplots(figsize=(9, 5))
ax.plot(steps, training, "--", marker="s", ms=4, label="training")
ax.plot(steps, held_out, marker="o", ms=4, label="development set")
for style, name in zip((":", "-.", "--"), ("unigram", "bigram", "5-gram")):
    ax.axhline(ladder[name][0], color="grey", lw=1, ls=style, label=f"{name} {ladder[name][0]:.2f}")
ax.axhline(scheduled, color="C2", lw=1.5, label=f"OneCycle, 300 steps {scheduled:.2f}")
ax.axvline(steps[best], color="C3", lw=1, ls=":", label=f"best step {steps[best]}")
ax.set(xlabel="step", ylabel="loss (nats per token)")
ax.legend()
plt.show()

# %% nbgrader={"grade_id": "lm-seeds", "locked": true} tags=["experiment", "nbval-ignore-output"]
of_seeds = [model, train_with_schedule(1), train_with_schedule(2)]

# %% nbgrader={"grade_id": "lm-report", "locked": true} tags=["experiment", "nbval-ignore-output"]
# everything is chosen: the test set, once
seen, new = train_ids.tolist(), test_ids.tolist()
report = {name: ngram_loss(seen, new, n, MAX_VOCAB, s) for name, (_, n, s) in ladder.items()}
losses = [evaluate(m, test_ids) for m in of_seeds]
for name, loss in report.items():
    print(f"test set: {name:8} {loss:.2f}")
print("test set: model    " + ", ".join(f"{loss:.2f}" for loss in losses) + " (three seeds)")
gain = report["5-gram"] - sum(losses) / 3
over_bigram = report["bigram"] - sum(losses) / 3
print(f"the model is better than the bigram by {over_bigram:.2f}, than the 5-gram by {gain:.2f}")
print(compare(my_guess, f"{gain:+.2f}"))
assert max(losses) < report["bigram"] - 0.05 and abs(gain) < 0.15

# %% nbgrader={"grade_id": "lm-sample", "locked": true} tags=["experiment", "nbval-ignore-output"]
for temperature in (0.3, 0.7, 1.0):
    generator = torch.Generator().manual_seed(1)
    text = generate(model, tokenizer.encode("the"), 30, temperature, eos_id=3, generator=generator)
    print(f"temperature {temperature}: {tokenizer.decode(text)}\n")

# %% [markdown] lang="ja"
r"""
<details><summary>図と数から読み取れること（実行してから開いてください）</summary>

学習前の損失はほぼ $\ln V$、つまり一様分布の損失です。これと大きく違えば、初期値か実装が誤っています。学習率が一定なら、ある回から先は、学習損失が下がり続けるのに開発データの損失は**上がります**。モデルが文章を覚え始めたからです（過学習 (over-fitting)）。学習損失だけを見ていたら、気づきません。

その「最もよい回」は、開発データで選んだ回です。同じデータでの損失をそのまま報告すると、選んだ分だけよく見えます。だから、選ぶのに使わなかったテストデータで、一度だけ測りました。

テストデータで、モデルは 2-gram にははっきり勝ちますが、よく選んだ 5-gram とはほぼ**互角**です。差は 0.15 nats に届きません。4 万トークンの文章では、回数を数えるだけの方法がそれほど強い相手なのです。基準をきちんと選ばなければ、モデルの勝ちに見えたはずです。

文章の見本では、温度が低いとありふれた単語（ここでは `<unk>`）が多く、高いと多様になりますが、つながりは悪くなります。

</details>

## モデルは何を見ているのか

**先に予想を書いてください。** 文脈を最後の 1 個、2 個、3 個だけにすると、16 個のときより損失はどれだけ増えるでしょうか。学習の済んだモデルの注意の出力を 0 にしたら、文脈が 1 個のときと同じ損失になるでしょうか。ヘッドが 3 個以上前の位置に置く重みは、合わせてどれだけでしょうか。
"""

# %% [markdown] lang="en"
r"""
<details><summary>What picture and numbers show (open this after running)</summary>

Before training, the loss is about $\ln V$, that of the uniform distribution; if it is far from that, the initial weights or the code are wrong. With a constant rate, from some step on the training loss goes on falling while the loss on the development set **rises**: the model has begun to learn the text by heart (over-fitting). The training loss alone would not have told.

That best step was chosen on the development set. To report the loss on the same data would make it look better by the choice itself; hence the test set, which chose nothing, and only once.

On the test set the model clearly beats the bigram, and it is about **level** with a 5-gram whose strength was chosen: the difference is below 0.15 nats. With 40,000 tokens of text, counting is that strong an opponent. With careless baselines it would have looked like a victory.

In the samples, a low temperature gives common words (here, much `<unk>`); a high one gives variety and less connection.

</details>

## What does the model look at?

**Write your predictions first.** With only the last 1, 2 or 3 tokens as context, how much larger is the loss than with 16? If attention gives 0 in the trained model, is the loss the same as with one token of context? What share of its weight has a head on positions 3 or more back?
"""

# %% tags=["experiment"]
loss_more = {1: None, 2: None, 3: None}  # 16 個のときとの差、nats / nats more than with 16 tokens
loss_without = None  # 注意の出力が 0 のときの損失、nats / the loss when attention gives 0, in nats
share_far = None  # 3 個以上前の重み、0 から 1 / the weight on 3 or more back, from 0 to 1

# %% nbgrader={"grade_id": "lm-deeper", "locked": true} tags=["experiment", "nbval-ignore-output"]
@torch.no_grad()
def loss_with_context(model, ids, length):
    """最後の `length` 個だけを渡したときの、1 トークンあたりの損失 (nats)。どの長さでも、正解のトークンは同じです。
    ---
    Nats per token when only the last `length` tokens are given; the same targets for each length.
    """
    windows = ids[:-1].unfold(0, CONTEXT, 1)[:, CONTEXT - length :]  # (N, length)
    logits = torch.cat([model(part)[:, -1] for part in windows.split(1024)])
    return F.cross_entropy(logits, ids[CONTEXT:]).item()


by_length = {length: loss_with_context(model.eval(), valid_ids, length) for length in (1, 2, 3, 16)}
for length, loss in by_length.items():
    print(f"development set, {length:2} tokens of context: {loss:.2f}")
for length, more in loss_more.items():
    print(f"{length}: " + compare(more, f"+{by_length[length] - by_length[16]:.2f}"))
assert list(by_length.values()) == sorted(by_length.values(), reverse=True)
assert by_length[1] - by_length[2] > by_length[3] - by_length[16]

layer = next((module for module in model.modules() if isinstance(module, nn.MultiheadAttention)), None)
if layer is None:
    print("nn.MultiheadAttention を使うモデルで動きます / the rest needs a model that uses nn.MultiheadAttention")
else:
    hook = layer.register_forward_hook(lambda module, given, out: (torch.zeros_like(out[0]), out[1]))
    alone = evaluate(model, valid_ids)
    hook.remove()
    print(f"development set, attention gives 0:    {alone:.2f}")
    print(compare(loss_without, f"{alone:.2f}"))
    assert alone > by_length[1] + 0.5
    calls = []
    hook = layer.register_forward_pre_hook(lambda module, args, kwargs: calls.append((args, kwargs)), with_kwargs=True)
    sentences = [ids for ids in map(tokenizer.encode, valid_texts) if 10 <= len(ids) <= CONTEXT]
    sentence = min(sentences, key=lambda ids: ids.count(1))
    with torch.no_grad():
        model(torch.tensor([sentence], device=device))
        model(valid_ids[: len(valid_ids) // CONTEXT * CONTEXT].view(-1, CONTEXT))
        hook.remove()
        every_head = {"need_weights": True, "average_attn_weights": False}
        seen, many = (layer(*args, **{**kwargs, **every_head})[1].cpu() for args, kwargs in calls)
    print("share of a head's weight by distance, last position of every window:")
    for head, row in enumerate(many[:, :, -1].mean(0).flip(-1), 1):  # (CONTEXT,), distance 0 first
        assert row[0] > row[1] > row[2]
        near = f"itself {row[0]:.2f}, 1 back {row[1]:.2f}, 2 back {row[2]:.2f}"
        print(f"head {head}: {near}, 3 to 15 back {row[3:].sum():.2f}")
    far = many[:, :, -1].flip(-1)[..., 3:].sum(-1).mean(0)  # (heads,)
    print(compare(share_far, ", ".join(f"{share:.2f}" for share in far)))
    fig, axes = plt.subplots(1, seen.shape[1], figsize=(10, 3.6), sharey=True, squeeze=False)
    words = tokenizer.decode(sentence, skip_specials=False).split()
    for head, ax in enumerate(axes[0]):
        ax.imshow(seen[0, head], vmin=0, vmax=1)
        ax.set(title=f"head {head + 1}", xlabel="key")
        ax.set_xticks(range(len(words)), words, rotation=90, fontsize=7)
        ax.set_yticks(range(len(words)), words, fontsize=7)
    axes[0, 0].set_ylabel("query")
    plt.show()

# %% [markdown] lang="ja"
r"""
<details><summary>図と数から読み取れること（実行してから開いてください）</summary>

文脈は長いほどよいのですが、3 個から 16 個に増やして得るものは、1 個から 2 個に増やして得るものより小さくなります。この大きさの文章から、一つの層はおもに近くを使うことを学びました。ヘッドの表も同じことを示します。どのヘッドも、自分自身、一つ前、二つ前の順に重みが小さくなり、違うのは、遠くに残す重みの割合です。

注意の出力を 0 にすると、損失は文脈が 1 個のときよりずっと大きくなります。しかし、これを「注意がないモデルの損失」と読んではいけません。残りの部分は、注意の出力があるものとして学習したからです。文脈が 1 個のときも、注意は自分自身を見て、値を渡しています。注意なしで**学習した**モデルの損失は、別の問いです。

</details>

## よすぎる結果を疑う

次の三つは、どれも素晴らしい数になります。なぜ信じてはいけないのかを、読む前に考えてください。（数は、どれも `strength=10` と開発データでのものです。）
"""

# %% [markdown] lang="en"
r"""
<details><summary>What picture and numbers show (open this after running)</summary>

More context is better, but going from 3 tokens to 16 gains less than going from 1 to 2. From this much text, one layer has learned to use mainly what is near. The table of the heads says the same: in each, the weight falls from the token itself to the one before to the one before that; they differ in how much they leave for what is far.

With attention giving 0, the loss is much larger than with one token of context. Do not read it as "the loss of a model without attention": the other parts were trained to have that output. With one token of context, too, attention sees the token itself and hands on its value. How a model **trained** without attention does is another question.

</details>

## Too good to be true

Each of these three gives a splendid number. Before you read on: why must it not be believed? (The numbers are for `strength=10` and the development set.)
"""

# %% nbgrader={"grade_id": "lm-too-good", "locked": true} tags=["experiment", "nbval-ignore-output"]
print("1. no causal mask")
leaking = new_model(0, causal=False)
for step, training, held_out in train(leaking, train_ids, valid_ids, every=100):
    print(f"   step {step:3}: training {training:.2f}, held out {held_out:.2f}")
assert held_out < 1
print("   " + compare(unmasked_loss, f"{held_out:.2f}"))
shuffled = valid_ids[torch.randperm(len(valid_ids), generator=torch.Generator().manual_seed(0)).to(device)]
babble = evaluate(leaking, shuffled)
assert babble < ladder["unigram"][0] - 1
print(f"   on shuffled text: {babble:.2f}, ", end="")
print(f"where order says nothing and the unigram has {ladder['unigram'][0]:.2f}")
written = generate(leaking, tokenizer.encode("the"), 12, generator=torch.Generator().manual_seed(1))
print("   it writes: " + tokenizer.decode(written))

print("2. held-out paragraphs that are in the training text, too")
repeated = pieces.copy()
random.Random(0).shuffle(repeated)
part = len(repeated) // 10
both = sum(text in set(repeated[part:]) for text in set(repeated[:part]))
print(f"   {both} of {len(set(repeated[:part]))} held-out paragraphs are training paragraphs, ", end="")
print("if pieces are split without set()")
with_repetitions = [as_ids(texts, tokenizer).tolist() for texts in (repeated[part:], repeated[:part])]
names = ["bigram", "trigram", "4-gram"]
remembered = [ngram_loss(*with_repetitions, n, MAX_VOCAB) for n in (2, 3, 4)]
honest = [ladder[name][0] for name in names]
for name, seen_before, unseen in zip(names, remembered, honest):
    print(f"   {name:8} {seen_before:.2f} with repetitions, {unseen:.2f} without (the best strength for each)")
assert remembered[0] - remembered[2] > 3 * (honest[0] - honest[2])

print("3. five sentences")
five = ["the cat sleeps on the warm roof", "the dog runs after the red ball", "a small bird sings in the tree",
        "the child reads a book in the garden", "the sun rises over the quiet sea"]
others = ["the dog sleeps in the garden", "a small child sings on the roof", "the bird runs over the red book"]
toy_tokenizer = SimpleTokenizer(five)
torch.manual_seed(0)
toy = MiniLanguageModel(len(toy_tokenizer.vocab), d_model=64, max_len=8).to(device)
five_ids, other_ids = as_ids(five, toy_tokenizer), as_ids(others, toy_tokenizer)
_, training, held_out = train(toy, five_ids, other_ids, steps=200, context=8)[-1]
print(f"   training {training:.2f}, three other sentences of the same words {held_out:.2f}, ", end="")
print(f"ln V {math.log(len(toy_tokenizer.vocab)):.2f}")
generator = torch.Generator().manual_seed(1)
written = generate(toy, toy_tokenizer.encode("the"), 20, eos_id=3, generator=generator)
print("   it writes: " + toy_tokenizer.decode(written))
assert training < 0.5 and held_out > math.log(len(toy_tokenizer.vocab))

# %% [markdown] lang="ja"
r"""
<details><summary>なぜ信じてはいけないのか</summary>

1. **因果マスクがない**　位置 $t$ の正解は $x_{t+1}$ で、それは入力の次の位置にあります。マスクがなければ、注意はそれを写すだけです。検証データでも小さな損失になるので、過学習の検査では見つかりません。見分け方は、予測できるはずのないデータ（並べ替えた文章）で測ることと、実際に書かせてみることです。生成では次のトークンがまだないので、でたらめになります。
2. **検証データの重複**　リファレンスは同じ段落を何度も載せています。段落を先に分けると、検証データの一部を学習データで見たことになり、長い文脈で**覚えている**ほど得をします。重複を除くと、その利点の大部分が消えます。
3. **五つの文**　学習損失は 0 に近く、書く文章は五つの文の切れ端です。同じ単語の別の文では、一様分布より悪くなります。学んだのは言語ではなく、五つの文です。

</details>

## さらに進む（採点なし）：全部をつなぐ

`<unk>` が多いのは、単語を単位にしたからです。問題 1 の BPE なら、どんな単語も小さな部品に分けられます。また、`nn.MultiheadAttention` を、問題 8 で書いたあなたの層に置き換えられます。

語彙が違うと、1 トークンあたりの損失は比べられません。トークンの長さが違うからです。そこで、文章の**1 バイトあたりのビット数** (bits per byte) に直します。

$$\text{bits per byte} = \frac{\text{損失の合計 (nats)}}{\ln 2 \cdot \text{バイト数}}$$

単語のモデルには、もう一つ公平でない点があります。`<unk>` を当てても、**どの**単語かは当てていません。そこで、`<unk>` になった単語の綴りを、文字の n-gram（n は 1 から 5、あなたの `ngram_loss`）で書く費用を加えます。どの n を使うかで順位は変わるでしょうか。先に、下のセルに予想を書いてください。学習データを先に読ませた圧縮プログラム (bz2, lzma) の値も並べます。

次のクラスを完成させると、下の実験が動きます。問題 1 と問題 8 のノートの、あなたの答えを読み込みます。
"""

# %% [markdown] lang="en"
r"""
<details><summary>Why not to believe them</summary>

1. **No causal mask.** The answer at position $t$ is $x_{t+1}$, and it stands in the input, one place on. Without a mask attention just copies it. The loss is small on held-out text, too, so a check for over-fitting does not find it. What does: measure on data that cannot be predicted (shuffled text), and let it write. When it writes there is no next token to copy, and it babbles.
2. **Repeated paragraphs.** The reference prints the same paragraph in several places. Split before removing repetitions, and part of the held-out text has been seen in training: whoever **remembers** long contexts wins. Without repetitions, most of that advantage is gone.
3. **Five sentences.** The training loss is near 0, and what it writes are pieces of the five sentences. On other sentences of the same words it is worse than the uniform distribution. What was learned is not a language; it is five sentences.

</details>

## Going further (not graded): joining the course together

There is so much `<unk>` because our units are words. The BPE of problem 1 takes any word apart into smaller pieces. And your own layer of problem 8 can take the place of `nn.MultiheadAttention`.

With different vocabularies, losses per token cannot be compared: tokens differ in length. So we count **bits per byte** of text:

$$\text{bits per byte} = \frac{\text{total loss (nats)}}{\ln 2 \cdot \text{number of bytes}}$$

The model of words has one more unfair advantage: to predict `<unk>` is not to predict **which** word. So we add what it costs to spell the words behind `<unk>` with an n-gram of letters (n from 1 to 5, your `ngram_loss`). Does n decide who wins? Write your prediction into the cell below. Beside them stand two compressors (bz2, lzma) that have read the training text before.

Complete the class, and the experiment below runs. It loads your answers from your notebooks of problems 1 and 8.
"""

# %% tags=["experiment"]
# BPE のモデルが単語のモデルより短く書ける n のリスト、[] から [1, 2, 3, 4, 5] / the n for which the model of BPE beats the model of words, [] to [1, 2, 3, 4, 5]
bpe_wins = None

# %% nbgrader={"grade_id": "lm-joined", "solution": true}
class JoinedLanguageModel(MiniLanguageModel):
    """注意の層を別のものに替えた MiniLanguageModel です。

    attention: attention(query, key, value, mask) -> (出力, 重み) と呼び出すモジュールです。mask (T, T) の True は
        「参照してよい」です。問題 8 の MultiHeadAttention(d_model, n_heads) がこの形です。
    ---
    MiniLanguageModel with another attention layer in place of its own.

    attention: a module called as attention(query, key, value, mask) -> (output, weights), where
    mask (T, T) is True where attention is allowed: problem 8's MultiHeadAttention(d_model, n_heads)
    """

    def __init__(self, attention: nn.Module, vocab_size: int, d_model: int, max_len: int):
        ### BEGIN SOLUTION
        super().__init__(vocab_size, d_model, max_len)
        self.attention = attention

    def attend(self, h):
        past = torch.ones(h.shape[1], h.shape[1], dtype=torch.bool, device=h.device).tril()  # True allows
        return self.attention(h, h, h, past)[0]
        ### END SOLUTION

# %% nbgrader={"grade_id": "lm-joined-run", "locked": true} tags=["experiment", "nbval-ignore-output"]
import bz2
import json
import lzma
from functools import cache
from pathlib import Path
from types import SimpleNamespace

D_MODEL, HEADS, MERGES, BPE_CONTEXT = 64, 4, 200, 32


def answers_of(assignment, exercise):
    """このコースの別のノートの、解答のセルが定義するものです。 / What the solved cells of another notebook of this course define."""
    paths = [root / assignment / f"{exercise}.ipynb" for root in (Path(".."), Path("../../source"))]
    found = next((path for path in paths if path.exists()), None)
    if found is None:
        raise FileNotFoundError(f"{exercise}.ipynb / {assignment}")
    names = {}
    for cell in json.loads(found.read_text(encoding="utf-8"))["cells"]:
        grader = cell["metadata"].get("nbgrader", {})
        if grader.get("solution") or grader.get("grade_id", "").endswith("-setup"):
            exec("".join(cell["source"]), names)
    return SimpleNamespace(**names)


def bits_per_byte(model, ids, texts, context, spelling=0.0):
    """小文字にし、それぞれを 1 バイトで終えた文章の、検証データでの損失。spelling: <unk> になった単語の綴りの費用 (nats)。
    ---
    The held-out loss of the texts, lower-cased, each ended by one byte; spelling: nats for words behind <unk>.
    """
    size = sum(len(text.lower().encode()) + 1 for text in texts)
    return (evaluate(model, ids, context) * (len(ids) - 1) + spelling) / math.log(2) / size


def spelling_cost(words, train_texts, n):
    """単語を文字の n-gram（あなたの ngram_loss）で綴る費用 (nats)。単語は空白で始まり、空白で終わります。
    ---
    Nats to spell the words with an n-gram of letters, by your ngram_loss; a space begins and ends a word.
    """
    def codes(words):
        return [min(ord(letter), 255) for letter in " " + "".join(f"{word} " for word in words)]

    spelt = codes(words)
    seen = codes(word for text in train_texts for word in text.lower().split())
    return ngram_loss(seen, spelt, n, 256, 5.0) * (len(spelt) - 1)


def compressed(compress):
    """学習データを先に読んだ圧縮プログラムが、開発データに使う、1 バイトあたりのビット数です。
    ---
    Bits per byte of the development texts for a compressor that has read the training texts before.
    """
    seen, new = ("".join(text.lower() + "\n" for text in texts).encode() for texts in (train_texts, valid_texts))
    return 8 * (len(compress(seen + new)) - len(compress(seen))) / len(new)


joined = None
try:
    q1, q8 = answers_of("ex2_1_tokenization", "q1_bpe"), answers_of("challenge_multihead", "q8_multi_head")
    bpe_train, bpe_valid, pieces = in_tokens(q1, MERGES, words=1000)
    print(f"{len(pieces)} tokens; ", end="")
    print(f"{len(bpe_valid) / len(valid_ids):.1f} BPE tokens per word, {int((bpe_valid == 1).sum())} unknown")
    bpe_train, bpe_valid = bpe_train.to(device), bpe_valid.to(device)
    torch.manual_seed(0)
    joined = JoinedLanguageModel(q8.MultiHeadAttention(D_MODEL, HEADS), len(pieces), D_MODEL, BPE_CONTEXT).to(device)
    train(joined, bpe_train, bpe_valid, context=BPE_CONTEXT)
except (NotImplementedError, FileNotFoundError) as missing:
    joined = None
    print(f"問題 1、問題 8 と JoinedLanguageModel が書けたら動きます：{missing} / this runs when problems 1 and 8 and JoinedLanguageModel are written: {missing}")

# %% nbgrader={"grade_id": "lm-joined-compare", "locked": true} tags=["experiment", "nbval-ignore-output"]
if joined is not None:
    unknown = [word for text in valid_texts for word in text.lower().split() if word not in tokenizer.vocab]
    print(f"words, <unk> for free:     {bits_per_byte(model, valid_ids, valid_texts, CONTEXT):.2f} bits per byte")
    costs = [spelling_cost(unknown, train_texts, n) for n in range(1, 6)]
    spelled = [bits_per_byte(model, valid_ids, valid_texts, CONTEXT, cost) for cost in costs]
    for n, bits in enumerate(spelled, 1):
        print(f"words, <unk> spelled by a letter {n}-gram: {bits:.2f} bits per byte")
    bpe = bits_per_byte(joined, bpe_valid, valid_texts, BPE_CONTEXT)
    print(f"BPE, your attention layer: {bpe:.2f} bits per byte")
    print(compare(bpe_wins, [n for n, bits in enumerate(spelled, 1) if bpe < bits]))
    for name, compress in [("bz2", bz2.compress), ("lzma", lambda data: lzma.compress(data, preset=9))]:
        print(f"{name}, primed with the training text: {compressed(compress):.2f} bits per byte")
    assert spelled[4] < bpe < spelled[0] and compressed(bz2.compress) < spelled[4]
    for temperature in (0.3, 0.7, 1.0):
        start, generator = bpe_valid[:3].tolist(), torch.Generator().manual_seed(1)
        text = generate(joined, start, 60, temperature, eos_id=3, generator=generator)
        print(f"temperature {temperature}: {q1.decode([pieces[i] for i in text if i > 3])}\n")

# %% [markdown] lang="ja"
r"""
<details><summary>数から読み取れること</summary>

`<unk>` の綴りを文字の 1-gram で書けば BPE のモデルの方がよく、5-gram で書けば単語のモデルの方がよくなります。順位を決めたのはモデルではなく、**綴りの書き方**でした。「BPE の方がよい」とも「単語の方がよい」とも、一つの設定だけからは言えません。また、学習データを先に読んだ bz2 は、どちらよりも小さくなります。長い繰り返しをそのまま写せるからです。BPE の文章には `<unk>` がなく、そのかわりに、存在しない単語が混ざります。

</details>

## さらに二つの問題（採点なし）

**top-p**　`top_k` は、確信のあるときもないときも同じ数のトークンを残します。top-p (nucleus sampling, Holtzman ほか 2020) は、確率の高い順に足していき、合計がはじめて $p$ 以上になるまでを残します。

**KV キャッシュ**　生成では、一つトークンを加えるたびに、それまでの全部をもう一度計算しています。過去の位置のキーとバリューは変わらないので、取っておけば、新しい位置だけを計算すれば足ります。

<details><summary>ヒント 1：まず、自分に問いかけてみましょう</summary>

top-p：あるトークンを残すかどうかは、**それより確率の高い**トークンの合計で決まります。最も確率の高いトークンは、いつ残りますか。キャッシュ：新しい位置のクエリは、どのキーを見ますか。過去の位置のクエリは、まだ必要ですか。

</details>

<details><summary>ヒント 2：答えの形</summary>

top-p：並べ替え、累積和、条件に合わないものを 0、元の順序に戻す、和で割る。キャッシュ：新しい位置だけを射影し、古いキーとバリューの後ろにつなぎます。新しい位置が $T$ 個、全部で $S$ 個なら、マスクは $(T, S)$ で、新しい $i$ 番目は全体の $S - T + i$ 番目です。

</details>
"""

# %% [markdown] lang="en"
r"""
<details><summary>What the numbers show</summary>

With `<unk>` spelled by a letter unigram, the model of BPE tokens is better; spelled by a letter 5-gram, the model of words is. Not the models decided who wins, but **the speller**. Neither "BPE is better" nor "words are better" follows from one setting. And bz2, having read the training text, is smaller than both: it copies long repetitions as they are. BPE text has no `<unk>`; instead it has words that do not exist.

</details>

## Two more problems (not graded)

**Top-p.** `top_k` keeps the same number of tokens whether the model is sure or not. Top-p (nucleus sampling, Holtzman et al. 2020) adds up probabilities from the largest down, and keeps the tokens until the sum first reaches $p$.

**A KV cache.** Generation computes everything before once more for each new token. Keys and values of earlier positions do not change: keep them, and only the new position needs computing.

<details><summary>Hint 1: questions to ask first</summary>

Top-p: whether a token stays depends on the sum of the tokens **more probable than it**. When does the most probable one stay? Cache: which keys does the query of a new position see? Are the queries of earlier positions still needed?

</details>

<details><summary>Hint 2: the shape of the answer</summary>

Top-p: sort, sum cumulatively, set to 0 what does not stay, return to the old order, divide by the sum. Cache: project the new positions only and join them behind the old keys and values. With $T$ new positions of $S$ in all, the mask is $(T, S)$, and the new position $i$ is position $S - T + i$ of the whole.

</details>
"""

# %% nbgrader={"grade_id": "lm-top-p", "solution": true}
def top_p_probabilities(logits: torch.Tensor, p: float) -> torch.Tensor:
    """logits (V,) -> 確率 (V,)。上位の最小の集合（合計が p 以上、0 < p <= 1）だけを残し、和を 1 にします。
    ---
    logits (V,) -> probabilities (V,).

    Only the smallest set of most probable tokens whose sum reaches p (0 < p <= 1) stays, and sums to 1.
    """
    ### BEGIN SOLUTION
    probabilities, order = logits.softmax(-1).sort(descending=True)
    before = probabilities.cumsum(-1) - probabilities  # what the more probable ones sum to
    probabilities[before >= p] = 0
    return torch.zeros_like(logits).index_copy(0, order, probabilities / probabilities.sum())
    ### END SOLUTION

# %% nbgrader={"grade_id": "lm-top-p-try", "locked": true} tags=["experiment"]
try:
    shares = torch.tensor([0.1, 0.5, 0.15, 0.25], dtype=torch.float64)
    for p, kept in [(0.3, [1]), (0.6, [1, 3]), (0.8, [1, 2, 3]), (0.95, [0, 1, 2, 3]), (0.001, [1])]:
        expected = torch.zeros(4, dtype=torch.float64)
        expected[kept] = shares[kept] / shares[kept].sum()
        got = top_p_probabilities(shares.log() + 7, p)
        assert torch.allclose(got, expected), f"p={p} では {kept} が残ります：{got.tolist()} / for p={p}, {kept} stay; got {got.tolist()}"
    print("top-p: ok")
except NotImplementedError as missing:
    print(f"まだです：{missing} / not yet: {missing}")

# %% nbgrader={"grade_id": "lm-cache", "solution": true}
class CachedAttention(nn.Module):
    """因果的なマルチヘッド注意。過去の位置のキーとバリューを cache で受け取り、返します。 / Causal multi-head attention that takes and returns the keys and values of earlier positions as a cache."""

    def __init__(self, d_model: int, n_heads: int):
        super().__init__()
        ### BEGIN SOLUTION
        self.n_heads = n_heads
        self.qkv, self.out = nn.Linear(d_model, 3 * d_model), nn.Linear(d_model, d_model)
        ### END SOLUTION

    def forward(self, h, cache=None):
        """h (B, T, d_model) は新しい位置だけです -> （その位置の出力 (B, T, d_model)、次の cache）。

        cache=None は過去がないときです。
        ---
        h (B, T, d_model): the new positions only -> (their outputs (B, T, d_model), the next cache).

        cache=None: there is no past.
        """
        ### BEGIN SOLUTION
        B, T, _ = h.shape
        q, k, v = (part.view(B, T, self.n_heads, -1).transpose(1, 2) for part in self.qkv(h).chunk(3, dim=-1))
        if cache is not None:
            k, v = torch.cat([cache[0], k], dim=2), torch.cat([cache[1], v], dim=2)  # (B, n_heads, S, d_k)
        S = k.shape[2]
        past = torch.ones(T, S, dtype=torch.bool, device=h.device).tril(S - T)  # True allows
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=past)
        return self.out(seen.transpose(1, 2).reshape(B, T, -1)), (k, v)
        ### END SOLUTION

# %% nbgrader={"grade_id": "lm-cache-try", "locked": true} tags=["experiment"]
class CachedModel(nn.Module):
    """CachedAttention を使う言語モデルです。新しい位置の番号と cache を受け取り、logits と次の cache を返します。
    ---
    A language model around CachedAttention: ids of the new positions and the cache -> logits, cache.
    """

    def __init__(self, vocab_size, d_model, max_len, n_heads):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        self.attention, self.output = CachedAttention(d_model, n_heads), nn.Linear(d_model, vocab_size)

    def forward(self, ids, cache=None, first=0):
        """first: ids[:, 0] の、文章全体での位置 / first: the position of ids[:, 0] in the whole text"""
        h = self.tokens(ids) + self.positions(torch.arange(first, first + ids.shape[1]))
        seen, cache = self.attention(h, cache)
        return self.output(h + seen), cache


try:
    torch.manual_seed(0)
    cached, ids = CachedModel(11, d_model=12, max_len=40, n_heads=3), torch.randint(11, (2, 40))
    whole = cached(ids)[0]
    changed = ids.clone()
    changed[:, 20:] = (ids[:, 20:] + 1) % 11
    assert torch.allclose(cached(changed)[0][:, :20], whole[:, :20], atol=1e-5), "未来が見えていませんか / is the future seen?"
    assert not torch.allclose(cached(ids[:, 5:], None, 5)[0], whole[:, 5:], atol=1e-5), "過去を見ていません / the past is not seen"
    for size in (1, 3, 40):  # tokens at a time
        cache, parts = None, []
        for first in range(0, 40, size):
            logits, cache = cached(ids[:, first : first + size], cache, first)
            parts.append(logits)
        # another order of summation: 1e-5 for float32
        assert torch.allclose(torch.cat(parts, dim=1), whole, atol=1e-5), f"{size} 個ずつでは logits が違います / the logits differ, {size} at a time"
    print(f"the same logits; positions computed for 40 tokens: {sum(range(1, 41))} without a cache, 40 with it")
except NotImplementedError as missing:
    print(f"まだです：{missing} / not yet: {missing}")

# %% [markdown] lang="ja"
r"""
## さらに学ぶために

* `CONTEXT` を 64 にすると、よくなるでしょうか。使える学習データの大きさも考えてください。
* 2017 年の論文のように、正規化を各残差和の後に置くと、この大きさのモデルではよくなるでしょうか、悪くなるでしょうか。
* 同じ形のモデルを、ずっと大きく、ずっと長く学習したものが GPT-2 です (Radford ほか 2019)。同じ比較の基準と、同じ疑い方が役に立ちます。
"""

# %% [markdown] lang="en"
r"""
## Going further

* Does `CONTEXT = 64` help? Mind how little text there is.
* With each norm after its residual sum, as in the paper of 2017, does a model of this size get better or worse?
* The same kind of model, far larger and trained far longer, is GPT-2 (Radford et al. 2019). The same baselines serve there, and the same doubts.
"""
