"""Autograded notebooks -> the pages that students get back."""
