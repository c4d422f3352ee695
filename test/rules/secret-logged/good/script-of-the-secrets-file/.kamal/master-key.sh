#!/bin/bash
set -e
if [ -f config/master.key ]; then
  cat config/master.key
else
  echo "Asking Bitwarden" >&2
  SECRETS=$(kamal secrets fetch --adapter bitwarden --account ops@example.com Shop_Master_Key)
  kamal secrets extract Shop_Master_Key $SECRETS
fi
