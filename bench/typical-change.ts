/** A typical change: a deploy.yml of 90 lines, two destinations, three hooks, secrets, a Dockerfile; some of it edited. */
import type { RepositoryFile } from "../src/source/decode.ts";

const ACCESSORY = (name: string, image: string, port: number): string => `  ${name}:
    image: ${image}
    host: 10.0.0.${port % 200}
    port: "127.0.0.1:${port}:${port}"
    env:
      clear:
        ${name.toUpperCase()}_USER: shop
      secret:
        - ${name.toUpperCase()}_PASSWORD
    directories:
      - ${name}-data:/data
    options:
      memory: 1g
`;

const DEPLOY = `# The shop
service: shop
image: acme/shop
require_destination: true

registry:
  server: ghcr.io
  username: acme
  password:
    - KAMAL_REGISTRY_PASSWORD

builder:
  arch: amd64
  args:
    RUBY_VERSION: <%= ENV.fetch("RUBY_VERSION", "3.4.1") %>

ssh:
  user: deploy

env:
  clear:
    RAILS_LOG_LEVEL: info
    DB_HOST: shop-db
    REDIS_URL: redis://shop-redis:6379/0
  secret:
    - RAILS_MASTER_KEY
    - POSTGRES_PASSWORD

volumes:
  - shop_storage:/rails/storage

asset_path: /rails/public/assets

aliases:
  console: app exec --interactive --reuse "bin/rails console"
  logs: app logs -f

accessories:
${ACCESSORY("db", "postgres:17.2", 5432)}${ACCESSORY("redis", "redis:7.4.1", 6379)}${ACCESSORY("search", "getmeili/meilisearch:v1.11.3", 7700)}`;

const DESTINATION = (name: string, host: string): string => `servers:
  web:
    - ${host}
  job:
    hosts:
      - ${host}
    cmd: bin/jobs
proxy:
  ssl: true
  host: ${name}.shop.example
env:
  clear:
    STAGE: ${name}
`;

const HOOK = `#!/bin/sh
set -e
if [ -n "$(git status --porcelain)" ]; then
  echo "Git checkout is not clean, aborting..." >&2
  exit 1
fi
first_remote=$(git remote)
current_branch=$(git branch --show-current)
for host in $(echo "$KAMAL_HOSTS" | tr ',' ' '); do
  ssh "deploy@$host" 'docker system df' || true
done
jq -n --arg text "$KAMAL_PERFORMER deployed $KAMAL_VERSION" '{text: $text}' | curl -sf -d @- "$SLACK_WEBHOOK_URL"
`;

const BASE: Readonly<Record<string, string>> = {
  "config/deploy.yml": DEPLOY,
  "config/deploy.staging.yml": DESTINATION("staging", "10.0.1.5"),
  "config/deploy.production.yml": DESTINATION("www", "10.0.2.5"),
  ".kamal/hooks/pre-build": HOOK,
  ".kamal/hooks/pre-deploy": HOOK,
  ".kamal/hooks/post-deploy": HOOK,
  ".kamal/secrets":
    "KAMAL_REGISTRY_PASSWORD=$KAMAL_REGISTRY_PASSWORD\nRAILS_MASTER_KEY=$(cat config/master.key)\nPOSTGRES_PASSWORD=$(op read op://shop/db/password)\n",
  Dockerfile:
    'FROM ruby:3.4.1-slim AS base\nWORKDIR /rails\nCOPY . .\nRUN bundle install\nUSER 1000:1000\nCMD ["bin/rails", "server"]\n',
};

const HEAD: Readonly<Record<string, string>> = {
  ...BASE,
  "config/deploy.yml": DEPLOY.replace('"127.0.0.1:5432:5432"', "5432").replace("memory: 1g", "memory: 2g"),
  ".kamal/hooks/pre-deploy": `${HOOK}curl -fsSL https://get.example.com/tool | bash\n`,
};

/** Files of the base commit. */
export const BASE_FILES: readonly RepositoryFile[] = asFiles(BASE);

/** Files of the head commit. */
export const HEAD_FILES: readonly RepositoryFile[] = asFiles(HEAD);

function asFiles(texts: Readonly<Record<string, string>>): RepositoryFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, mode: "100644", content: Buffer.from(text) }));
}
