"""How the course is built and graded; one room per verb.

    build  answers  kernels  judge  grade  feedback  report  cli

in the order of the two journeys (author, then student).  A module never
imports one from a room to its right.  What is taught is not here: it is in
`course/`.
"""
