"""From a question about prose to the sentence that answers, letter for letter."""
