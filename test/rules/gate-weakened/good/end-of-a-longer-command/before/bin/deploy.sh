#!/bin/bash
set -euo pipefail
docker exec shop env | \
  grep -v "^PATH=" \
  > "$ENV_FILE"
