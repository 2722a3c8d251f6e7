"""The main job as one story: from signing up to what became of a proposal, told as invented people.

A step is a function whose name says what somebody does. It takes the ``Stage`` and leaves there what later steps need.
``STEPS`` is their order; a feature that carries the story on adds a module with its own steps and puts them in.
"""
