"""A cell prints fifty megabytes."""
# on: q1_bpe
print('x' * 50_000_000)
