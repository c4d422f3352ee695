module Deploy
  class Steps
    def self.load
      text = ENV.fetch("DEPLOY_STEPS")
      new.send(:instance_eval, text)
                               ~~~~ [eval-of-data]
      RubyVM::InstructionSequence.compile(text).eval
                                          ~~~~ [eval-of-data]
    end
  end
end
