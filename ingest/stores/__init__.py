"""Keep what was read: the archive, which is the truth, and the passage index, which can be built from it again."""
