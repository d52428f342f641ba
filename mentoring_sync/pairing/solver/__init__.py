"""The solvers: bounds, solutions and proofs for a pairing problem."""
