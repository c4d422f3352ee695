/** A sound Kamal setup, as a repository of its own: the App must be silent about all of it. */

/** Files by path. */
export const SOUND_SETUP = {
  "config/deploy.yml": `service: shop
image: acme/shop

servers:
  web:
    - 192.0.2.10

proxy:
  ssl: true
  host: shop.example.com

registry:
  server: ghcr.io
  username: acme
  password:
    - KAMAL_REGISTRY_PASSWORD

builder:
  arch: amd64

ssh:
  user: deploy

env:
  clear:
    DB_HOST: shop-db
  secret:
    - RAILS_MASTER_KEY
    - POSTGRES_PASSWORD

accessories:
  db:
    image: postgres:17.2
    host: 192.0.2.10
    port: "127.0.0.1:5432:5432"
    env:
      secret:
        - POSTGRES_PASSWORD
    directories:
      - data:/var/lib/postgresql/data
`,
  ".kamal/secrets": `KAMAL_REGISTRY_PASSWORD=$KAMAL_REGISTRY_PASSWORD
RAILS_MASTER_KEY=$(cat config/master.key)
POSTGRES_PASSWORD=$(op read op://shop/db/password)
`,
  ".kamal/hooks/pre-deploy": {
    content: `#!/bin/sh
set -e
echo "$KAMAL_PERFORMER deploys $KAMAL_VERSION"
`,
    mode: "100755",
  },
  Dockerfile: "FROM ruby:3.4.1-slim\nCOPY . /rails\nUSER 1000\n",
  "README.md": "# Shop\n",
} as const;

/** The deploy.yml of the setup with a piece replaced; throws when the piece is not there. */
export function deployWith(...replacements: readonly (readonly [piece: string, by: string])[]): string {
  return replacements.reduce((text, [piece, by]) => {
    if (!text.includes(piece)) throw new Error(`the sound setup has no ${JSON.stringify(piece)}`);
    return text.replace(piece, by);
  }, SOUND_SETUP["config/deploy.yml"] as string);
}
