namespace :deploy do
  task :run, [:name] do |_task, args|
    sh "bin/kamal app exec --reuse 'bin/rails #{args[:name]}'"
                                              ~~~~~~~~~~~~~~ [interpreter-interpolation]
  end
end
