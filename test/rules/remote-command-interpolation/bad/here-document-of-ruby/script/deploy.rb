#!/usr/bin/env ruby
def remote(host, command)
  system("ssh", "deploy@#{host}", command) or abort("failed on #{host}")
end

system("ssh", "deploy@web1.example.com", <<~SH)
  cd /srv/shop
  printf '%s' "#{`git log -1 --format=%s`}" > REVISION
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
SH
remote("web2.example.com", <<~SH)
  cd /srv/shop
  echo #{ARGV[0]} > NOTE
       ~~~~~~~~~~ [remote-command-interpolation]
SH
