"""What an inspection of one kind asks and says, as data."""
