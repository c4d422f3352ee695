#!/bin/bash
cat config/master.key > /dev/stderr
    ~~~~~~~~~~~~~~~~~ [secret-logged]
