"""Pairing alone: an instance as JSON in, a result as JSON out."""
