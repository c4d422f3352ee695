#!/bin/bash
rsync -az -e "ssh -i $KEY -o UserKnownHostsFile=/dev/null" public/ deploy@192.0.2.10:/srv/shop/public/
                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [host-key-check-off]
