"""A small multilingual question generator, for xQG (arXiv 2305.03950)."""
