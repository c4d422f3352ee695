#!/bin/bash
set -euo pipefail
secret_json=$(aws secretsmanager get-secret-value --secret-id shop --query SecretString --output text)
if ! echo "$secret_json" | jq empty 2>/dev/null; then
  exit 1
fi
count=$(echo "$secret_json" | jq 'length')
echo "Written $count variables"
echo "$secret_json" | jq 'keys'
infisical secrets set "RELEASE=$KAMAL_VERSION" --env production
kamal deploy
