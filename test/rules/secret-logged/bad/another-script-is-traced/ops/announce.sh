#!/bin/bash
curl -fsS -H "Authorization: Bearer $STATUS_TOKEN" https://status.example.net/deploys
