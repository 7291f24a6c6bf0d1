"""The judgement page: evidence as cards, findings that hold them, columns that are the framework's categories."""
