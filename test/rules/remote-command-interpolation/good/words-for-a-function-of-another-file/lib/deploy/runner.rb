module Deploy
  class Runner
    def run(*command)
      system(*command, exception: true)
    end
  end
end
