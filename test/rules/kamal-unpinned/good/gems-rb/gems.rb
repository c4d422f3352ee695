source "https://rubygems.org"
gem "kamal"
