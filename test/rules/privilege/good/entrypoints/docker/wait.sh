#!/bin/sh
set -eu
for file in /run/secrets/*; do
  [ -e "$file" ] || continue
  export "$(basename "$file")"="$(cat "$file")"
done
[ -n "${RAILS_MASTER_KEY:-}" ] || echo "RAILS_MASTER_KEY is not set" >&2
until pg_isready -h "${DB_HOST:-db}" -q; do sleep 1; done
if [ "$(id -u)" = 0 ]; then
  chown -R rails:rails /rails/storage
  exec gosu rails "$@"
fi
exec "$@"
