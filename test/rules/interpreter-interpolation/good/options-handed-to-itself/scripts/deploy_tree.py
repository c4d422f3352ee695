#!/usr/bin/env python3
import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("--depth", type=int)


def walk(node):
    os.system(f"kamal app exec 'bin/warm --depth {node.depth}'")
    walk(node.child(node.depth))


walk(parser.parse_args())
