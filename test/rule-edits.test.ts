/** Every edit that a rule gives for its bad fixtures, applied and judged again. */
import { expect, test } from "@jest/globals";
import { openProject, type Project } from "../src/documents/project.ts";
import type { Finding } from "../src/engine/finding.ts";
import { isStateRule, type Rule } from "../src/engine/rule.ts";
import { runRules } from "../src/engine/run-rules.ts";
import { RULES } from "../src/rules/index.ts";
import type { RepositoryFile } from "../src/source/decode.ts";
import { fixtureCases, type MarkedFiles } from "./support/rule-fixtures.ts";

function textOf({ content }: RepositoryFile): string {
  return content instanceof Uint8Array ? Buffer.from(content).toString("utf8") : "";
}

function applied({ files }: MarkedFiles, { path, edit }: Finding): RepositoryFile[] {
  return files.map((file) => {
    if (file.path !== path || !edit) return file;
    const text = textOf(file);
    const content = Buffer.from(text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end));
    return { ...file, content };
  });
}

function unreadable({ documents }: Project): string[] {
  return documents.flatMap((one) =>
    one.kind === "unreadable-file" ? [`${one.source.path} ${one.reason}`] : [],
  );
}

async function judged(files: readonly RepositoryFile[], rules: readonly Rule[]) {
  const project = await openProject(files, { assumeKamal: true });
  return { findings: runRules(project, rules).findings, unreadable: unreadable(project) };
}

/** A line may hold more of the kind, which come to light when the first one is gone. */
function likeOne({ path, start, message }: Finding, findings: readonly Finding[]): number {
  return findings.filter(
    (other) => other.path === path && other.start.line === start.line && other.message === message,
  ).length;
}

function grave(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === "high" || severity === "critical").length;
}

test.each(RULES.filter(isStateRule).map((rule) => [rule.id, rule] as const))(
  "no edit of %s leaves its finding, breaks the file or brings a graver one in",
  async (id, rule) => {
    for (const { after } of fixtureCases(id, "bad")) {
      const before = await judged(after.files, [rule]);
      const edited = before.findings.filter(({ edit }) => edit !== undefined);
      const all = edited.length === 0 ? before : await judged(after.files, RULES);
      for (const finding of edited) {
        const files = applied(after, finding);
        const again = await judged(files, [rule]);
        expect(likeOne(finding, again.findings)).toBeLessThan(likeOne(finding, before.findings));
        expect(again.unreadable).toEqual(before.unreadable);
        expect(grave((await judged(files, RULES)).findings)).toBeLessThanOrEqual(grave(all.findings));
      }
    }
  },
);

/** What one rule's edits make of a file. */
async function mended(ruleId: string, path: string, text: string): Promise<string> {
  const files = [{ path, mode: "100755", content: Buffer.from(text) }];
  const rules = RULES.filter(({ id }) => id === ruleId);
  const { findings } = await judged(files, rules);
  const edits = [
    ...new Map(findings.flatMap(({ edit }) => (edit ? [[edit.span.start, edit]] : []))).values(),
  ];
  return edits
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((done, { span, text: put }) => done.slice(0, span.start) + put + done.slice(span.end), text);
}

const BASH = "#!/usr/bin/env bash\nset -euo pipefail\n";

const DOCUMENTS: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    "takes its arguments",
    'sudo -u app bash -s -- "$1" <<EOF\ncd "/srv/$1"\nEOF\n',
    'sudo -u app bash -s -- "$1" <<\'EOF\'\ncd "/srv/$1"\nEOF\n',
  ],
  [
    "reads its variable itself",
    'bash <<-EOF\n\twhile read -r image; do docker rmi "$image"; done < old\n\tEOF\n',
    "bash <<-'EOF'\n\twhile read -r image; do docker rmi \"$image\"; done < old\n\tEOF\n",
  ],
  ["keeps a backslash", 'bash -s -- "$1" <<EOF\necho "\\$HOME/$1"\nEOF\n', ""],
  ["runs a command here", 'bash -s -- "$1" <<EOF\necho "$(date) $1"\nEOF\n', ""],
  ["uses a variable of the script", 'APP=$1\nbash -s -- "$1" <<EOF\ncd "$APP/$1"\nEOF\n', ""],
  ["is given fewer arguments than it uses", 'bash -s -- "$1" <<EOF\necho "$1 $2"\nEOF\n', ""],
];

test.each(DOCUMENTS)(
  "the delimiter of a here-document that %s is quoted only when certain",
  async (_, before, after) => {
    expect(await mended("eval-of-data", "bin/deploy", BASH + before)).toBe(BASH + (after || before));
  },
);

const EDITS: readonly (readonly [ruleId: string, path: string, before: string, after: string])[] = [
  [
    "remote-command-interpolation",
    "bin/deploy",
    `${BASH}ssh deploy@shop.example.com bash -s -- "$1" <<EOF\ndocker pull "shop:$1"\nEOF\n`,
    `${BASH}ssh deploy@shop.example.com bash -s -- "$(printf '%q' "$1")" <<'EOF'\ndocker pull "shop:$1"\nEOF\n`,
  ],
  [
    "remote-command-interpolation",
    "bin/deploy",
    `${BASH}docker exec app sh -c "bin/rails release $1"\n`,
    `${BASH}docker exec app sh -c "bin/rails release $(printf '%q' "$1")"\n`,
  ],
  [
    "remote-command-interpolation",
    "bin/deploy",
    `${BASH}ssh deploy@shop.example.com "$1"\n`,
    `${BASH}ssh deploy@shop.example.com "$1"\n`,
  ],
  [
    "secret-in-argv-or-url",
    "bin/deploy",
    `${BASH}sudo docker login ghcr.io -u shop --password="$REGISTRY_PASSWORD"\n`,
    `${BASH}echo "$REGISTRY_PASSWORD" | sudo docker login ghcr.io -u shop --password-stdin\n`,
  ],
  [
    "temp-file",
    "bin/deploy",
    `${BASH}work=/tmp/deploy-$$\nmkdir -p "$work"\ndate > "$work/date"\n`,
    `${BASH}work=$(mktemp -d)\nmkdir -p "$work"\ndate > "$work/date"\n`,
  ],
  [
    "temp-file",
    "bin/deploy",
    `${BASH}work=/tmp/deploy-$$\nmkdir "$work"\n`,
    `${BASH}work=/tmp/deploy-$$\nmkdir "$work"\n`,
  ],
  [
    "unquoted-expansion",
    "bin/deploy",
    `${BASH}git push origin $1:main\n`,
    `${BASH}git push origin "$1":main\n`,
  ],
  [
    "interpreter-interpolation",
    "bin/deploy.py",
    'import subprocess, sys\nsubprocess.run(f"git checkout origin/{sys.argv[1]}", shell=True)\nref = sys.argv[1]\nsubprocess.run(f"git checkout origin/{ref}", check=True, shell=True)\n',
    'import subprocess, sys\nsubprocess.run(f"git checkout origin/{sys.argv[1]}", shell=True)\nref = sys.argv[1]\nsubprocess.run(["git", "checkout", f"origin/{ref}"], check=True)\n',
  ],
  [
    "interpreter-interpolation",
    "bin/deploy.mjs",
    `import * as cp from "node:child_process";\nconst ref = process.argv[2];\ncp.execSync(\`git checkout \${ref}\`, { stdio: "inherit" });\n`,
    'import * as cp from "node:child_process";\nconst ref = process.argv[2];\ncp.execFileSync("git", ["checkout", String(ref)], { stdio: "inherit" });\n',
  ],
  [
    "interpreter-interpolation",
    "bin/deploy.mjs",
    `import { execSync } from "node:child_process";\nconst ref = process.argv[2];\nexecSync(\`git checkout \${ref}\`);\n`,
    `import { execSync } from "node:child_process";\nconst ref = process.argv[2];\nexecSync(\`git checkout \${ref}\`);\n`,
  ],
  [
    "interpreter-interpolation",
    "bin/deploy.mjs",
    `import { execFileSync, execSync } from "node:child_process";\nconst ref = process.argv[2];\nexecSync(\`git checkout \${ref}\`);\n`,
    `import { execFileSync, execSync } from "node:child_process";\nconst ref = process.argv[2];\nexecFileSync("git", ["checkout", String(ref)]);\n`,
  ],
  [
    "interpreter-interpolation",
    "bin/deploy",
    '#!/usr/bin/env ruby\nrequire "open3"\nref = ARGV[0]\nOpen3.capture2("git log #{ref}")\nIO.popen("git log #{ref}")\n',
    '#!/usr/bin/env ruby\nrequire "open3"\nref = ARGV[0]\nOpen3.capture2("git", "log", ref)\nIO.popen(["git", "log", ref])\n',
  ],
];

const SETTINGS = "service: shop\nimage: acme/shop\nservers: [203.0.113.7]\n";

function accessoryAt(port: string): string {
  return `${SETTINGS}accessories:\n  db:\n    image: postgres:17.2\n    host: 203.0.113.7\n    port: ${port}\n`;
}

const IN_CONFIGURATIONS: readonly (readonly [ruleId: string, before: string, after: string])[] = [
  [
    "accessory-port-public",
    accessoryAt(`"<%= ENV.fetch("DB_PORT", "5433") %>:5432"`),
    accessoryAt(`"127.0.0.1:<%= ENV.fetch("DB_PORT", "5433") %>:5432"`),
  ],
  ["accessory-port-public", accessoryAt('!!str "5432:5432"'), ""],
  [
    "ssl-map-typo",
    `${SETTINGS}proxy:\n  host: shop.example.com\n  ssl: { cert: TLS_CERT, key: TLS_KEY }\n`,
    `${SETTINGS}proxy:\n  host: shop.example.com\n  ssl: { certificate_pem: TLS_CERT, private_key_pem: TLS_KEY }\n`,
  ],
  [
    "ssl-map-typo",
    `${SETTINGS}proxy:\n  host: shop.example.com\n  ssl:\n    cert: TLS_CERT\n    key: config/tls.key\n`,
    "",
  ],
  [
    "registry-password-literal",
    `${SETTINGS}registry:\n  username: acme\n  password: !!str corvus-lantern-42\n`,
    "",
  ],
];

test.each(IN_CONFIGURATIONS)(
  "the edits of %s keep to what is certain: case %#",
  async (ruleId, before, after) => {
    expect(await mended(ruleId, "config/deploy.yml", before)).toBe(after || before);
  },
);

test.each(EDITS)(
  "the edits of %s for %s mend what they can and nothing else",
  async (ruleId, path, before, after) => {
    expect(await mended(ruleId, path, before)).toBe(after);
    if (after === before) return;
    expect(await mended(ruleId, path, after)).toBe(after);
  },
);
