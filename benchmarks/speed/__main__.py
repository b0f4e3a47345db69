"""python -m benchmarks.speed: see measure.py. Apart from it, because worker processes cannot import a __main__ module."""

import sys

from benchmarks.speed.measure import main

if __name__ == "__main__":
    sys.exit(main())
