"""Text -> source -> release, and the gates in between."""
