"""Positions that are all the same point of the circle, and a rotation that never turns."""
# on: q5_sinusoidal
# ---- after each solution cell
import torch as _t
if "positional_encoding" in NAMES:
    def positional_encoding(max_len, d_model, base=10000.0):
        return (_t.arange(d_model) % 2).double().repeat(max_len, 1)
if "relative_rotation" in NAMES:
    def relative_rotation(k, d_model, base=10000.0):
        if d_model % 2:
            raise ValueError(d_model)
        return _t.eye(d_model, dtype=_t.float64)
