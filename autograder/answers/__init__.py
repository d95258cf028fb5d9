"""The bank of right and wrong answers -> notebooks -> a demo class."""
