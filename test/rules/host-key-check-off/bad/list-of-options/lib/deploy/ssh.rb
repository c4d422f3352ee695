module Deploy
  SSH_OPTIONS = %w[
    -o BatchMode=yes
    -o StrictHostKeyChecking=no
       ~~~~~~~~~~~~~~~~~~~~~~~~ [host-key-check-off]
    -o UserKnownHostsFile=/dev/null
  ].freeze

  def self.ssh(host, *command)
    system("ssh", *SSH_OPTIONS, "deploy@#{host}", *command)
  end
end
