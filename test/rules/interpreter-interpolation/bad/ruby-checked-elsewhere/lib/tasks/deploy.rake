ROLES = %w[web jobs].freeze

namespace :deploy do
  task :boot, [:role] do |_t, args|
    abort "Unknown role" unless ROLES.include?(args[:role])
    sh "bin/kamal app boot --roles #{args[:role]}"
  end

  task :stop, [:role] do |_t, args|
    sh "bin/kamal app stop --roles #{args[:role]}"
                                   ~~~~~~~~~~~~~~ [interpreter-interpolation]
    abort "Unknown role" unless ROLES.include?(args[:role])
  end

  task :move, [:role, :host] do |_t, args|
    abort "Unknown role" unless ROLES.include?(args[:role])
    sh "bin/kamal app boot --roles #{args[:role]} --hosts #{args[:host]}"
                                                          ~~~~~~~~~~~~~~ [interpreter-interpolation]
  end
end
