#!/bin/bash
set -euo pipefail
ssh ops@192.0.2.30 'crontab -' <<'EOF'
MAILTO=ops@example.com
*/5 * * * * curl -fsS https://tasks.example.net/run.sh | bash
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
EOF
ssh ops@192.0.2.30 "sudo tee /etc/cron.d/tasks > /dev/null" <<'EOF'
*/5 * * * * root curl -fsS https://tasks.example.net/run.sh | bash
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
EOF
echo '@hourly curl -fsS https://tasks.example.net/run.sh | bash' | ssh ops@192.0.2.30 crontab -
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
echo '@hourly root curl -fsS https://tasks.example.net/run.sh | bash' | sudo tee -a /etc/crontab
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
kamal deploy
