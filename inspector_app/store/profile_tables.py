"""The tables of `profile.db`."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, LargeBinary, MetaData, Table, Text

PROFILE_SCHEMA_VERSION = 1

profile_metadata = MetaData()

person = Table(
    "person",
    profile_metadata,
    Column("inspector_id", Text, primary_key=True),
    Column("laptop", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("designation", Text, nullable=False),
    Column("signing_identity", LargeBinary),
    Column("signing_password", Text),
    Column("signature_image", LargeBinary),
)
"""The one inspector whose profile this is."""

settings = Table(
    "settings",
    profile_metadata,
    Column("key", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)

visits = Table(
    "visits",
    profile_metadata,
    Column("id", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("inspector", Text, nullable=False),
    Column("made", Boolean, nullable=False),
    Column("remembered", JSON, nullable=False),
)
"""One random key a visit, who of its team sits here, and what the home page says of it."""
