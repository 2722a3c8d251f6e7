"""``./dev bench [NAME…]``: run every measurement, or those named, and print a table of each.

A measurement is a module of this package with ``run() -> list[tuple[str, float, str]]``: what, how much, of what unit;
``LIMITS`` (optional) maps what to the most it may be.
"""

import importlib
import pkgutil
import sys

import benchmarks


def main(names: list[str]) -> int:
    """Exit status: 0 when every measurement stayed within its limits, 1 when not, 2 for an unknown name."""
    found = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    if unknown := sorted(set(names) - set(found)):
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(found) or 'none'}", file=sys.stderr)
        return 2
    over = 0
    for name in names or found:
        module = importlib.import_module(f"benchmarks.{name}")
        limits: dict[str, float] = getattr(module, "LIMITS", {})
        print(f"{name}: {(module.__doc__ or '').strip().splitlines()[0]}")
        for what, amount, unit in module.run():
            limit = limits.get(what)
            verdict = "" if limit is None else f"  (at most {limit:g}: {'kept' if amount <= limit else 'EXCEEDED'})"
            over += limit is not None and amount > limit
            print(f"  {what:<48} {amount:>12.3f} {unit}{verdict}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
