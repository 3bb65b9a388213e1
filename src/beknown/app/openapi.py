"""Print the OpenAPI document; the web app's types are generated from it."""

import json
import sys

from beknown.app.server import create_app


def main() -> None:
    """Write the document to standard output."""
    json.dump(create_app().openapi(), sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
