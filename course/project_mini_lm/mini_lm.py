# %% [markdown] lang="ja"
r"""
# プロジェクト　小さな言語モデル (mini language model)

**できるようになること**　本物の文章を数に変え、比べる相手となる n-gram を計算し、因果的な (causal) 自己注意の言語モデルを書いて学習させ、その数を信じてよいかどうかを確かめ、文章を生成できるようになります。

| 時間の目安 | 難しさ | 配点 |
|---|---|---|
| 4 時間 | ★★★★ | 24 点 |

**最後の図が答える問い**　学習したモデルは、単語の対を数えただけの予測より本当によいのでしょうか。学習は、いつやめるべきでしょうか。
"""

# %% [markdown] lang="en"
r"""
# Project: a mini language model

**What you will be able to do.** Turn real text into numbers, compute the n-grams to compare with, write and train a language model with causal self-attention, check whether its numbers can be believed, and let it write.

| time | difficulty | points |
|---|---|---|
| 4 h | ★★★★ | 24 |

**The question that the last picture answers.** Is the trained model really better than counting pairs of words? And when should training stop?
"""

# %% [markdown] lang="ja"
r"""
## 考え方

言語モデルは、前のトークンから次のトークンの確率を予測します。よさは、**検証データ** (held-out data) の 1 トークンあたりの損失 (nats) で測ります。

$$L = -\frac{1}{N-1}\sum_{i=1}^{N-1} \ln p(x_i \mid x_0,\dots,x_{i-1})$$

この数は、一つだけでは良いとも悪いとも言えません。何もしない予測、出現回数を数えただけの予測と並べて、はじめて意味を持ちます。そこで、モデルより先に**比べる相手のはしご**を作ります。一様分布、1-gram、2-gram、3-gram です。

文章は、どの Python にも入っている言語リファレンス (`pydoc_data.topics`) です。段落に分け、1 割を検証データにします。

### 予想してみましょう

1. 語彙が 1000 語で、まだ何も学習していないモデルの損失は、いくつでしょうか。
2. 因果マスクを忘れたモデルの損失は、どうなるでしょうか。

<details><summary>答え</summary>

1. ほぼ一様分布なので、$\ln 1000 \approx 6.9$ です。これと大きく違えば、初期値か実装が誤っています。
2. とても小さくなります。次のトークンを予測するのではなく、**見て**しまうからです。このノートの後半で実際に試します。

</details>
"""

# %% [markdown] lang="en"
r"""
## The idea

A language model predicts the probability of the next token from the tokens before it. How good it is, is measured on **held-out data**, as the loss in nats per token:

$$L = -\frac{1}{N-1}\sum_{i=1}^{N-1} \ln p(x_i \mid x_0,\dots,x_{i-1})$$

On its own, this number is neither good nor bad. It means something next to a prediction that knows nothing, and next to ones that only count. So before the model we build **a ladder to compare with**: the uniform distribution, unigrams, bigrams, trigrams.

The text is the language reference that every Python carries (`pydoc_data.topics`), cut into paragraphs; one in ten is held out.

### Predict

1. The vocabulary has 1000 words. What is the loss of a model that has not learned anything?
2. What happens to the loss of a model that forgets the causal mask?

<details><summary>Answer</summary>

1. It is nearly the uniform distribution, so $\ln 1000 \approx 6.9$. If it is far from that, the initial weights or the code are wrong.
2. It gets very small: the model does not predict the next token, it **sees** it. You try it later in this notebook.

</details>
"""

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
paragraphs = sorted(set(pieces))  # the reference repeats itself: without set(), held-out paragraphs would be in the training text, too
random.Random(0).shuffle(paragraphs)
cut = len(paragraphs) // 10
valid_texts, train_texts = paragraphs[:cut], paragraphs[cut:]
print(f"{len(pieces)} paragraphs, {len(paragraphs)} different ones: {len(train_texts)} for training, {len(valid_texts)} held out")
print(valid_texts[0][:200])


def scrambled(*sizes, seed, **options):
    """Your model with random weights that are neither small nor trained, so that every difference shows; the tests use it."""
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
    """Words at whitespace, in lower case, as ids; `vocab` maps each token to its id, 0 … len(vocab) - 1.

    max_vocab: size limit, special tokens included; the most frequent words of `texts` stay

    >>> tokenizer = SimpleTokenizer(["A cat", "a dog"])
    >>> tokenizer.decode(tokenizer.encode("a DOG sings", add_specials=True))
    'a dog <unk>'
    """

    SPECIALS = ["<pad>", "<unk>", "<sos>", "<eos>"]

    def __init__(self, texts: list[str], max_vocab: int | None = None):
        ### BEGIN SOLUTION
        counts = Counter(word for text in texts for word in text.lower().split())
        kept = counts.most_common(None if max_vocab is None else max_vocab - len(self.SPECIALS))
        self.words = self.SPECIALS + [word for word, _ in kept]
        self.vocab = {word: i for i, word in enumerate(self.words)}
        ### END SOLUTION

    def encode(self, text: str, add_specials: bool = False) -> list[int]:
        """The ids of the words; add_specials puts <sos> before and <eos> after them."""
        ### BEGIN SOLUTION
        ids = [self.vocab.get(word, 1) for word in text.lower().split()]
        return [2, *ids, 3] if add_specials else ids
        ### END SOLUTION

    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        """The words, joined with single spaces; skip_specials leaves out <pad>, <sos> and <eos>."""
        ### BEGIN SOLUTION
        return " ".join(self.words[i] for i in ids if not (skip_specials and i in (0, 2, 3)))
        ### END SOLUTION

# %% nbgrader={"grade_id": "lm-tokenizer-try", "locked": true}
tokenizer = SimpleTokenizer(["A cat", "a dog"])
assert list(tokenizer.vocab)[:4] == ["<pad>", "<unk>", "<sos>", "<eos>"], f"番号 0 から 3 は特別なトークンです / ids 0 to 3 are the special tokens; got {tokenizer.vocab}"
ids = tokenizer.encode("a DOG sings", add_specials=True)
assert ids[0] == 2 and ids[-1] == 3, f"<sos> と <eos> で囲みましたか / is it between <sos> and <eos>? got {ids}"
assert tokenizer.decode(ids) == "a dog <unk>", f"知らない単語は <unk> のまま残します / an unknown word stays as <unk>; got {tokenizer.decode(ids)!r}"

# %% nbgrader={"grade_id": "lm-vocab", "grade": true, "points": 1}
# 語彙は特別なトークンと多い単語からなり、max_vocab は特別なトークンを含みます。 / The vocabulary: special tokens, then frequent words; max_vocab counts the special tokens.
### BEGIN HIDDEN TESTS
texts = ["rare b b B c C a", "a b d", "c d"]
full = SimpleTokenizer(texts).vocab
assert [full.get(token) for token in ("<pad>", "<unk>", "<sos>", "<eos>")] == [0, 1, 2, 3], "特別なトークンの番号は 0 から 3 です / the special tokens have the ids 0 to 3"
assert set(full) == {"<pad>", "<unk>", "<sos>", "<eos>", "a", "b", "c", "d", "rare"}, "小文字にした単語が一度ずつ入りますか / is each lower-case word there once?"
assert sorted(full.values()) == list(range(9)), "番号は 0 から続きます / ids run from 0 without gaps"
for size, words in [(6, {"b", "c"}), (9, {"a", "b", "c", "d", "rare"}), (50, {"a", "b", "c", "d", "rare"})]:
    vocab = SimpleTokenizer(texts, max_vocab=size).vocab
    assert len(vocab) == min(size, 9), f"max_vocab={size} は特別なトークンを含む大きさです / max_vocab={size} counts the special tokens; got {len(vocab)}"
    assert set(vocab) - set(SimpleTokenizer([]).vocab) == words, "出現回数の多い単語から入れましたか / do the most frequent words enter first?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-encode", "grade": true, "points": 1}
# 大文字、空白、知らない単語を正しく番号に変えます。 / Capitals, whitespace and unknown words become the right ids.
### BEGIN HIDDEN TESTS
tok = SimpleTokenizer(["the cat sat on the mat ."])
the, cat, mat = (tok.vocab[word] for word in ("the", "cat", "mat"))
assert list(tok.encode("The  CAT\n\tmat")) == [the, cat, mat], "小文字にし、どんな空白でも区切りましたか / lower case, split at any whitespace?"
assert list(tok.encode("the dog mat")) == [the, 1, mat], "知らない単語は 1 (<unk>) です / an unknown word is 1, <unk>"
assert list(tok.encode("mat", add_specials=True)) == [2, mat, 3], "<sos> は先頭、<eos> は末尾です / <sos> first, <eos> last"
assert list(tok.encode("")) == [] and list(tok.encode("", add_specials=True)) == [2, 3], "空の文章も扱えますか / does an empty text work?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-decode", "grade": true, "points": 1}
# decode は encode を元に戻し、<unk> を消しません。 / decode undoes encode and loses no <unk>.
### BEGIN HIDDEN TESTS
tok = SimpleTokenizer(["the cat sat on the mat ."])
text = "the mat sat on the cat ."
assert tok.decode(tok.encode(text)) == text and tok.decode(tok.encode(text, add_specials=True)) == text, "元の文に戻りますか / does the text come back?"
ids = [2, tok.vocab["cat"], 1, tok.vocab["mat"], 3, 0, 0]
assert tok.decode(ids) == "cat <unk> mat", "<pad>、<sos>、<eos> を省き、<unk> を残します / <pad>, <sos>, <eos> go, <unk> stays"
assert tok.decode(ids, skip_specials=False) == "<sos> cat <unk> mat <eos> <pad> <pad>", "skip_specials=False ではすべて残します / with skip_specials=False all of them stay"
assert tok.decode([]) == "", "空の列は空の文章です / no ids, no text"
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
    """One sequence of ids: the paragraphs, each followed by <eos>."""
    return torch.tensor([i for text in texts for i in [*tokenizer.encode(text), 3]], device=device)


tokenizer = SimpleTokenizer(train_texts, MAX_VOCAB)
train_ids, valid_ids = as_ids(train_texts, tokenizer), as_ids(valid_texts, tokenizer)
print(f"{len(train_ids):,} training tokens, {len(valid_ids):,} held-out tokens, {len(tokenizer.vocab)} in the vocabulary")
print(f"<unk> stands for {100 * float((valid_ids == 1).float().mean()):.0f} % of the held-out tokens")
print(tokenizer.decode(valid_ids[:40].tolist(), skip_specials=False))

# %% [markdown] lang="ja"
r"""
## 2. 比べる相手のはしご

$n$-gram は、直前の $n-1$ 個のトークン（文脈 $h$）の後に何が来たかを、学習データで数えます。数えたことのない組でも確率が 0 にならないように、一段短い文脈の確率を**仮想的な $s$ 回分の観測**として加えます（階層的なディリクレ事前分布、MacKay と Peto 1995, *Natural Language Engineering* 1(3), 289–308）。

$$p_0(w) = \frac1V,\qquad p_n(w \mid h) = \frac{c(h, w) + s\, p_{n-1}(w \mid h')}{c(h) + s}$$

$h'$ は $h$ から最も古いトークンを除いたもの、$c(h) = \sum_w c(h, w)$ は $h$ の**後に何かが続いた**回数です。$p_0$ が一様分布、$p_1$ が 1-gram、$p_2$ が 2-gram です。

検証データの最初のトークン $x_0$ は予測しません。文脈が足りない $x_1$ などでは、あるだけの文脈を使います。

**手で確かめる例**　学習データが `5 6 5 6 5`、$V = 8$、$s = 1$ のとき、$p_1(6) = (2 + 1/8)/(5 + 1) \approx 0.354$ です。5 の後には必ず 6 が 2 回来たので、$p_2(6 \mid 5) = (2 + 0.354)/(2 + 1) \approx 0.785$ です。
"""

# %% [markdown] lang="en"
r"""
## 2. A ladder to compare with

An $n$-gram counts, in the training text, what followed the last $n-1$ tokens (the context $h$). So that a combination never seen does not get probability 0, the probability with a context shorter by one is added as **$s$ imagined observations** (a hierarchical Dirichlet prior, MacKay and Peto 1995, *Natural Language Engineering* 1(3), 289–308).

$$p_0(w) = \frac1V,\qquad p_n(w \mid h) = \frac{c(h, w) + s\, p_{n-1}(w \mid h')}{c(h) + s}$$

$h'$ is $h$ without its oldest token; $c(h) = \sum_w c(h, w)$ is how often $h$ was **followed by something**. $p_0$ is uniform, $p_1$ the unigram, $p_2$ the bigram.

The first held-out token $x_0$ is not predicted. Where the context is short, as for $x_1$, use as much as there is.

**An example to check by hand.** Training text `5 6 5 6 5`, $V = 8$, $s = 1$: $p_1(6) = (2 + 1/8)/(5 + 1) \approx 0.354$. After 5 came 6, both times, so $p_2(6 \mid 5) = (2 + 0.354)/(2 + 1) \approx 0.785$.
"""

# %% nbgrader={"grade_id": "lm-ngram", "solution": true}
def ngram_loss(train_ids: list[int], valid_ids: list[int], n: int, vocab_size: int, strength: float = 10.0) -> float:
    """Mean of -ln p_n over valid_ids[1:], in nats per token.

    n: 0 (uniform), 1 (unigram), 2 (bigram), …; strength: s in the formula

    >>> round(ngram_loss([5, 6, 5, 6, 5], [5, 6], 2, vocab_size=8, strength=1.0), 3)
    0.242
    """
    ### BEGIN SOLUTION
    counts, followed = Counter(), Counter()  # c(h, w) and c(h), contexts of every length
    for i, token in enumerate(train_ids):
        for k in range(min(n - 1, i) + 1 if n else 0):
            context = tuple(train_ids[i - k : i])
            counts[context, token] += 1
            followed[context] += 1
    total = 0.0
    for i in range(1, len(valid_ids)):
        p = 1 / vocab_size
        for k in range(min(n - 1, i) + 1 if n else 0):
            context = tuple(valid_ids[i - k : i])
            p = (counts[context, valid_ids[i]] + strength * p) / (followed[context] + strength)
        total -= math.log(p)
    return total / (len(valid_ids) - 1)
    ### END SOLUTION

# %% nbgrader={"grade_id": "lm-ngram-try", "locked": true}
assert abs(ngram_loss([5, 6], [5, 6, 5], 0, vocab_size=8) - math.log(8)) < 1e-9, "n = 0 は一様分布です / n = 0 is the uniform distribution"
p = math.exp(-ngram_loss([5, 6, 5, 6, 5], [5, 6], 2, vocab_size=8, strength=1.0))
assert abs(p - 0.785) < 1e-3, f"手で確かめる例の p2 です / p2 of the example to check by hand; got {p:.3f}"

# %% nbgrader={"grade_id": "lm-ngram-sum", "grade": true, "points": 1}
# どの文脈でも、すべてのトークンの確率を足すと 1 です。 / In every context, the probabilities of all tokens sum to 1.
### BEGIN HIDDEN TESTS
text = random.Random(1).choices(range(6), weights=[5, 3, 2, 1, 1, 1], k=60) + [6]  # 6 is seen once, at the very end; 7 never
for n in (0, 1, 2, 3):
    for context in ([0, 1], [1, 1], [3, 6], [7, 2], [7, 7]):
        # a text context + [w] has the tokens context[1] and w to predict; the first is the same for all w
        first = ngram_loss(text, context, n, 8, strength=2.0)
        total = sum(math.exp(-(2 * ngram_loss(text, [*context, w], n, 8, strength=2.0) - first)) for w in range(8))
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


words = random.Random(2)
train, valid = ([min(int(words.expovariate(0.5)), 8) for _ in range(size)] for size in (80, 23))
for n, V, s in [(0, 9, 3.0), (1, 9, 3.0), (2, 9, 3.0), (3, 11, 0.5), (4, 9, 10.0)]:
    got, expected = ngram_loss(train, valid, n, V, strength=s), slow(train, valid, n, V, s)
    assert abs(got - expected) < 1e-6, f"n={n}, V={V}, s={s} で {expected:.4f} になるはずが {got:.4f} です / expected {expected:.4f} for n={n}, V={V}, s={s}, got {got:.4f}"
assert abs(ngram_loss(train, valid, 2, 9) - slow(train, valid, 2, 9, 10.0)) < 1e-6, "strength を省くと 10 です / strength is 10 by default"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-ladder", "locked": true}
ladder = {}
for n, name in enumerate(["uniform", "unigram", "bigram", "trigram"]):
    ladder[name] = ngram_loss(train_ids.tolist(), valid_ids.tolist(), n, MAX_VOCAB)
    print(f"{name:8} {ladder[name]:.3f} nats per token")

# %% [markdown] lang="ja"
r"""
3-gram は 2-gram とほとんど変わりません。この大きさの文章では、検証データに現れる三つ組のほとんどを、学習データで見たことがないからです。回数を数える方法は、ここで行き止まりです。

## 3. モデル

トークンと位置の埋め込み、因果的な自己注意の層、位置ごとの順伝播層 (feed-forward)、残差接続、層正規化 (layer normalization)、出力層からなる、1 層の Transformer です。正規化は、GPT-2 (Radford ほか 2019) と同じように各層の**前**に置きます。

$$h = E_{x_t} + P_t,\qquad h \leftarrow h + \mathrm{attend}(\mathrm{norm}(h)),\qquad h \leftarrow h + \mathrm{ff}(\mathrm{norm}(h)),\qquad \mathrm{logits} = W\,\mathrm{norm}(h) + b$$

* `nn.MultiheadAttention` を使うなら、`batch_first=True` と、マスクの意味（**True は禁止**、問題 8 と逆）に注意してください。`F.scaled_dot_product_attention` でも、自分の層でもかまいません。
* 埋め込みの初期値は、標準偏差を 0.02 ほどに小さくします (`nn.init.normal_`)。
* テンソルを作るときは `device=ids.device` を付けると、GPU でもそのまま動きます。
* `causal=False` ではマスクを使いません。後で一度だけ、何が起きるかを見るために使います。
"""

# %% [markdown] lang="en"
r"""
The trigram is hardly different from the bigram: most triples of the held-out text never occur in a training text of this size. Here, counting comes to its end.

## 3. The model

A transformer with one layer: embeddings of tokens and positions, causal self-attention, a position-wise feed-forward layer, residual connections, layer normalization, an output layer. As in GPT-2 (Radford et al. 2019), each norm stands **before** its layer.

$$h = E_{x_t} + P_t,\qquad h \leftarrow h + \mathrm{attend}(\mathrm{norm}(h)),\qquad h \leftarrow h + \mathrm{ff}(\mathrm{norm}(h)),\qquad \mathrm{logits} = W\,\mathrm{norm}(h) + b$$

* If you use `nn.MultiheadAttention`, mind `batch_first=True` and what its mask means (**True forbids**, the opposite of problem 8). `F.scaled_dot_product_attention` or a layer of your own will do as well.
* Let the embeddings start small, with a standard deviation of about 0.02 (`nn.init.normal_`).
* With `device=ids.device` for each tensor you make, the model runs on a GPU unchanged.
* `causal=False` leaves the mask out. It is used once, later, to see what happens.
"""

# %% nbgrader={"grade_id": "lm-model", "solution": true}
class MiniLanguageModel(nn.Module):
    """A one-layer causal transformer: ids (B, T) -> logits (B, T, vocab_size).

    max_len: the longest T, kept as `model.max_len`; a longer input is a ValueError
    causal: position t sees positions 0 … t only; False: it sees all
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

# %% nbgrader={"grade_id": "lm-model-try", "locked": true}
model = MiniLanguageModel(11, d_model=8, max_len=7, n_heads=2)
logits = model(torch.randint(11, (3, 5)))
assert logits.shape == (3, 5, 11), f"出力は (B, T, vocab_size) です / the output is (B, T, vocab_size); got {tuple(logits.shape)}"
model = scrambled(11, d_model=8, max_len=7, n_heads=2, seed=0)
ids = torch.tensor([[1, 2, 3, 4], [1, 2, 9, 9]])
logits = model(ids)
assert torch.allclose(logits[0, :2], logits[1, :2], atol=1e-5), "未来のトークンが、前の位置の出力を変えています / tokens of the future change the output at earlier positions"

# %% nbgrader={"grade_id": "lm-shape", "grade": true, "points": 1}
# どの長さでも (B, T, V) の実数を返し、バッチの行は独立で、長すぎる入力は ValueError です。 / Returns finite (B, T, V) for every length; rows are independent; too long is a ValueError.
### BEGIN HIDDEN TESTS
model = scrambled(11, d_model=12, max_len=9, n_heads=3, seed=1)
ids = torch.randint(11, (5, 9), generator=torch.Generator().manual_seed(1))
for T in (1, 4, 9):
    logits = model(ids[:, :T])
    assert logits.shape == (5, T, 11) and logits.isfinite().all(), f"T={T} の出力は (B, T, V) の有限な数ですか / is the output (B, T, V) and finite for T={T}?"
    assert torch.allclose(model(ids[2:3, :T])[0], logits[2], atol=1e-4), "バッチのほかの行が結果に影響しています。batch_first=True ですか / other rows of the batch play a part: is batch_first=True?"
assert MiniLanguageModel(11).max_len == 100, "max_len は既定で 100 です / max_len is 100 by default"
try:
    model(torch.zeros(1, 10, dtype=torch.long))
except ValueError:
    pass
else:
    raise AssertionError("max_len より長い入力は ValueError です / an input longer than max_len is a ValueError")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-first-loss", "grade": true, "points": 1}
# 学習前の損失は、ほぼ ln V です。 / Before training, the loss is about ln V.
### BEGIN HIDDEN TESTS
for seed, V in [(0, 50), (1, 1000)]:
    torch.manual_seed(seed)
    model, ids = MiniLanguageModel(V, d_model=64, max_len=16), torch.randint(V, (16, 17))
    loss = F.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten()).item()
    # PyTorch's default weights cost 0.2 to 0.6 nats more than ln V; embeddings of size 1 reused as output cost 10
    assert abs(loss - math.log(V)) < 1, f"V={V} で ln V = {math.log(V):.2f} のはずが {loss:.2f} です / expected ln V = {math.log(V):.2f} for V={V}, got {loss:.2f}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-causal", "grade": true, "points": 2}
# 出力は過去のすべてに依存し、未来には依存しません。causal=False では未来も見ます。 / Outputs depend on all of the past and nothing of the future; with causal=False on the future, too.
### BEGIN HIDDEN TESTS
for seed in (0, 1):
    model = scrambled(13, d_model=12, max_len=8, n_heads=3, seed=seed)
    seeing = scrambled(13, d_model=12, max_len=8, n_heads=3, seed=seed, causal=False)
    ids = torch.randint(13, (1, 8), generator=torch.Generator().manual_seed(seed))
    base, open_base = model(ids), seeing(ids)
    for t in range(8):
        changed = ids.clone()
        changed[0, t] = (ids[0, t] + 5) % 13
        moved = (model(changed) - base)[0].abs().amax(-1)  # (T,)
        assert (moved[:t] < 1e-6).all(), f"位置 {t} を変えると、前の位置の出力が変わります / changing position {t} changes outputs before it"
        assert (moved[t:] > 1e-6).all(), f"位置 {t} を変えても、その位置か後の位置の出力が変わりません / changing position {t} leaves an output at or after it unchanged"
        assert ((seeing(changed) - open_base)[0].abs().amax(-1) > 1e-6).all(), "causal=False ではすべての位置を見ます / with causal=False every position is seen"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-positions", "grade": true, "points": 1}
# トークンの順序と、位置そのものが出力に影響します。 / The order of the tokens matters, and so does the position itself.
### BEGIN HIDDEN TESTS
model = scrambled(13, d_model=12, max_len=20, n_heads=3, seed=2)
one, other = model(torch.tensor([[4, 7, 2, 9], [7, 4, 2, 9]]))[:, -1]
assert (one - other).abs().max() > 1e-6, "前のトークンの順序を入れ替えても出力が同じです。位置を足しましたか / reordering earlier tokens changes nothing: are positions added?"
same = model(torch.full((1, 20), 5))[0]  # (20, V): one token everywhere, so that only positions differ
closest = (same[:, None] - same[None]).abs().amax(-1).fill_diagonal_(1).min()
assert closest > 1e-6, "違う位置の出力が同じになります。0 から max_len - 1 まで別の位置ですか / two positions give the same output: are there max_len different positions?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-overfit", "grade": true, "points": 1}
# 一つの小さなバッチを、丸ごと覚えられます。 / One small batch can be learned by heart.
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
model, ids = MiniLanguageModel(50, d_model=32, max_len=10), torch.randint(50, (4, 11))
ids[:, 0] = torch.arange(4)  # different first tokens, so that each row can be told from the others
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
for _ in range(400):  # sound models need 30 steps, with dropout 100
    loss = F.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if loss.item() < 0.5:
        break
assert loss.item() < 0.5, f"一つのバッチを 400 回学習しても損失が {loss.item():.2f} です。出力は logits ですか / loss {loss.item():.2f} after 400 steps on one batch: are the outputs logits?"
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
    """Mean loss over ids[1:], in nats per token, in windows of `context` tokens.

    ids: (N,), at least two; the model's mode (train or eval) is restored
    """
    ### BEGIN SOLUTION
    was_training = model.training
    model.eval()
    inputs, targets = ids[:-1], ids[1:]
    full = len(inputs) // context * context
    windows = [*zip(inputs[:full].view(-1, context).split(64), targets[:full].view(-1, context).split(64)), (inputs[None, full:], targets[None, full:])]
    total = sum(F.cross_entropy(model(x).flatten(0, 1), y.flatten(), reduction="sum").item() for x, y in windows if x.numel())
    model.train(was_training)
    return total / len(targets)
    ### END SOLUTION

# %% nbgrader={"grade_id": "lm-train", "solution": true}
def train(model, train_ids, valid_ids, steps: int = STEPS, batch_size: int = 64, context: int = CONTEXT,
          lr: float = 3e-3, every: int = 50, seed: int = 0) -> list[tuple[int, float, float]]:
    """Train with AdamW on random windows of `context` tokens; returns [(step, training loss, held-out loss), …].

    The seed decides the windows (torch.Generator); the global random state is left to the model.
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

# %% nbgrader={"grade_id": "lm-train-try", "locked": true} tags=["nbval-ignore-output"]
class Table(nn.Module):
    """The simplest language model: a table of logits, one row for each last token."""

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
assert abs(loss - math.log(26)) < 1e-4, f"何も知らないモデルの損失は ln 26 です / the loss of a model that knows nothing is ln 26; got {loss:.3f}"
curve = train(table, alphabet, alphabet, steps=110, lr=0.1)
assert [step for step, _, _ in curve] == [50, 100, 110], f"every 回ごとと最後に記録します / record every `every` steps, and at the end; got {curve}"
assert curve[-1][2] < 0.1, f"アルファベットの順は覚えられるはずです。正解は一つ先のトークンですか / the order of the alphabet can be learned: is the target one token ahead? got {curve[-1][2]:.2f}"

# %% nbgrader={"grade_id": "lm-evaluate-value", "grade": true, "points": 2}
# 評価はすべてのトークンの平均で、モデルのモードと重みを変えません。 / Evaluation is the mean over all tokens; it changes neither mode nor weights.
### BEGIN HIDDEN TESTS
class Fixed(nn.Module):
    """Logits from a fixed table; in training mode they are spoilt; notes whether gradients were on."""

    def __init__(self, V):
        super().__init__()
        self.max_len, self.dropout = 6, nn.Dropout(0.5)
        self.table = nn.Parameter(3 * torch.randn(V, V, generator=torch.Generator().manual_seed(4)))

    def forward(self, ids):
        assert ids.shape[1] <= self.max_len, "窓が context より長いです / a window is longer than context"
        return self.dropout(self.table[ids])


model = Fixed(7)
for N in (2, 6, 7, 8, 20, 400):
    ids = torch.randint(7, (N,), generator=torch.Generator().manual_seed(N))
    expected = -sum(model.table[a].log_softmax(-1)[b].item() for a, b in zip(ids, ids[1:])) / (N - 1)
    got = evaluate(model.train(), ids, context=6)
    assert isinstance(got, float), "Python の数を返しますか / is it a Python number?"
    assert abs(got - expected) < 1e-4, f"{N} トークンで {expected:.3f} になるはずが {got:.3f} です / expected {expected:.3f} for {N} tokens, got {got:.3f}"
    assert model.training, "学習モードに戻していますか / is the training mode restored?"
    evaluate(model.eval(), ids, context=6)
    assert not model.training, "評価モードだったモデルは、評価モードのままです / a model in evaluation mode stays in it"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-train-loop", "grade": true, "points": 2} tags=["nbval-ignore-output"]
# 学習は、文章のどこからでも窓を選び、一つ先のトークンを学び、検証データの損失を記録します。 / Training takes windows from all of the text, learns the next token, and records the held-out loss.
### BEGIN HIDDEN TESTS
def next_loss(model, ids):
    return float(F.cross_entropy(model(ids[None, :-1])[0], ids[1:]).detach())


low, high = torch.tensor([3, 0, 4, 1, 5, 2]).repeat(40), torch.tensor([9, 6, 10, 7, 8]).repeat(40)
text, backwards = torch.cat([low, high]), torch.cat([low, high]).flip(0)
torch.manual_seed(5)
model = nn.Sequential(nn.Embedding(11, 16), nn.Linear(16, 11))
curve = train(model, text, backwards, steps=130, batch_size=16, context=5, lr=0.02, every=40, seed=1)
assert [row[0] for row in curve] == [40, 80, 120, 130], f"every 回ごとと最後に記録します / record every `every` steps, and at the end; got {[row[0] for row in curve]}"
assert max(next_loss(model, low), next_loss(model, high)) < 0.3, "文章の全体から、一つ先のトークンを学べていません / the next token is not learned from all of the text"
assert curve[0][1] > curve[1][1] > curve[2][1] and curve[-1][1] < 0.5, "二つ目は学習損失で、減っていきます / the second number is the training loss, and it falls"
close = [abs(curve[-1][2] - value) < 0.05 for value in (next_loss(model, backwards), evaluate(model, backwards, 5))]
assert any(close) and curve[-1][2] > 2, "三つ目は検証データの損失です。学習データで測っていませんか / the third is the held-out loss: is it measured on the training text?"
again = []
for seed in (1, 1, 2):
    torch.manual_seed(6)
    again.append(train(nn.Sequential(nn.Embedding(11, 16), nn.Linear(16, 11)), text, backwards, steps=20, batch_size=16, context=5, every=20, seed=seed)[0][1])
assert abs(again[0] - again[1]) < 1e-6 < abs(again[0] - again[2]), "窓の選び方を seed が決めていますか / does the seed decide the windows?"
fresh, kept = [], []
weight = nn.Parameter(torch.randn(11, 11))
weight.register_hook(lambda grad: fresh.append(grad.clone()))  # the gradient of this step alone
weight.register_post_accumulate_grad_hook(lambda p: kept.append(p.grad.clone()))  # what the optimizer gets
model = nn.Embedding(11, 11)
model.weight = weight
train(model, text, backwards, steps=6, batch_size=16, context=5, every=100, seed=1)
assert len(kept) == 6 and all(torch.allclose(a, b, atol=1e-6) for a, b in zip(fresh, kept)), "前の回の勾配が残っています / gradients of earlier steps are left"
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
    """`start` (at least one id) and up to max_new_tokens new ids.  generator: on the CPU; None: PyTorch's global one."""
    ### BEGIN SOLUTION
    was_training, where = model.training, next(model.parameters()).device
    model.eval()
    ids = list(start)
    for _ in range(max_new_tokens):
        logits = model(torch.tensor([ids[-model.max_len :]], device=where))[0, -1].cpu()  # (vocab_size,)
        if top_k is not None:
            logits[logits < logits.topk(min(top_k, len(logits))).values[-1]] = -math.inf
        if temperature == 0:
            ids.append(int(logits.argmax()))
        else:
            ids.append(int(torch.multinomial((logits / temperature).softmax(-1), 1, generator=generator)))
        if ids[-1] == eos_id:
            break
    model.train(was_training)
    return ids
    ### END SOLUTION

# %% nbgrader={"grade_id": "lm-generate-try", "locked": true}
table = Table(5)
table.logits.weight.data = 4.0 * torch.eye(5).roll(1, 1)  # after 0 comes 1, after 1 comes 2, …
out = generate(table, [3], 4, temperature=0)
assert out == [3, 4, 0, 1, 2], f"一つずつ、最も確率の高いトークンを加えます / the most probable token is added, one at a time; got {out}"
assert generate(table, [3], 9, temperature=0, eos_id=0) == [3, 4, 0], "eos_id を加えて終わります / it ends with eos_id"

# %% nbgrader={"grade_id": "lm-greedy", "grade": true, "points": 1}
# temperature=0 と top_k=1 は最大の logit を選び、長い列は最後の max_len 個で予測します。 / temperature=0 and top_k=1 take the largest logit; long sequences are predicted from their last max_len tokens.
### BEGIN HIDDEN TESTS
class Sum(nn.Module):
    """Logits that depend on every token of the window and its place in it."""

    def __init__(self, V=9, max_len=4):
        super().__init__()
        self.max_len = max_len
        self.table = nn.Parameter(torch.randn(max_len, V, V, generator=torch.Generator().manual_seed(7)))

    def forward(self, ids):
        assert ids.shape[1] <= self.max_len, "max_len より長い列をモデルに渡しています / the model is given more than max_len tokens"
        rows = torch.stack([self.table[t, ids[:, t]] for t in range(ids.shape[1])], 1)  # (B, T, V)
        return rows.cumsum(1)


model = Sum()
for start in ([2], [5, 1, 7], [8, 0, 3, 3, 6, 1], [1, 2, 3, 4]):
    expected = list(start)
    for _ in range(12):
        expected.append(int(model(torch.tensor([expected[-4:]]))[0, -1].argmax()))
    given = list(start)
    assert list(generate(model, given, 12, temperature=0)) == expected, f"{start} から始めた列が違います。最後の max_len 個を渡しましたか / the sequence from {start} differs: does the model see the last max_len tokens?"
    assert list(generate(model, given, 12, top_k=1)) == expected, "top_k=1 は最大の logit を選びます / top_k=1 takes the largest logit"
    assert given == start, "引数 start を書き換えています / the argument start was changed"
assert list(generate(model, [4, 2], 0)) == [4, 2], "max_new_tokens=0 では何も加えません / max_new_tokens=0 adds nothing"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-sampling", "grade": true, "points": 2}
# 出現する割合は、温度で割った logits の softmax に従い、top_k は上位 k 個に限ります。 / Frequencies follow the softmax of the logits divided by the temperature; top_k keeps the k most probable.
### BEGIN HIDDEN TESTS
logits = torch.tensor([2.0, 0.0, 1.5, -1.0, 1.0, -4.0])
model = Table(6)
model.logits.weight.data, model.max_len = logits.expand(6, 6).clone(), 4
for temperature, top_k in [(1.0, None), (0.5, None), (2.0, None), (1.0, 3), (0.7, 2), (1.5, 50)]:
    kept = logits.clone()
    kept[kept.argsort()[: max(0, 6 - (top_k or 6))]] = -math.inf
    p = (kept / temperature).softmax(-1)
    drawn = generate(model, [0], 1500, temperature=temperature, top_k=top_k, generator=torch.Generator().manual_seed(8))[1:]
    share = torch.bincount(torch.tensor(drawn), minlength=6) / 1500
    assert (share[p == 0] == 0).all(), f"top_k={top_k} なのに、上位 {top_k} 個以外が選ばれました / with top_k={top_k} a token outside the top {top_k} was chosen"
    # standard deviation at most 0.013; the shares at another temperature differ by 0.1 and more
    assert (share - p).abs().max() < 0.05, f"temperature={temperature}, top_k={top_k} で割合が違います / the shares differ for temperature={temperature}, top_k={top_k}"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-eos", "grade": true, "points": 1}
# 生成は eos_id が新しく出たところで終わり、その前では終わりません。 / Generation ends where eos_id is newly generated, and not before.
### BEGIN HIDDEN TESTS
model = Table(6)
model.logits.weight.data = 4.0 * torch.eye(6).roll(1, 1)  # 0 -> 1 -> 2 -> … -> 5 -> 0
assert list(generate(model, [1], 20, temperature=0, eos_id=4)) == [1, 2, 3, 4], "eos_id を加えて終わります / it ends with eos_id"
assert list(generate(model, [4, 5], 3, temperature=0, eos_id=4)) == [4, 5, 0, 1, 2], "start の中の eos_id では終わりません / eos_id inside start does not end it"
assert list(generate(model, [5], 3, temperature=0, eos_id=0)) == [5, 0], "eos_id=0 も使えます / eos_id may be 0"
assert list(generate(model, [2], 8, temperature=0)) == [2, 3, 4, 5, 0, 1, 2, 3, 4], "eos_id がなければ最後まで続けます / without eos_id it goes on to the end"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-state", "grade": true, "points": 1}
# 生成は評価モードで行い、モードを元に戻し、乱数は generator だけを使います。 / Generation runs in evaluation mode, restores the mode, and draws from the generator alone.
### BEGIN HIDDEN TESTS
modes = []


class Watched(Table):
    def forward(self, ids):
        modes.append(self.training)
        return super().forward(ids)


model = Watched(30)
for training in (True, False):
    model.train(training)
    generate(model, [3], 2)
    assert model.training == training, "終わったらモードを元に戻しますか / is the mode restored in the end?"
assert not any(modes), "評価モード (eval) で生成していますか / does it generate in evaluation mode?"
one, same, other = (list(generate(model, [3], 40, generator=torch.Generator().manual_seed(seed))) for seed in (1, 1, 2))
assert one == same and one != other, "generator が同じなら、結果も同じです / the same generator gives the same text"
torch.manual_seed(0)
expected = torch.rand(3)
torch.manual_seed(0)
generate(model, [3], 5, generator=torch.Generator().manual_seed(1))
assert torch.equal(torch.rand(3), expected), "generator があるのに、全体の乱数を使っています / the global random state is used although there is a generator"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "lm-real-text", "grade": true, "points": 3}
# 実際の文章で学習すると 1-gram より 0.2 nats 以上よくなり、並べ替えた文章では 1-gram に勝てません。 / Trained on real text, the model beats the unigram by 0.2 nats; on shuffled text it does not beat it.
### BEGIN HIDDEN TESTS
counts = Counter(word for text in train_texts for word in text.lower().split())
number = {word: i for i, (word, _) in enumerate(counts.most_common(296), start=4)}
seen, held = (torch.tensor([i for text in texts for i in [*(number.get(word, 1) for word in text.lower().split()), 3]]) for texts in (train_texts, valid_texts))
p1 = (torch.bincount(seen, minlength=300) + 10 / 300) / (len(seen) + 10)
unigram = -p1[held[1:]].log().mean().item()


@torch.no_grad()
def held_out_loss(model, ids):
    x, y = (part[: len(ids) // 12 * 12 - 12].view(-1, 12) for part in (ids[:-1], ids[1:]))
    loss = F.cross_entropy(model.eval()(x).flatten(0, 1), y.flatten()).item()
    model.train()
    return loss


torch.manual_seed(0)
model, generator = MiniLanguageModel(300, d_model=64, max_len=12), torch.Generator().manual_seed(0)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
for step in range(1, 801):  # most sound models need 120 steps, one with dropout 0.2 and tied weights 320: the test waits
    windows = seen[torch.randint(len(seen) - 12, (32, 1), generator=generator) + torch.arange(13)]
    loss = F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 40 == 0 and not (loss := held_out_loss(model, held)) >= unigram - 0.2:
        break
shuffled = held_out_loss(model, held[torch.randperm(len(held), generator=generator)])
assert loss < unigram - 0.2, f"検証データの損失が {loss:.2f} で、1-gram の {unigram:.2f} とあまり変わりません / a held-out loss of {loss:.2f} is hardly better than the unigram's {unigram:.2f}"
# sound models: 3.8 and more; a model that sees the next token does as well as on real text, below unigram - 0.1
assert shuffled > unigram, f"並べ替えた文章で {shuffled:.2f} です。次のトークンが見えていませんか / {shuffled:.2f} on shuffled text: can it see the next token?"
### END HIDDEN TESTS

# %% [markdown] lang="ja"
r"""
## 実験：はしごに勝てるか、いつやめるか

五つの乱数の種で `STEPS` 回ずつ学習し、検証データの損失を 2-gram と比べます。続けて、一つの種だけ 3 倍の長さで学習し、曲線を描きます。
"""

# %% [markdown] lang="en"
r"""
## The experiment: does it beat the ladder, and when should it stop?

We train `STEPS` steps with each of five seeds and compare the held-out loss with the bigram. Then one seed trains three times as long, and we draw its curve.
"""

# %% nbgrader={"grade_id": "lm-experiment", "locked": true} tags=["experiment", "nbval-ignore-output"]
import matplotlib.pyplot as plt


def new_model(seed, **options):
    torch.manual_seed(seed)
    return MiniLanguageModel(MAX_VOCAB, d_model=64, max_len=CONTEXT, **options).to(device)


print(f"ln V = {math.log(MAX_VOCAB):.2f}, bigram {ladder['bigram']:.2f}, trigram {ladder['trigram']:.2f}")
print("seed  before training  training  held out  better than the bigram by")
for seed in range(5):
    model = new_model(seed)
    before = evaluate(model, valid_ids)
    _, training, held_out = train(model, train_ids, valid_ids, seed=seed)[-1]
    print(f"{seed:4} {before:16.2f} {training:9.2f} {held_out:9.2f} {ladder['bigram'] - held_out:15.2f}")
    assert held_out < ladder["bigram"] - 0.03

curve = train(new_model(0), train_ids, valid_ids, steps=3 * STEPS)
steps, training, held_out = zip(*curve)
best = min(range(len(curve)), key=lambda i: held_out[i])
print(f"long run: held out {held_out[best]:.2f} at step {steps[best]}, {held_out[-1]:.2f} at step {steps[-1]}")
assert held_out[-1] > held_out[best] + 0.1 and training[-1] < training[best]

fig, ax = plt.subplots(figsize=(9, 5))
ax.plot(steps, training, "--", marker="s", ms=4, label="training")
ax.plot(steps, held_out, marker="o", ms=4, label="held out")
for style, (name, value) in zip(("-", "-.", ":", "--"), ladder.items()):
    ax.axhline(value, color="grey", lw=1, ls=style)
    ax.text(steps[-1] + 15, value, f"{name} {value:.2f}", va="top" if name == "trigram" else "bottom", fontsize=9)
ax.axvline(steps[best], color="C3", lw=1, ls=":", label=f"over-fitting begins (step {steps[best]})")
ax.set(xlabel="step", ylabel="loss (nats per token)", xlim=(0, 1.17 * steps[-1]))
ax.legend(loc="center right", bbox_to_anchor=(1, 0.75))
plt.show()

# %% nbgrader={"grade_id": "lm-sample", "locked": true} tags=["experiment", "nbval-ignore-output"]
for temperature in (0.3, 0.7, 1.0):
    text = generate(model, tokenizer.encode("the"), 30, temperature=temperature, eos_id=3, generator=torch.Generator().manual_seed(1))
    print(f"temperature {temperature}: {tokenizer.decode(text)}\n")

# %% [markdown] lang="ja"
r"""
**図から読み取れること**　学習前の損失はほぼ $\ln V$ です。どの種でも、モデルは 2-gram にも 3-gram にも勝ちます。差は種による揺れよりずっと大きいのですが、0.1 nats ほどです。回数を数えるだけの方法は、それほど強い相手なのです。300 回を過ぎると、学習損失は下がり続けるのに、検証データの損失は**上がり**、やがて 2-gram よりも悪くなります。モデルが文章を覚え始めたからです（過学習 (over-fitting)）。学習損失だけを見ていたら、気づきません。

文章の見本では、温度が低いとありふれた単語（ここでは `<unk>`）ばかりになり、高いと多様になりますが、つながりは悪くなります。

## よすぎる結果を疑う

次の三つは、どれも素晴らしい数になります。なぜ信じてはいけないのかを、読む前に考えてください。
"""

# %% [markdown] lang="en"
r"""
**What the picture shows.** Before training, the loss is about $\ln V$. For every seed the model beats the bigram and the trigram. The difference is far larger than the spread between seeds, and yet it is about 0.1 nats: counting is that strong an opponent. After some 300 steps the training loss goes on falling while the held-out loss **rises**, and in the end it is worse than the bigram. The model has begun to learn the text by heart (over-fitting). The training loss alone would not have told.

In the samples, a low temperature gives the commonest words only (here `<unk>`); a high one gives variety and less connection.

## Too good to be true

Each of these three gives a splendid number. Before you read on: why must it not be believed?
"""

# %% nbgrader={"grade_id": "lm-too-good", "locked": true} tags=["experiment", "nbval-ignore-output"]
print("1. no causal mask")
leaking = new_model(0, causal=False)
for step, training, held_out in train(leaking, train_ids, valid_ids, every=100):
    print(f"   step {step:3}: training {training:.2f}, held out {held_out:.2f}")
assert held_out < 1
shuffled = valid_ids[torch.randperm(len(valid_ids), generator=torch.Generator().manual_seed(0)).to(device)]
print(f"   on shuffled text: {evaluate(leaking, shuffled):.2f}, where order says nothing and the unigram has {ladder['unigram']:.2f}")
print("   it writes: " + tokenizer.decode(generate(leaking, tokenizer.encode("the"), 12, generator=torch.Generator().manual_seed(1))))

print("2. held-out paragraphs that are in the training text, too")
repeated = pieces.copy()
random.Random(0).shuffle(repeated)
part = len(repeated) // 10
both = sum(text in set(repeated[part:]) for text in set(repeated[:part]))
print(f"   {both} of {len(set(repeated[:part]))} held-out paragraphs are training paragraphs, if pieces are split without set()")
for n, name in [(2, "bigram"), (3, "trigram"), (4, "4-gram")]:
    loss = ngram_loss(as_ids(repeated[part:], tokenizer).tolist(), as_ids(repeated[:part], tokenizer).tolist(), n, MAX_VOCAB)
    honest = ngram_loss(train_ids.tolist(), valid_ids.tolist(), n, MAX_VOCAB)
    print(f"   {name:8} {loss:.2f} with repetitions, {honest:.2f} without")

print("3. five sentences")
five = ["the cat sleeps on the warm roof", "the dog runs after the red ball", "a small bird sings in the tree",
        "the child reads a book in the garden", "the sun rises over the quiet sea"]
others = ["the dog sleeps in the garden", "a small child sings on the roof", "the bird runs over the red book"]
toy_tokenizer = SimpleTokenizer(five)
torch.manual_seed(0)
toy = MiniLanguageModel(len(toy_tokenizer.vocab), d_model=64, max_len=8).to(device)
_, training, held_out = train(toy, as_ids(five, toy_tokenizer), as_ids(others, toy_tokenizer), steps=200, context=8)[-1]
print(f"   training {training:.2f}, three other sentences of the same words {held_out:.2f}, ln V {math.log(len(toy_tokenizer.vocab)):.2f}")
print("   it writes: " + toy_tokenizer.decode(generate(toy, toy_tokenizer.encode("the"), 20, eos_id=3, generator=torch.Generator().manual_seed(1))))
assert training < 0.5 and held_out > math.log(len(toy_tokenizer.vocab))

# %% [markdown] lang="ja"
r"""
1. **因果マスクがない**　位置 $t$ の正解は $x_{t+1}$ で、それは入力の次の位置にあります。マスクがなければ、注意はそれを写すだけです。検証データでも小さな損失になるので、過学習の検査では見つかりません。見分け方は、予測できるはずのないデータ（並べ替えた文章）で測ることと、実際に書かせてみることです。生成では次のトークンがまだないので、でたらめになります。
2. **検証データの重複**　リファレンスは同じ段落を何度も載せています。段落を先に分けると、検証データの一部を学習データで見たことになり、長い文脈で**覚えている**ほど得をします。重複を除くと、4-gram の利点は消えます。
3. **五つの文**　学習損失は 0 に近く、流れるような文を書きます。しかし、同じ単語の別の文では、一様分布より悪くなります。学んだのは言語ではなく、五つの文です。

## さらに進む（採点なし）：全部をつなぐ

`<unk>` が多いのは、単語を単位にしたからです。問題 1 の BPE なら、どんな単語も小さな部品に分けられます。また、`nn.MultiheadAttention` を、問題 8 で書いたあなたの層に置き換えられます。

語彙が違うと、1 トークンあたりの損失は比べられません。トークンの長さが違うからです。そこで、文章の**1 バイトあたりのビット数** (bits per byte) に直します。

$$\text{bits per byte} = \frac{\text{損失の合計 (nats)}}{\ln 2 \cdot \text{バイト数}}$$

単語のモデルには、もう一つ公平でない点があります。`<unk>` を当てても、**どの**単語かは当てていません。そこで、`<unk>` になった単語の綴りを、1 文字ずつの 1-gram で書く費用を加えた値も出します。

次のクラスを完成させると、下の実験が動きます。問題 1 と問題 8 のノートの、あなたの答えを読み込みます。
"""

# %% [markdown] lang="en"
r"""
1. **No causal mask.** The answer at position $t$ is $x_{t+1}$, and it stands in the input, one place on. Without a mask attention just copies it. The loss is small on held-out text, too, so a check for over-fitting does not find it. What does: measure on data that cannot be predicted (shuffled text), and let it write. When it writes there is no next token to copy, and it babbles.
2. **Repeated paragraphs.** The reference prints the same paragraph in several places. Split before removing repetitions, and part of the held-out text has been seen in training: whoever **remembers** long contexts wins. Without repetitions, the advantage of the 4-gram is gone.
3. **Five sentences.** The training loss is near 0 and the sentences flow. On other sentences of the same words it is worse than the uniform distribution. What was learned is not a language; it is five sentences.

## Going further (not graded): joining the course together

There is so much `<unk>` because our units are words. The BPE of problem 1 takes any word apart into smaller pieces. And your own layer of problem 8 can take the place of `nn.MultiheadAttention`.

With different vocabularies, losses per token cannot be compared: tokens differ in length. So we count **bits per byte** of text:

$$\text{bits per byte} = \frac{\text{total loss (nats)}}{\ln 2 \cdot \text{number of bytes}}$$

The model of words has one more unfair advantage: to predict `<unk>` is not to predict **which** word. So we also add what it costs to spell the words behind `<unk>`, letter by letter, with a unigram of letters.

Complete the class, and the experiment below runs. It loads your answers from your notebooks of problems 1 and 8.
"""

# %% nbgrader={"grade_id": "lm-joined", "solution": true}
class JoinedLanguageModel(MiniLanguageModel):
    """MiniLanguageModel with another attention layer in place of its own.

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
import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

D_MODEL, HEADS, MERGES, BPE_CONTEXT = 64, 4, 200, 32


def answers_of(assignment, exercise):
    """What the solved cells of another notebook of this course define."""
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
    """The held-out loss of the texts, lower-cased, each ended by one byte; spelling: nats for words behind <unk>."""
    size = sum(len(text.lower().encode()) + 1 for text in texts)
    return (evaluate(model, ids, context) * (len(ids) - 1) + spelling) / math.log(2) / size


def spelling_cost(words, train_texts):
    """Nats to spell the words with a unigram of letters; a space ends a word; unseen letters count once."""
    letters = Counter("".join(f"{word} " for text in train_texts for word in text.lower().split()))
    total = sum(letters.values()) + len(letters) + 1
    return -sum(math.log((letters[letter] + 1) / total) for word in words for letter in f"{word} ")


try:
    q1, q8 = answers_of("ex2_1_tokenization", "q1_bpe"), answers_of("challenge_multihead", "q8_multi_head")
    frequent = Counter(word for text in train_texts for word in text.lower().split()).most_common(1000)
    merges = q1.learn_bpe([word for word, count in frequent for _ in range(count)], MERGES)
    pieces_of = cache(lambda word: q1.encode(word, merges))
    symbols = ["<pad>", "<unk>", "<sos>", "<eos>", *sorted({s for text in train_texts for word in text.lower().split() for s in pieces_of(word)})]
    number = {symbol: i for i, symbol in enumerate(symbols)}

    def bpe_ids(texts):
        return torch.tensor([i for text in texts for i in [*(number.get(s, 1) for word in text.lower().split() for s in pieces_of(word)), 3]], device=device)

    bpe_train, bpe_valid = bpe_ids(train_texts), bpe_ids(valid_texts)
    print(f"{len(merges)} merges, {len(symbols)} tokens; {len(bpe_valid) / len(valid_ids):.1f} BPE tokens per word, {int((bpe_valid == 1).sum())} unknown")
    torch.manual_seed(0)
    joined = JoinedLanguageModel(q8.MultiHeadAttention(D_MODEL, HEADS), len(symbols), D_MODEL, BPE_CONTEXT).to(device)
    train(joined, bpe_train, bpe_valid, context=BPE_CONTEXT)
    unknown = [word for text in valid_texts for word in text.lower().split() if word not in tokenizer.vocab]
    print(f"words, <unk> for free:     {bits_per_byte(model, valid_ids, valid_texts, CONTEXT):.2f} bits per byte")
    print(f"words, <unk> spelled out:  {bits_per_byte(model, valid_ids, valid_texts, CONTEXT, spelling_cost(unknown, train_texts)):.2f} bits per byte")
    print(f"BPE, your attention layer: {bits_per_byte(joined, bpe_valid, valid_texts, BPE_CONTEXT):.2f} bits per byte")
    for temperature in (0.3, 0.7, 1.0):
        text = generate(joined, bpe_ids(["the"])[:-1].tolist(), 60, temperature=temperature, eos_id=3, generator=torch.Generator().manual_seed(1))
        print(f"temperature {temperature}: {q1.decode([symbols[i] for i in text if i > 3])}\n")
except (NotImplementedError, FileNotFoundError) as missing:
    print(f"問題 1、問題 8 と JoinedLanguageModel が書けたら動きます / this runs when problems 1 and 8 and JoinedLanguageModel are written: {missing}")

# %% [markdown] lang="ja"
r"""
**数から読み取れること**　`<unk>` の綴りを数えなければ単語のモデルが最もよく見え、数えると BPE のモデルの方がよくなります。何を予測したことにするかで、順位が入れ替わるのです。BPE の文章には `<unk>` がなく、そのかわりに、存在しない単語が混ざります。

## さらに学ぶために

* `CONTEXT` を 64 にすると、よくなるでしょうか。使える学習データの大きさも考えてください。
* 2017 年の論文のように、正規化を各残差和の後に置くと、この大きさのモデルではよくなるでしょうか、悪くなるでしょうか。
* 同じ形のモデルを、ずっと大きく、ずっと長く学習したものが GPT-2 です (Radford ほか 2019)。同じはしごと、同じ疑い方が役に立ちます。
"""

# %% [markdown] lang="en"
r"""
**What the numbers show.** If `<unk>` costs nothing to spell, the model of words looks best; with the spelling counted, the model of BPE tokens is better. What counts as predicted decides who wins. BPE text has no `<unk>`; instead it has words that do not exist.

## Going further

* Does `CONTEXT = 64` help? Mind how little text there is.
* With each norm after its residual sum, as in the paper of 2017, does a model of this size get better or worse?
* The same kind of model, far larger and trained far longer, is GPT-2 (Radford et al. 2019). The same ladder serves there, and the same doubts.
"""
