"""Sample programmes to start from: the questions of their forms, and their rules. Data, no code."""
