"""Write data/parser/files.toml: the hashes of the parser's files as they are installed now. Run it on a clean install.

python tools/hash_parser.py
"""

from __future__ import annotations

from pathlib import Path

from dateline.config import Config
from dateline.modelfiles import hashes

TABLE = Path(__file__).parents[1] / "src" / "dateline" / "data" / "parser" / "files.toml"


def main() -> None:
    name = Config().parser
    lines = [f'"{path}" = "{content}"' for path, content in hashes(name).items()]
    TABLE.write_text("\n".join([f"[{name}]", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
