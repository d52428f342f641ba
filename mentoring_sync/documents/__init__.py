"""Files made for people: the certificate, as a PDF.

In: what stands on the page, the fonts at hand, pictures as bytes. Out: the bytes of the file, the same for the same
input, or why there is none. What is seen are the outlines of shaped glyphs; what programs read is a layer of the very
characters that were typed. Nothing is drawn that a font hasn't got.
"""
