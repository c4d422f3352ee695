import tarfile
from pathlib import Path


def unpack(archive: Path, into: str) -> None:
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            source = tar.extractfile(member)
            if source is not None:
                Path(into, member.name).write_bytes(source.read())
                ~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]


unpack(Path("tmp/assets.tgz"), "public/assets")
