"""Documents of the corpus, typeset as DOCX and PDF, to hold the readers of these formats against the text."""
