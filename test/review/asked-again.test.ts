/** What rules have said of one commit, kept with its documents, must not colour what they say of another. */
import { readdirSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { openProject, type Project } from "../../src/documents/project.ts";
import { runRules } from "../../src/engine/run-rules.ts";
import { RULES } from "../../src/rules/index.ts";
import type { RepositoryFile } from "../../src/source/decode.ts";
import { FIXTURES, fixtureCases } from "../support/rule-fixtures.ts";

/** One in so many repositories of the fixtures; EVERY=1 takes them all. */
const EVERY = Number(process.env.EVERY ?? 8);

type Files = readonly RepositoryFile[];

const REPOSITORIES: readonly (readonly [name: string, files: Files])[] = readdirSync(FIXTURES)
  .flatMap((rule) =>
    (["bad", "good"] as const).flatMap((kind) =>
      fixtureCases(rule, kind).map(({ name, after }) => [`${rule} ${kind}/${name}`, after.files] as const),
    ),
  )
  .filter(([, files]) => files.length > 1)
  .filter((_, index) => index % EVERY === 0);

function said(project: Project): unknown {
  return runRules(project, RULES).findings.map(
    ({ ruleId, path, span, severity, message }) =>
      `${path}:${span.start}-${span.end} ${severity} ${ruleId} ${message}`,
  );
}

test.each(REPOSITORIES)("%s", async (_, files) => {
  const whole = await openProject(files, { assumeKamal: true });
  const all = said(whole);
  for (const left of files) {
    const fewer = files.filter((file) => file !== left);
    const anew = said(await openProject(fewer, { assumeKamal: true }));
    expect(said(await openProject(fewer, { assumeKamal: true, recent: whole }))).toEqual(anew);
  }
  expect(said(await openProject(files, { assumeKamal: true, recent: whole }))).toEqual(all);
});

test("documents that live on gather nothing from the commits they were in", async () => {
  const file = (path: string, text: string) => ({ path, mode: "100755", content: Buffer.from(text) });
  const files = [
    file(".kamal/hooks/pre-deploy", '#!/bin/sh\n. bin/deploy-library\necho "$DEPLOY_TOKEN"\n'),
    file("bin/deploy-library", "#!/bin/sh\nTOKEN=$1\n"),
  ];
  let project = await openProject(files, { assumeKamal: true });
  said(project);
  const kept = (): number =>
    project.documents.reduce((sum, document) => sum + Object.getOwnPropertySymbols(document).length, 0);
  const atFirst = kept();
  for (let commit = 0; commit < 3; commit++) {
    project = await openProject(files, { assumeKamal: true, recent: project });
    said(project);
  }
  expect(kept()).toBe(atFirst);
});
