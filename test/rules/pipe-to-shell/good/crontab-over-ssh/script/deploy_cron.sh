#!/bin/bash
set -euo pipefail
ssh ops@192.0.2.30 'crontab -' <<'EOF'
MAILTO=ops@example.com
0 3 * * * docker exec shop-db pg_dump -U shop shop | gzip > /srv/backups/shop.sql.gz
*/5 * * * * curl -fsS https://status.example.com/ping | grep -q ok
EOF
echo '@hourly root /srv/shop/clean.sh' | ssh ops@192.0.2.30 sudo tee /etc/cron.d/clean
crontab -l | grep -v clean | crontab -
kamal deploy
