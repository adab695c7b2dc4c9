"""The core of the program changed in one place at a time: each change must make a test of that module fail."""
