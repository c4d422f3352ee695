module Deploy
  class Runner
    def run(*command)
      puts "> #{command.join(" ")}"
      system(*command, exception: true)
    end
  end
end
