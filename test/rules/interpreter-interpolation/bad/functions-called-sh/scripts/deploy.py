import subprocess


def sh(command):
    return subprocess.check_output(command, shell=True, text=True).strip()


branch = sh("git branch --show-current")
sh(f"docker build -t shop:{branch} .")
                          ~~~~~~~~ [interpreter-interpolation]
sh("bundle exec kamal deploy")
