"""The pairing problem: candidates, when they are available, who may sit with whom, what constrains them."""
