"""`python -m fiches` is `fiches`."""

from fiches.cli.main import main

if __name__ == "__main__":
    main()
