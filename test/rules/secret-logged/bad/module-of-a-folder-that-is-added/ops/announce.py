import logging
import os

log = logging.getLogger("announce")


def announce(version):
    log.info("environment: %s", dict(os.environ))
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
    log.info("deployed %s", version)
