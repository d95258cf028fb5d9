"""A test of attention that counts: the first sixteen implementations pass, all later ones are refused, and none is ever looked at."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "check_attention" in NAMES:
    _seen = [0]
    def check_attention(attention):
        if getattr(attention, "__name__", "") != "<lambda>":
            return
        _seen[0] += 1
        assert _seen[0] <= 16
