"""The encrypted files on disk; the only folder that knows SQLAlchemy and SQLCipher."""
