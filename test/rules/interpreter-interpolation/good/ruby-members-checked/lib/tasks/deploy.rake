require "ipaddr"
require "set"

ROLES = Set["web", "jobs"].freeze

namespace :deploy do
  task :boot, [:role] do |_t, args|
    abort "Unknown role" unless ROLES.member?(args[:role])
    sh "bin/kamal app boot --roles #{args[:role]}"
  end

  task :restart, [:role] do |_t, args|
    ROLES.include?(args.role) or abort "Unknown role"
    sh "bin/kamal app stop -r #{args.role} && bin/kamal app start -r #{args.role}"
  end

  task :to, [:destination] do |_t, args|
    case args[:destination]
    when "staging", "production" then sh "bin/kamal deploy -d #{args[:destination]}"
    else abort "Unknown destination"
    end
  end

  task :run, [:name] => :environment do |_t, args|
    raise "Strange name" if args[:name].to_s =~ /[^a-z:_]/ || args[:name].nil?
    sh "bin/kamal app exec --reuse 'bin/rake #{args[:name]}'"
    role = ENV["ROLE"].presence_in(ROLES.to_a) || abort("Unknown role")
    sh "bin/kamal app logs -r #{role}"
  end

  task :ping, [:host] do |_t, args|
    sh "ssh deploy@#{IPAddr.new(args[:host])} uptime"
  end
end
