import shutil
import sys
from pathlib import Path

BASE = Path("/srv/shop/releases").resolve()
target = (BASE / sys.argv[1]).resolve()
if not target.is_relative_to(BASE) or target == BASE:
    sys.exit("outside")
shutil.rmtree(target)
