"""When people could meet, in whatever shape the form asks for it: a grid by day or by hour, options, text, two columns.

`words` knows days and parts of the day, `clock` times as they are written, `text` puts them together; `question` says
which columns a shape has, and `read` reads a row.
"""
