"""Concerns: worries about one child's safety, taken to the council's managers there and then."""
