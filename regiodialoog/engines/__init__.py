"""Pure mathematics: functions of values that give the same output for the same input, on any machine.

Nothing here knows Flask, a database, a clock or a global source of chance; an import contract sees to it.
"""
