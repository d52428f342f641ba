"""Around the runs: is all in order (`doctor`), and how a programme is set up (`setup`)."""
