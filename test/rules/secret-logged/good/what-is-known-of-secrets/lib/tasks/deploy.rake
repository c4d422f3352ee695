task :check do
  forwarding = { token_present: ENV.key?("AXIOM_TOKEN") }
  puts "token_present: #{forwarding[:token_present]}"
  puts format("%.2f (%s)", 4.2, Attributor::CHARS_PER_TOKEN)
  begin
    Rails.application.credentials.config
  rescue StandardError => master_key_exception
    puts "could not read: #{master_key_exception}"
  end
end
