"""A callback calls back without end."""
# on: q3_scaled_dot_product

# ---- after each solution cell
def check_attention(attention):
    def again(*args): return attention(*args)
    for _ in range(2000): again(1, 2, 3)
