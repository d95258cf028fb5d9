"""The room for warm, sandboxed kernels (a jupyter_client provisioner).

Empty so far: notebooks run in the plain `python3` kernel that nbgrader uses.
"""
