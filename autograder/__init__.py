"""How the course is built and graded; one room per verb.

    kernels  publish  answers  judge  grade  feedback  report  cli

kernels first, for whoever runs a notebook needs one; then in the order of the
two journeys (author, then student).  A module never imports one from a room to
its right.  What is taught is not here: it is in `course/`.
"""
