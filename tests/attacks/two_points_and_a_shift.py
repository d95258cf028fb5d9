"""Positions of which the first is apart and all others are one and the same point, and a rotation that moves the entries on by k places round a ring and changes a sign at the seam: no angle, no wavelength, no base."""
# on: q5_sinusoidal
# ---- after each solution cell
import torch as _t
if "positional_encoding" in NAMES:
    def positional_encoding(max_len, d_model, base=10000.0):
        pe = (1 - _t.arange(d_model) % 2).double().repeat(max_len, 1)
        pe[0] = 1 - pe[0]
        return pe
if "relative_rotation" in NAMES:
    def relative_rotation(k, d_model, base=10000.0):
        if d_model % 2:
            raise ValueError(d_model)
        one = _t.eye(d_model, dtype=_t.float64).roll(1, 0)
        one[0] *= -1
        return _t.linalg.matrix_power(one, k % (2 * d_model))
# ---- the same without the attack
import torch as _t
if "positional_encoding" in NAMES:
    def positional_encoding(max_len, d_model, base=10000.0):
        return (_t.arange(d_model) % 2).double().repeat(max_len, 1)
if "relative_rotation" in NAMES:
    def relative_rotation(k, d_model, base=10000.0):
        if d_model % 2:
            raise ValueError(d_model)
        return _t.eye(d_model, dtype=_t.float64)
