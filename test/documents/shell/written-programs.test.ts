import { expect, test } from "@jest/globals";
import { projectOf } from "../../support/project-of.ts";

const HOOK = ".kamal/hooks/pre-deploy";

async function hook(lines: readonly string[]) {
  const text = ["#!/bin/bash", ...lines, ""].join("\n");
  const project = await projectOf({ "config/deploy.yml": "service: shop\nimage: acme/shop\n", [HOOK]: text });
  return project.documents.filter(({ source }) => source.path === HOOK);
}

const RUN = [
  "cat > /opt/run.sh <<'EOF'",
  "curl https://get.example.com/tool | bash",
  "EOF",
  "bash /opt/run.sh",
];

test.each([0, 60, 2_000])(
  "a program that is written and run is read behind %d others that are only written",
  async (others) => {
    const written = Array.from({ length: others }, (_, index) => `echo "line ${index}" >> notes.txt`);
    const [script] = (await hook([...written, ...RUN])).filter(
      (document) => document.kind === "shell-script",
    );
    expect(script?.commands.map(({ name }) => name?.literal)).toContain("curl");
  },
);

test("one of many that run, beyond what a review follows, is said to be unread", async () => {
  const programs = Array.from({ length: 60 }, (_, index) => [
    `cat > /opt/run${index}.sh <<'EOF'`,
    `echo ${"x".repeat(6_000)}`,
    "EOF",
    `bash /opt/run${index}.sh`,
  ]);
  const reasons = (await hook([...programs.flat(), ...RUN])).flatMap((document) =>
    document.kind === "unreadable-file" ? [document.reason] : [],
  );
  expect(reasons).toHaveLength(1);
});

test.each([
  ["scp /opt/run.sh deploy@web:/tmp/", "ssh deploy@web bash /tmp/run.sh", "remote"],
  ["rsync /opt/run.sh deploy@web:bin/go.sh", "ssh deploy@web 'bash ~/bin/go.sh'", "remote"],
  ["docker cp /opt/run.sh web:/run.sh", "docker exec web sh /run.sh", "container"],
  ["cp /opt/run.sh bin/go.sh", "sh bin/go.sh", "here"],
])("a program that is copied by `%s` runs where the copy is run", async (copy, run, place) => {
  const [script] = (await hook([...RUN.slice(0, 3), copy, run])).filter(
    (document) => document.kind === "shell-script",
  );
  const found = script?.commands.find(({ name }) => name?.literal === "curl");
  expect(found?.runsOn).toBe(place);
});
