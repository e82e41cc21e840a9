"""The steps of the command line: each takes the parsed arguments, reads files of earlier steps and leaves its own."""
