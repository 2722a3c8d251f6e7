"""Measurements of cost, each beside a bare application in the same run, so that they mean something on any machine."""
