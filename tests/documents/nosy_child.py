"""Stands in the place of the process that reads a file, and tells what it was given."""

import json
import os
import sys

if __name__ == "__main__":
    given = [*os.environ, *sys.argv[1:]]
    sys.stdout.write(json.dumps({"words": " ".join(given), "is_whole": True}))
