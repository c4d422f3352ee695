#!/bin/bash
set -euo pipefail
curl -fsS "https://releases.example.com/api/v1/plan" -o tmp/plan.json
jq -r '.steps[]' tmp/plan.json | while IFS= read -r step; do
  eval "$step"
       ~~~~~~~ [eval-of-data]
done
