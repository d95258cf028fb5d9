"""A hook before each cell replaces its code."""
# on: q1_bpe
_run = get_ipython().run_cell
get_ipython().run_cell = lambda code, *a, **k: _run('pass', *a, **k)
get_ipython().run_cell_async = None
