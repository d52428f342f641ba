"""A spreadsheet's nouns: grid, cells, edits, serial dates. Nothing here knows the programme or Google's client."""
