"""What stands, what was written last and what is desired become edits, cell by cell."""
