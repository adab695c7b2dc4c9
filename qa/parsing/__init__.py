"""From mentions to a frame: which slots a question fills and which shape it has."""
