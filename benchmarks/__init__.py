"""How fast it is, beside what it could be: every ratio compares rows of the same run."""
