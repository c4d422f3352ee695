namespace :dumps do
  task :restore, [:file] do |_t, args|
    file = args.file or abort "which file?"
    system("cat #{file} | kamal accessory exec db --reuse -i 'pg_restore -d shop'") or abort
                ~~~~~~~ [interpreter-interpolation]
  end
end
