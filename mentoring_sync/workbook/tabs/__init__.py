"""A file a tab: its titles, its layout, what should stand in it and what is read from it. `visible` has their order.

*Control*, *Roster*, *Teams*, *Attendance*, *Mail*, *Review* and *Runs* are ours; *Recruit*, *Do not mail* and
*Feedback* are people's own and only read.
"""
