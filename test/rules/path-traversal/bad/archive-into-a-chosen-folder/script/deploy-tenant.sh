#!/bin/bash
set -euo pipefail

tenant="$1"

tar -C "/srv/tenants/$tenant" -xzf dist/theme.tgz
       ~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
cp dist/theme.css "/srv/tenants/$tenant/theme.css"
                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
kamal app exec --reuse 'bin/rails tenants:reload'
