"""The solvers: bounds, plans and proofs for a pairing problem."""
