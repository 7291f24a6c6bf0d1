"""The visit file in and out."""
