#!/usr/bin/env python3
import logging
import os

log = logging.getLogger(__name__)
dsn = os.environ["DATABASE_URL"]
log.error("cannot reach %s", dsn)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
