#!/usr/bin/env python3
import json

report = json.load(open("tmp/report.json"))
print("pass rate", report["pass_rate"], "overlap", report["token_overlap"], report["tokenBudget"])
