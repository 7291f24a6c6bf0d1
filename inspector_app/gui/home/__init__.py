"""Home: the visits on this laptop, new ones, and the settings."""
