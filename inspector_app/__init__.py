"""Evidence, judgement and the signed letter of an on-site inspection."""

__version__ = "0.1.0"
