import os

os.system(f"git notes add -m '{os.environ["KAMAL_PERFORMER"]}'")
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
