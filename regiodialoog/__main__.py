"""``python -m regiodialoog`` and the command ``regiodialoog``."""

from regiodialoog.cli.main import main

if __name__ == "__main__":
    main()
