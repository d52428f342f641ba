"""Files in and out: CSV and XLSX as people download them from Google Sheets, XLSX and .eml for them to open.

In: files of a person's, checked before anything is written. Out: spreadsheets in the data file, or files in a folder.
"""
