import logging
import subprocess

from pydantic import SecretStr
from pydantic_settings import BaseSettings

log = logging.getLogger("deploy")


class Settings(BaseSettings):
    registry_password: SecretStr
    admin_password: str


settings = Settings()
log.info("logging in with %s", settings.registry_password.get_secret_value())
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
print(settings.admin_password)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
subprocess.run(["kamal", "deploy"], check=True)
