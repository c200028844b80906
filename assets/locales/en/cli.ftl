### The command line: help of every command and option, and what the commands print.
