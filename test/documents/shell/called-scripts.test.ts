/** Which files are scripts of the deployment because others call them. */
import { expect, test } from "@jest/globals";
import type { Document } from "../../../src/documents/document.ts";
import { projectOf } from "../../support/project-of.ts";

function scriptsOf(documents: readonly Document[]): string[] {
  const texts = documents.filter((document) => document.kind === "text-file");
  return texts.filter(({ role }) => role === "script").map(({ source }) => source.path);
}

test("follows what is run, sourced and fed, by any path that can be resolved", async () => {
  const { documents } = await projectOf({
    ".kamal/hooks/pre-deploy": `#!/bin/bash
source ops/common.sh
. "$(dirname "$0")/../../ops/beside.sh"
ROOT="$(cd "$(dirname "\${BASH_SOURCE[0]}")/../.." && pwd)"
"$ROOT/tools/announce" now
bash -e script/check.sh
bundle exec ruby lib/tasks/warm.rb
python3 tools/probe.py
ssh deploy@192.0.2.10 'bash -s' < tools/remote.sh
if ./tools/gate; then echo open; fi
`,
    "ops/common.sh": "true\n",
    "ops/beside.sh": "true\n",
    "tools/announce": "#!/bin/sh\n",
    "script/check.sh": "true\n",
    "lib/tasks/warm.rb": "puts 1\n",
    "tools/probe.py": "print(1)\n",
    "tools/remote.sh": "true\n",
    "tools/gate": "#!/bin/sh\n",
    "tools/other": "#!/bin/sh\n",
  });
  expect(scriptsOf(documents).sort()).toEqual([
    "lib/tasks/warm.rb",
    "ops/beside.sh",
    "ops/common.sh",
    "script/check.sh",
    "tools/announce",
    "tools/gate",
    "tools/probe.py",
    "tools/remote.sh",
  ]);
});

test("goes on from script to script, and ends where they call each other", async () => {
  const { documents, missing } = await projectOf({
    "bin/deploy": "#!/bin/sh\n./tools/one\n./tools/gone\n",
    "tools/one": "#!/bin/sh\n./tools/two\n",
    "tools/two": "#!/bin/sh\n./tools/one\n./bin/deploy\n",
  });
  expect(scriptsOf(documents).sort()).toEqual(["bin/deploy", "tools/one", "tools/two"]);
  expect(missing).toEqual([]);
});

test("leaves out programs of frameworks, remote paths and paths decided at run time", async () => {
  const { documents } = await projectOf({
    ".kamal/hooks/pre-deploy": `#!/bin/sh
bin/rails db:migrate
ssh deploy@192.0.2.10 "tools/there"
"$TOOLS/unknown"
../outside
`,
    "bin/rails": "#!/usr/bin/env ruby\n",
    "tools/there": "#!/bin/sh\n",
    unknown: "#!/bin/sh\n",
  });
  expect(scriptsOf(documents)).toEqual([]);
});

test("knows deployment scripts by their names", async () => {
  const { documents } = await projectOf({
    "bin/deploy-production": "#!/bin/sh\n",
    "scripts/ci/deploy.sh": "#!/bin/sh\n",
    "script/pre-deploy-checks": "#!/bin/sh\n",
    "deploy.sh": "#!/bin/sh\n",
    "bin/setup": "#!/bin/sh\n",
    "lib/deployment.rb": "class Deployment; end\n",
    "docs/deploy.md": "# Deploying\n",
  });
  expect(scriptsOf(documents).sort()).toEqual([
    "bin/deploy-production",
    "deploy.sh",
    "script/pre-deploy-checks",
    "scripts/ci/deploy.sh",
  ]);
});
