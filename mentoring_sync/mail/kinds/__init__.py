"""The kinds of mail: a family a file, and the catalogue of all, the most important first; which are due, and owed."""
