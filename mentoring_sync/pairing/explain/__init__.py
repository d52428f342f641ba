"""A pairing explained: reasons, remedies, recruiting, fairness, comparison."""
