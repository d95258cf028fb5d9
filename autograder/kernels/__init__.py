"""How a kernel is started; the room for warm and sandboxed kernels.

Notebooks run in the plain `python3` kernel that nbgrader uses (local.py).
"""
