import os

required = {"RAILS_MASTER_KEY": os.environ.get("RAILS_MASTER_KEY")}
print("\n".join(f"{name}={value}" for name, value in required.items()))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
