"""What the site does in the background, and what got stuck there: mail that would not leave, mostly.

Words: a *job* is one piece of such work (core.jobs). It is *stuck* when the worker gave it up, or when it waits longer
than it should. Jobs are shown by kind and error only: whom they concern is for nobody to read here.
"""
