task :restart do
  on roles(:web) do
    execute "docker restart #{ENV["DEPLOY_BRANCH"]}"
                            ~~~~~~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
  end
end
