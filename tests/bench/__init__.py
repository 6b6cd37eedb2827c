"""Measures what Schouw promises about size and speed: `make bench`, one JSON object per line."""
