/** Which files of the repository a container starts with. */
import { expect, test } from "@jest/globals";
import { entrypointsOf } from "../../../src/documents/dockerfile/entrypoints.ts";
import { isDockerfileTrouble, openDockerfile } from "../../../src/documents/dockerfile/open-dockerfile.ts";
import { sourceText } from "../../../src/source/source-text.ts";
import { projectOf } from "../../support/project-of.ts";

async function pathsOf(text: string, path = "Dockerfile"): Promise<string[]> {
  const opened = await openDockerfile(sourceText(path, text));
  return isDockerfileTrouble(opened) ? [] : entrypointsOf(opened.dockerfile);
}

test.each([
  [
    "in the folder that the image works in",
    'WORKDIR /rails\nCOPY . .\nENTRYPOINT ["/rails/bin/start"]',
    "bin/start",
  ],
  [
    "under the name that COPY gives it",
    'COPY docker/a.sh /usr/bin/start\nENTRYPOINT ["/usr/bin/start"]',
    "docker/a.sh",
  ],
  ["in the folder that COPY puts it into", 'COPY a/b.sh c.sh /opt/\nCMD ["sh", "/opt/b.sh"]', "a/b.sh"],
  ["as a path of its own", 'ENTRYPOINT ["./docker/start.sh"]', "docker/start.sh"],
])("are found %s", async (_, lines, path) => {
  expect(await pathsOf(`FROM a\n${lines}\n`)).toContain(path);
});

test("lie in the Dockerfile's folder too, are taken from the stages below, and none from other images", async () => {
  expect(await pathsOf('FROM a AS base\nENTRYPOINT ["./s.sh"]\nFROM base\n', "apps/api/Dockerfile")).toEqual([
    "s.sh",
    "apps/api/s.sh",
  ]);
  expect(await pathsOf('FROM a\nCOPY --from=b /x.sh /y.sh\nENTRYPOINT ["/y.sh", "--", "$X/z"]\n')).toEqual(
    [],
  );
});

test("are read as programs that run in a container", async () => {
  const { documents } = await projectOf({
    "config/deploy.yml": "service: a\nimage: a\nservers: [192.0.2.1]\nregistry: {username: a}\n",
    Dockerfile: "FROM a\nCOPY . /app\nWORKDIR /app\nCMD exec bin/start.sh\n",
    "bin/start.sh": "#!/bin/sh\nexec ./bin/more.sh\n",
    "bin/more.sh": "#!/bin/sh\nuptime\n",
  });
  const scripts = documents.filter((document) => document.kind === "shell-script");
  expect(
    scripts.map(({ source, role, commands }) => `${source.path} ${role} ${commands[0]?.runsOn}`),
  ).toEqual([
    "Dockerfile dockerfile container",
    "bin/start.sh dockerfile container",
    "bin/more.sh dockerfile container",
  ]);
});
