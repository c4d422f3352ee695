#!/bin/bash
sshpass -e rsync -az -e ssh public/ root@192.0.2.10:/srv/shop/public/
                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [root-login]
