"""What the capture pages and the cases page share: the list of records, saving while typing, evidence."""
