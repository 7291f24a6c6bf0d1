"""Help while one writes: spelling, short forms, warnings of names, and text from elsewhere."""
