"""Training of Crosslens' two small encoders: a bag of subwords over an int8 table."""
