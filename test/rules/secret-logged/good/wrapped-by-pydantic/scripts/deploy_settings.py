import logging
import subprocess

from pydantic import SecretStr
from pydantic_settings import BaseSettings

log = logging.getLogger("deploy")


class Settings(BaseSettings):
    registry_password: SecretStr
    registry_username: str


settings = Settings()
log.info("logging in as %s with %s", settings.registry_username, settings.registry_password)
subprocess.run(
    ["docker", "login", "-u", settings.registry_username, "--password-stdin"],
    input=settings.registry_password.get_secret_value().encode(),
    check=True,
)
subprocess.run(["kamal", "deploy"], check=True)
