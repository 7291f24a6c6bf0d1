"""The letter page: outline and wording left, the real pages right, checks below, signing."""
