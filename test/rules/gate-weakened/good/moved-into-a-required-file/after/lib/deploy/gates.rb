module Deploy
  module Gates
    def self.clean!
      dirty = `git status --porcelain`
      abort "Commit first:\n#{dirty}" unless dirty.empty?
    end
  end
end
