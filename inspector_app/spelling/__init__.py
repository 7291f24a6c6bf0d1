"""British English spelling, without a window."""
