"""The command line: a first start, the server, the worker, the demonstration, the database, exports and
checking them.

Data on stdout, messages on stderr. Exit 0 done, 1 checked and found wrong, 2 bad input (nothing written).
"""
