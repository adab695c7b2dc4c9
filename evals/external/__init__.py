"""Public question sets, on texts that nobody here wrote, put to our own retrieval, sentence picking and abstention.

`python -m evals.external NAME --data FOLDER`: the data lie in FOLDER and are never part of the repository.
"""
