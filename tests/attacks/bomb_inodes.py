"""A hundred thousand empty files and folders in the scratch folder."""
# on: q1_bpe

import os
try:
    for n in range(100_000): open(f"f{n}", "w").close()
except OSError: pass
try:
    d = "."
    for n in range(2000): d += "/" + "d" * 40; os.mkdir(d) if len(d) < 4000 else None
except OSError: pass
