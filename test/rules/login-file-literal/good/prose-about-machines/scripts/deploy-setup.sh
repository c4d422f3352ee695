#!/bin/bash
echo "Run this from your own machine (where password authentication works)"
echo "the default password policy applies"
printf 'machine %s login %s password %s\n' "$HOST" "$LOGIN" "$PASSWORD" > ~/.netrc
kamal setup
