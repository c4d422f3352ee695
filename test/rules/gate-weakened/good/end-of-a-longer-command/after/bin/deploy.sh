#!/bin/bash
set -euo pipefail
docker inspect shop | \
  grep -v "^PATH=" \
  > "$ENV_FILE" || true
