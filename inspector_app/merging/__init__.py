"""What two laptops give each other of a visit: words that are said aloud, what is signed, and the account of it."""
