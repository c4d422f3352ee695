#!/usr/bin/env python3
import sys

exec("target = '" + sys.argv[1] + "'")
     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [eval-of-data]
retries = eval(input("retries? "))
               ~~~~~~~~~~~~~~~~~~ [eval-of-data]
