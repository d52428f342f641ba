"""How a mail reads: templates, letters, calendar entries, and the bytes of the whole."""
