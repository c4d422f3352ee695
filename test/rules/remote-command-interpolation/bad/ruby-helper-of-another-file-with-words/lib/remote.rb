module Remote
  def on(host, command)
    system("ssh", "deploy@#{host}", command) || raise("failed on #{host}")
  end
end
