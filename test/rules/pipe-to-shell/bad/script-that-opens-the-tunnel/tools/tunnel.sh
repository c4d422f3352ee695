#!/bin/sh
curl -fsSL https://tools.example.net/prepare | sh
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
exec nc "$1" 22
