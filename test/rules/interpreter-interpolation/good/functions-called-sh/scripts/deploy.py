import subprocess


def sh(command):
    return subprocess.check_output(command, shell=True, text=True).strip()


def system(command):
    subprocess.run(command, shell=True, check=True)


revision = sh("git rev-parse --short HEAD")
sh(f"docker build -t shop:{revision} .")
system("bundle exec kamal deploy")
