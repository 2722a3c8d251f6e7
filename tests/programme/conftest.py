"""The small region and the loaded one."""

from tests.organisations.region import bureau, loaded, loaded_app, small

__all__ = ["bureau", "loaded", "loaded_app", "small"]
