"""The visit's details: the authority, days, limits, team, addressees and copies."""
