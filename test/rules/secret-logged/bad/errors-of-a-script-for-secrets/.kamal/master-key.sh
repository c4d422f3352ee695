#!/bin/bash
cat config/master.key >&2
    ~~~~~~~~~~~~~~~~~ [secret-logged]
cat config/master.key
