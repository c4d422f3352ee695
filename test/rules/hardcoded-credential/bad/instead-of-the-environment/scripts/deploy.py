import os

password = os.getenv("DB_PASSWORD") or "k8Xw2pQzLr5vTn9Y"
                                       ~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
