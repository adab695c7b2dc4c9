"""Measure how well questions are answered: examples in, replies and a scoreboard out."""
