"""From results to sentences, formulas, citations and caveats, and the gate that checks their figures."""
