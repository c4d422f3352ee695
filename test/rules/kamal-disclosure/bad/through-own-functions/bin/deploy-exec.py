#!/usr/bin/env python3
import os


def replaced():
    os.execlp("kamal", "kamal", "secrets", "print")
                        ~~~~~~~~~~~~~~~~~~~~~~~~~ [kamal-disclosure]


def by_words():
    command = ["kamal", "secrets", "print"]
                ~~~~~~~~~~~~~~~~~~~~~~~~~ [kamal-disclosure]
    os.execvp(command[0], command)


def kamal(*args):
    os.execvp("bundle", ["bundle", "exec", "kamal", *args])


kamal("secrets", "print")
~~~~~~~~~~~~~~~~~~~~~~~ [kamal-disclosure]
