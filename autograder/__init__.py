"""How the course is built and graded; one room per verb.

    kernels  publish  answers  judge  grade  feedback  report  cli

kernels first, for whoever runs a notebook needs one; then in the order of the
two journeys (author, then student).  A module never imports one from a room to
its right.  What is taught is not here: it is in `course/`.
"""

import sys

# jsonschema takes this package, where it is installed, to check a format that no schema here names; it compiles
# a grammar as it is imported, which would be half of the start of every process.
sys.modules.setdefault("rfc3987_syntax", None)
