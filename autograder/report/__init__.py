"""What an instructor looks at: the bank's matrix, the class table."""
