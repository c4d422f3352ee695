/** Every recorded plan through the command, with all that stands between a plan and its reader. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { PROJECT_ROOT } from "../../scripts/rule-files.ts";
import { plan } from "../../src/cli/plan.ts";

const CASES = join(PROJECT_ROOT, "test/fixtures/kamal-behaviour/plan");

interface Recorded {
  readonly case: string;
  readonly kamal: string;
  readonly destination: string | null;
}

test.each(readdirSync(CASES))(
  "kamal-review plan says of %s what Kamal would run, to the letter",
  async (name) => {
    const { case: _, ...expected } = JSON.parse(
      readFileSync(join(CASES, name, "expected.json"), "utf8"),
    ) as Recorded;
    const written: string[] = [];
    const destination = expected.destination === null ? [] : ["--destination", expected.destination];
    const major = expected.kamal.slice(0, 1);
    await plan(
      [
        join(CASES, name, "deploy.yml"),
        "--version",
        "abc1234",
        "--kamal",
        major,
        "--format",
        "json",
        ...destination,
      ],
      { write: (text) => written.push(text), paint: (_style, text) => text },
    );
    expect(JSON.parse(written.join(""))).toEqual(expected);
  },
);
