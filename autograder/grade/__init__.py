"""Submitted notebooks -> executed notebooks -> gradebook."""
