"""Whoever writes is killed, again and again, and what is left is looked at; in full by `make torture`."""
