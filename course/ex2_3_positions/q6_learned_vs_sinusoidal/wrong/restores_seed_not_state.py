"""
ja: 全体の乱数を使い、状態ではなく種を戻しています。前に引いた乱数が、もう一度出ます。
en: It draws from the global generator and restores its seed, not its state: numbers drawn before come again.
fails: q6-data
"""

def make_task(n, length, seed):
    before = torch.initial_seed()
    torch.manual_seed(seed)
    inputs = torch.randint(LETTERS, (n, length))
    torch.manual_seed(before)
    return inputs, inputs.roll(2, dims=1)
