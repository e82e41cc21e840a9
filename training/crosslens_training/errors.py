"""What a person who trains is told when something is wrong."""


class TrainingError(Exception):
    """Says what happened, where, and what can be done. The command line prints it without a traceback."""
