namespace :kamal do
  task paused: :environment do
    redis = Redis.new(url: ENV.fetch("REDIS_URL", "redis://localhost:6379/1"))
    redis.scan_each(match: "paused:*").sort.each { |key| puts "#{key}: #{redis.get(key).inspect}" }
    client = Octokit::Client.new(access_token: ENV["GITHUB_TOKEN"])
    puts client.user.login
    sh "bin/kamal", "details"
  end
end
