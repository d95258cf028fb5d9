# %% [markdown] lang="ja"
r"""
# はじめに　トランスフォーマーの基礎

トークンから小さな言語モデルまでを、自分で書き、測り、図で確かめる演習です。このページには、始める前に知っておくことをまとめました。

## 必要な知識

* **Python**　関数、クラス、リストと辞書、内包表記を読み書きできること。
* **NumPy か PyTorch**　配列の形 (shape)、ブロードキャスト、行列の積がわかること。q4 からは `nn.Module` を使います。
* **数学**　ベクトルの内積、行列の積、微分、平均と分散、指数関数と対数。

## 演習と時間

<!-- EXERCISES -->

時間は目安です。どの演習も、一つのノートブックだけで完結します。
"""

# %% [markdown] lang="en"
r"""
# Start here: foundations of the transformer

Exercises from tokens to a small language model, which you write, measure and look at yourself. This page says what to know before you begin.

## Prerequisites

* **Python**: you read and write functions, classes, lists, dictionaries and comprehensions.
* **NumPy or PyTorch**: shapes, broadcasting, matrix products. From q4 on you use `nn.Module`.
* **Mathematics**: dot products, matrix products, derivatives, mean and variance, exponentials and logarithms.

## Exercises and hours

<!-- EXERCISES -->

The times are a guide. Each notebook stands alone.
"""

# %% [markdown] lang="ja"
r"""
## 演習の地図

| 演習 | 次の演習に渡すもの |
|---|---|
| q1 BPE | 文字の列を、モデルが読むトークンの列に変えます。プロジェクトのモデルは、このトークンを読みます。 |
| q2 類似度 | 意味の近さを内積で測ります。q3 の「クエリとキーの近さ」は、同じ考え方です。 |
| q3 注意 | 重みつきの平均で情報を集めます。q4 と q8 の層も、同じ計算をします。 |
| q4 自己注意 | クエリ、キー、バリューを、学習する行列で作ります。 |
| q5 正弦波 | 注意だけでは語順がわかりません。位置を数のベクトルで表します。 |
| q6 位置の比較 | 二つの位置の表し方を実験で比べ、数字が主張を裏づけるかを判断します。 |
| q7 残差接続 | 層を深く積んでも学習できるようにします。 |
| q8 マルチヘッド | 一つの注意を、分担して働く複数のヘッドに分けます。 |
| プロジェクト | q1、q3 か q8、q5、q7 の部品を組み立て、実際の文章で学習させます。 |

順番に進めるのが基本ですが、q2、q5、q7 からでも始められます。

## 進め方

1. 演習を開き、上から順に読みます。「まず予想」では、**実行する前に**答えを書いてみてください。
2. 「未実装です」と出るセルが、皆さんの書くところです。説明 (docstring) が仕様です。
3. そのすぐ下の確認用のセルを実行します。通れば先へ進みます。
4. `# このセルのテストは、提出後の採点で実行されます。` とあるセルは、ここでは何も確かめません。一行目が、採点で確かめる性質です。
5. 提出の前に、カーネルを再起動して、すべてのセルを上から実行してください。名前を変えずに提出します。

## 困ったとき

* **エラーが出る**　最後の行から読みます。形が合わないときは、`print(x.shape)` を一行ずつ入れて、予想と比べてください。
* **どこが違うかわからない**　手で計算できる小さな入力 (2 × 2) を作り、途中の値を書き出して比べます。
* **30 分進まない**　ヒントを一つ開きます。それでも進まなければ、試した入力、期待した結果、実際の結果の三つを添えて、担当者か掲示板で質問してください。
* **採点の結果に納得がいかない**　返却されたページの、該当する項目の名前を添えて連絡してください。テストの誤りは、全員について採点し直します。

## 手元に環境がないとき

ノートブックは、`torch`、`numpy`、`matplotlib`、`seaborn`、`tqdm` だけで動きます。これらが最初から入っている、ブラウザで使えるノートブックのサービス (Google Colab など) では、「ノートブックをアップロード」から `.ipynb` のファイルを選べば、そのまま開けます。動作を確かめた最も古い版は、PyTorch 2.5.1、NumPy 1.26.4、matplotlib 3.8.4、seaborn 0.13.2 です（PyTorch 2.2.2 では古すぎます）。GPU は要りません。書き終えたら「.ipynb をダウンロード」で保存し、元の名前で提出してください。
"""

# %% [markdown] lang="en"
r"""
## A map of the exercises

| exercise | what it gives to the next |
|---|---|
| q1 BPE | Letters become the tokens that a model reads; the project's own model reads these. |
| q2 similarity | Closeness of meaning as a dot product; the match of query and key in q3 is the same idea. |
| q3 attention | Information is gathered by a weighted mean; the layers of q4 and q8 do the same computation. |
| q4 self-attention | Queries, keys and values come from learned matrices. |
| q5 sinusoids | Attention alone does not see the order of words: positions become vectors. |
| q6 positions compared | Two ways to write positions in an experiment; do the numbers support the claim? |
| q7 residual connections | Deep stacks of layers can learn. |
| q8 multi-head | One attention is divided into heads that share the work. |
| project | Parts from q1, q3 or q8, q5 and q7 are put together and trained on real text. |

The order is the usual way; q2, q5 and q7 can be started on their own.

## How to work

1. Open an exercise and read from the top. At "Predict first", write an answer down **before** you run anything.
2. The cells that say "not written yet" are yours. Their docstrings are the specification.
3. Run the cell right below: it checks the first cases. When it passes, go on.
4. Cells with `# The tests of this cell run after you hand in.` check nothing here. Their first line names the property that grading checks.
5. Before handing in, restart the kernel and run all cells from the top. Keep the file's name.

## When you are stuck

* **An error**: read its last line first. Where shapes do not fit, print `x.shape` line by line and compare with what you expected.
* **A wrong result**: make an input that you can work out by hand (2 × 2), and compare the values on the way.
* **Half an hour without progress**: unfold one hint. If that does not help, ask your teacher or the forum, and say three things: the input that you tried, what you expected, what came out.
* **A grade that you doubt**: write to your teacher with the name of the check on the returned page. A wrong test is mended and everybody is graded again.

## Without an installation

The notebooks need `torch`, `numpy`, `matplotlib`, `seaborn` and `tqdm` alone. On a notebook service in the browser that carries them (Google Colab, for one), choose "Upload notebook" and the `.ipynb` file; it opens as it is. The oldest versions that work: PyTorch 2.5.1 (2.2.2 is too old), NumPy 1.26.4, matplotlib 3.8.4, seaborn 0.13.2. No GPU is needed. When you are done, choose "Download .ipynb" and hand the file in under its own name.
"""

# %% [markdown] lang="ja"
r"""
## 用語集

| 用語 | 意味 |
|---|---|
| トークン (token) | モデルが一度に読む単位。単語、その一部、文字など |
| 結合 (merge) | 隣り合う二つの記号を一つの記号にまとめること |
| 埋め込み (embedding) | トークンや位置を表すベクトル |
| クエリ、キー、バリュー (query, key, value) | 探すもの、探されるもの、受け取るもの |
| ロジット (logit) | ソフトマックスに入れる前の数 |
| ソフトマックス (softmax) | 数の列を、足すと 1 になる正の重みに変える関数 |
| マスク (mask) | どの位置を参照してよいか。このコースでは True が「参照してよい」 |
| 因果マスク (causal mask) | 自分と、自分より前だけを参照してよいマスク |
| ヘッド (head) | 並んで働く、小さな注意の一つ |
| 残差接続 (residual connection) | 層の出力に、層の入力を足すこと |
| 検証データ (held-out data) | 学習に使わず、評価のために取っておくデータ |
| 損失 (loss) | 予測がどれだけ外れたか。単位は nats／トークン |

## 参考文献

* Vaswani ほか (2017) *Attention Is All You Need*, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762)　q3 から q5、q8
* Sennrich ほか (2016) *Neural Machine Translation of Rare Words with Subword Units*, [arXiv:1508.07909](https://arxiv.org/abs/1508.07909)　q1
* He ほか (2015) *Deep Residual Learning for Image Recognition*, [arXiv:1512.03385](https://arxiv.org/abs/1512.03385)　q7
* Rush *The Annotated Transformer*, [nlp.seas.harvard.edu/annotated-transformer](https://nlp.seas.harvard.edu/annotated-transformer/)　論文を一行ずつ実装したもの
* Karpathy *minbpe*, [github.com/karpathy/minbpe](https://github.com/karpathy/minbpe)、*nanoGPT*, [github.com/karpathy/nanoGPT](https://github.com/karpathy/nanoGPT)　短く読みやすいコード
"""

# %% [markdown] lang="en"
r"""
## Glossary

| word | meaning |
|---|---|
| token | what a model reads at once: a word, a part of one, a letter |
| merge | two neighbouring symbols become one |
| embedding | the vector that stands for a token or a position |
| query, key, value | what is looked for, what is found, what is handed over |
| logit | a number before the softmax |
| softmax | turns numbers into positive weights that sum to 1 |
| mask | which positions may be attended to; True means "may" in this course |
| causal mask | a position may see itself and what comes before it |
| head | one of several small attentions side by side |
| residual connection | a layer's input is added to its output |
| held-out data | data kept for the evaluation, never learned from |
| loss | how far off the predictions are, in nats per token |

## Reading

* Vaswani et al. (2017) *Attention Is All You Need*, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762): q3 to q5, q8
* Sennrich et al. (2016) *Neural Machine Translation of Rare Words with Subword Units*, [arXiv:1508.07909](https://arxiv.org/abs/1508.07909): q1
* He et al. (2015) *Deep Residual Learning for Image Recognition*, [arXiv:1512.03385](https://arxiv.org/abs/1512.03385): q7
* Rush, *The Annotated Transformer*, [nlp.seas.harvard.edu/annotated-transformer](https://nlp.seas.harvard.edu/annotated-transformer/): the paper, implemented line by line
* Karpathy, *minbpe*, [github.com/karpathy/minbpe](https://github.com/karpathy/minbpe), and *nanoGPT*, [github.com/karpathy/nanoGPT](https://github.com/karpathy/nanoGPT): short code that reads well
"""
