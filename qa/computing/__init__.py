"""From a frame to a plan, and from a plan to results: exact arithmetic over facts."""
