namespace :reports do
  task :print, [:name] => :environment do |_t, args|
    system("lp -d office tmp/reports/#{args[:name]}.pdf")
  end
end
