namespace :assets do
  task :restore do
    on roles(:app) do
      execute "tar -xzf #{ENV["BACKUP"]} -C #{shared_path}"
                        ~~~~~~~~~~~~~~~~ [remote-command-interpolation]
    end
  end
end
