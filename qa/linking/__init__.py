"""From a question as typed to mentions: what its words stand for."""
