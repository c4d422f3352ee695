#!/bin/bash
apt-get update
iptables -F
         ~~ [privilege]
