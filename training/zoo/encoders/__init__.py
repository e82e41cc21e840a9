"""Small random-weight encoders in the layouts that are published: see `make_encoders.py` one folder up."""
