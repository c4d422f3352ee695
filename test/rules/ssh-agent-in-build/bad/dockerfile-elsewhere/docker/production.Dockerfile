FROM ruby:3.4.1-slim
RUN bundle install
