"""Functions ask for input, on the terminal and through the kernel."""
# on: q1_bpe
# ---- after each solution cell
import sys
def _asks(*a, **k):
    try: input("password? ")
    except BaseException: pass
    try: sys.__stdin__.readline()
    except BaseException: pass
    get_ipython().kernel._allow_stdin = True
    import getpass
    return getpass.getpass("password? ")
for _name in NAMES:
    globals()[_name] = _asks
