"""The room for tests that run apart from the student's code.

Empty so far: hidden tests run in the student's kernel, as plain nbgrader does.
"""
