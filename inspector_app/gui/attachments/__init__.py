"""Files attached to records: the strip below a form, and the viewer beside it. Shared by the pages of records."""
