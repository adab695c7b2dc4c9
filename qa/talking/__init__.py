"""What turns of a conversation take from those before, and what is declined."""
