"""How the round is going: attendance as figures."""
