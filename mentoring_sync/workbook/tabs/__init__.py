"""A file a tab: its titles, reads it, writes it."""
