module Deploy
  class Dsl
    def self.load(path = "config/deploy_steps.rb")
      new.tap { |dsl| dsl.instance_eval(File.read(path), path) }
    end
  end
end
