#!/bin/sh
umask 000
      ~~~ [key-file-permissions]
printf '%s\n' "$KEY" > "$HOME/.ssh/id_rsa"
