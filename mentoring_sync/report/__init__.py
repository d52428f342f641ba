"""How the report of a round reads: its data becomes a `Content` of headings, tables, charts and texts in a language,
and that becomes an HTML page or a PDF. The words of a language are a file of `words/`.

Pure: what is drawn depends on the data alone. The page's template comes with the package.
"""
