/** What a change to the hooks is said to do, where no file is left to point at. */
import { expect, test } from "@jest/globals";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { weakenings } from "../../src/rules/shared/gates/gates.ts";
import { projectOf } from "../support/project-of.ts";

const GATE = "#!/bin/sh\nbin/check || exit 1\n";

test("a deleted gate is named by its path", async () => {
  const base = await projectOf({
    ".kamal/hooks/pre-deploy": GATE,
    ".kamal/hooks/post-deploy": "#!/bin/sh\ndate\n",
  });
  const head = await projectOf({ ".kamal/hooks/post-deploy": "#!/bin/sh\ndate\n" }, base);
  const { findings } = await reviewChange({ base, head, rules: RULES });
  const found = findings.filter(({ ruleId }) => ruleId === "gate-weakened");
  expect(found.map(({ path, severity }) => [path, severity])).toEqual([[".kamal/hooks/pre-deploy", "high"]]);
});

test("a deleted hook that only migrated the database weighs less than one that checked something", async () => {
  const migrates = "#!/bin/sh\nset -e\nbundle exec kamal app exec 'bin/rails db:migrate'\n";
  const weightOf = async (hook: string): Promise<string[]> => {
    const base = await projectOf({
      ".kamal/hooks/pre-deploy": hook,
      ".kamal/hooks/post-deploy": "#!/bin/sh\n",
    });
    const head = await projectOf({ ".kamal/hooks/post-deploy": "#!/bin/sh\n" }, base);
    const { findings } = reviewChange({ base, head, rules: RULES });
    return findings.filter(({ ruleId }) => ruleId === "gate-weakened").map(({ severity }) => severity);
  };
  expect(await weightOf(migrates)).toEqual(["medium"]);
  expect(await weightOf(`${migrates}bundle exec brakeman -q\n`)).toEqual(["high"]);
});

test("a gate that moves to an earlier hook is gone only with those of its checks that stay behind", async () => {
  const before = "#!/bin/sh\nset -e\nbin/clean || exit 1\nbin/on-main || exit 1\n";
  const found = async (moved: string, to = "pre-build"): Promise<string[]> => {
    const base = await projectOf({ ".kamal/hooks/pre-deploy": before });
    const head = await projectOf({ [`.kamal/hooks/${to}`]: moved }, base);
    const { findings } = reviewChange({ base, head, rules: RULES });
    return findings.filter(({ ruleId }) => ruleId === "gate-weakened").map(({ path }) => path);
  };
  expect(await found(`${before}bin/pushed || exit 1\n`)).toEqual([]);
  expect(await found(`${before}date\n`, "docker-setup")).toEqual([".kamal/hooks/pre-deploy"]);
  expect(await found("#!/bin/sh\nset -e\nbin/on-main || exit 1\n")).toEqual([".kamal/hooks/pre-deploy"]);
});

test("a gate that moves into a hook that was there is not gone", async () => {
  const [moved, there] = [
    "#!/bin/sh\nset -e\nbin/on-main || exit 1\n",
    "#!/bin/sh\nset -e\nbin/clean || exit 1\n",
  ];
  const base = await projectOf({ ".kamal/hooks/pre-deploy": moved, ".kamal/hooks/pre-build": there });
  const head = await projectOf({ ".kamal/hooks/pre-build": `${there}bin/on-main || exit 1\n` }, base);
  const { findings } = reviewChange({ base, head, rules: RULES });
  expect(findings.filter(({ ruleId }) => ruleId === "gate-weakened")).toEqual([]);
});

test("a migration that is left out when an old version comes back is no check", async () => {
  const migrates = "kamal app exec 'bin/rails db:migrate'\n";
  const found = async (hook: string): Promise<string[]> => {
    const base = await projectOf({ ".kamal/hooks/pre-deploy": `#!/bin/sh\nset -eu\n${hook}` });
    const exit = '[ "$KAMAL_COMMAND" = rollback ] && exit 0\n';
    const head = await projectOf({ ".kamal/hooks/pre-deploy": `#!/bin/sh\nset -eu\n${exit}${hook}` }, base);
    const { findings } = reviewChange({ base, head, rules: RULES });
    return findings.filter(({ ruleId }) => ruleId === "gate-weakened").map(({ severity }) => severity);
  };
  expect(await found(migrates)).toEqual([]);
  expect(await found(`bin/check || exit 1\n${migrates}`)).toEqual(["high"]);
});

test("a hook that prepares new servers stops no deployment", async () => {
  const before = "#!/bin/sh\ndocker network ls | grep -q shop || exit 1\n";
  const base = await projectOf({ ".kamal/hooks/docker-setup": before });
  const head = await projectOf(
    { ".kamal/hooks/docker-setup": "#!/bin/sh\ndocker network create shop\n" },
    base,
  );
  const { findings } = reviewChange({ base, head, rules: RULES });
  const found = findings.filter(({ ruleId }) => ruleId === "gate-weakened");
  expect(found.map(({ severity }) => severity)).toEqual(["medium"]);
});

test("a gate that changes its language keeps its name and its worth", async () => {
  const base = await projectOf({ ".kamal/hooks/pre-deploy": GATE });
  const ruby = '#!/usr/bin/env ruby\nabort "not green" unless system("bin/check")\n';
  const head = await projectOf({ ".kamal/hooks/pre-deploy": ruby }, base);
  const { findings } = await reviewChange({ base, head, rules: RULES });
  expect(findings.filter(({ ruleId }) => ruleId === "gate-weakened")).toEqual([]);
});

test("what weakens a gate is told in the order of the new text", () => {
  const before = "#!/bin/sh\nset -e\nbin/lint || exit 1\nbin/check\n";
  const after = "#!/bin/sh\nset -e\nbin/lint || true\nexit 0\nbin/check\n";
  const lines = weakenings(before, after).map(({ offset }) => after.slice(0, offset).split("\n").length);
  expect(lines).toEqual([3, 4]);
});

test("verdicts that are too many to compare are told once, and only where one is gone", () => {
  const many = Array.from({ length: 260 }, (_, index) => `V${index}=1`).join("\n");
  const gate = (more: string): string => `#!/bin/sh\nset -e\n${more}\nbundle exec rspec\n`;
  expect(weakenings(gate(""), gate(many))).toEqual([]);
  const found = weakenings(gate("state=$(bin/state)"), gate(many));
  expect(found.filter(({ what }) => what.startsWith("More verdicts"))).toHaveLength(1);
});

test.each([
  ["bundle exec rspec", "bundle exec rake"],
  ["./gradlew test", "./gradlew build"],
  ["bundle exec rspec", "scripts/check"],
])("what may test by its name weighs less than nothing: %s to %s", async (was, now) => {
  const path = ".github/workflows/deploy.yml";
  const deploys = (run: string): string =>
    `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - run: ${run}\n      - run: kamal deploy\n`;
  const base = await projectOf({ [path]: deploys(was) });
  const head = await projectOf({ [path]: deploys(now) }, base);
  const found = reviewChange({ base, head, rules: RULES }).findings.filter(
    ({ ruleId }) => ruleId === "gate-weakened",
  );
  expect(found.map(({ severity }) => severity)).toEqual(["medium"]);
});
