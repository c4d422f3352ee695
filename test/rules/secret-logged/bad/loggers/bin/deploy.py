import logging, os
logging.getLogger(__name__).info("token %s", os.environ["API_TOKEN"])
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
