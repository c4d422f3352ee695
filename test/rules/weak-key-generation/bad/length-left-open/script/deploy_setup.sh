#!/bin/sh
set -e
ssh-keygen -t rsa -f "$HOME/.ssh/shop"
              ~~~ [weak-key-generation]
