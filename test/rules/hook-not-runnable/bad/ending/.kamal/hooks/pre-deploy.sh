#!/bin/sh
~~~~~~~~~ [hook-not-runnable]
bin/check
