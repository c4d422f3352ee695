module Shell
  def self.run(command)
    system(command) || abort("#{command} failed")
  end
end
