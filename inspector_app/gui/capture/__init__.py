"""Observations, interviews and documents: one page, made for each kind from the framework's form."""
