require "sshkit"
require "sshkit/dsl"
include SSHKit::DSL

namespace :hosts do
  task :prune, [:label] do |_t, args|
    label = args[:label] || "shop"
    on %w[web-1.example.com web-2.example.com] do
      execute "docker image prune -f --filter label=service=#{label}"
                                                            ~~~~~~~~ [remote-command-interpolation]
    end
  end
end
