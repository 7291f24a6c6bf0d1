"""The trail: from a sentence of the letter to the records under it, and who did what, when."""
