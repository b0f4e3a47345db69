"""Tables shaped like the field's own: GDELT 2.0 Events and Mentions, POLECAT, ICEWS, ACLED, UCDP GED. One file per data set.

Shaped like, not part of: ids are ours, and a column that a record cannot fill stays empty. A note beside each table
names those columns, so that nobody takes the file for the original.
"""
