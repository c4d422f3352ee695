#!/usr/bin/env python3
import sys

import pexpect

child = pexpect.spawn(f"kamal rollback {sys.argv[1]}")
                                        ~~~~~~~~~~~ [untrusted-version]
child.expect(pexpect.EOF)
