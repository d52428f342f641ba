"""Forgetting people: who is meant, what of them stands where, the edits that take it out, and a search afterwards."""
