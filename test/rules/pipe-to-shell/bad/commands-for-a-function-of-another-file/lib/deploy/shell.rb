module Shell
  def self.run(command)
    puts "> #{command}"
    system(command) || abort("#{command} failed")
  end
end

def run(command) = Shell.run(command)
