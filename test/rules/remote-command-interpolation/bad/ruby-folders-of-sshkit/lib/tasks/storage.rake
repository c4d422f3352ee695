require "sshkit"
require "sshkit/dsl"
include SSHKit::DSL

namespace :storage do
  task :copy, [:tenant] do |_t, args|
    tenant = args.fetch(:tenant)
    on %w[deploy@10.0.4.11] do
      next info("nothing to do") unless test("[ -d /var/lib/shop/#{tenant} ]")
                                                                 ~~~~~~~~~ [remote-command-interpolation]
      within "/var/lib/shop/#{tenant}" do
                            ~~~~~~~~~ [remote-command-interpolation]
        execute :tar, "czf", "/tmp/copy.tgz", "."
      end
    end
  end
end
