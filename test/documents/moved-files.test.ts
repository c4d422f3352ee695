import { expect, test } from "@jest/globals";
import { movedFiles } from "../../src/documents/moved-files.ts";
import { projectOf } from "../support/project-of.ts";

const SECRETS = "RAILS_MASTER_KEY=$(cat config/master.key)\nDB_PASSWORD=$(op read op://Shop/db/password)\n";
const DESTINATION = "servers:\n  web:\n    - 203.0.113.7\nproxy:\n  host: shop.example.com\n";

async function moved(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  return [...movedFiles(await projectOf(before), await projectOf(after))];
}

test.each([
  ["the same text", SECRETS],
  ["most of the text", `${SECRETS}SMTP_PASSWORD=$(op read op://Shop/smtp/password)\n`],
])("a file that is gone and comes again with %s was moved", async (_, text) => {
  const [before, after] = [{ ".kamal/secrets.prod": SECRETS }, { ".kamal/secrets.production": text }];
  expect(await moved(before, after)).toEqual([[".kamal/secrets.production", ".kamal/secrets.prod"]]);
});

test("of several the most alike belong together, each once", async () => {
  const before = { ".kamal/secrets.eu": SECRETS, ".kamal/secrets.us": `${SECRETS}REGION=us\n` };
  const after = { ".kamal/secrets.america": `${SECRETS}REGION=us\n`, ".kamal/secrets.europe": SECRETS };
  expect(await moved(before, after)).toEqual([
    [".kamal/secrets.america", ".kamal/secrets.us"],
    [".kamal/secrets.europe", ".kamal/secrets.eu"],
  ]);
});

test.each([
  ["has another text", { ".kamal/secrets.prod": SECRETS }, { ".kamal/secrets.qa": "A=$A\nB=$B\nC=$C\n" }],
  [
    "becomes a hook",
    { "bin/deploy": "#!/bin/sh\nkamal deploy\n" },
    { ".kamal/hooks/pre-deploy": "#!/bin/sh\nkamal deploy\n" },
  ],
  [
    "goes from a rehearsal to production",
    { "config/deploy.staging.yml": DESTINATION },
    { "config/deploy.production.yml": DESTINATION },
  ],
  [
    "stays beside its copy",
    { ".kamal/secrets": SECRETS },
    { ".kamal/secrets": SECRETS, ".kamal/secrets.qa": SECRETS },
  ],
])(
  "a file that %s was not moved",
  async (_, before: Record<string, string>, after: Record<string, string>) => {
    expect(await moved(before, after)).toEqual([]);
  },
);
