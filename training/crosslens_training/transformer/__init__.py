"""The small transformer: a stock BERT encoder that grows out of a bag of subwords."""
