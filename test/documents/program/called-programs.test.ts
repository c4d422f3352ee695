/** Which files of the repository become scripts of the deployment because a program reads them in or starts them. */
import { expect, test } from "@jest/globals";
import { projectOf } from "../../support/project-of.ts";

const DEPLOY = "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nregistry: {username: a}\n";

/** The paths, of the given ones, that are reviewed as scripts when `path` holds `text`. */
async function calledBy(path: string, text: string, others: readonly string[]): Promise<string[]> {
  const files = Object.fromEntries(others.map((other) => [other, "echo\n"]));
  const { documents } = await projectOf({ "config/deploy.yml": DEPLOY, [path]: text, ...files });
  const read = new Set(documents.map(({ source }) => source.path));
  return others.filter((other) => read.has(other));
}

test("Ruby's `require_relative` and `load` lead to the files they name", async () => {
  const text =
    '#!/usr/bin/env ruby\nrequire_relative "../lib/release/runner"\nload File.expand_path("../ops/tasks.rb", __dir__)\nload File.join(File.dirname(__FILE__), "more.rb")\n';
  const others = ["lib/release/runner.rb", "ops/tasks.rb", "bin/more.rb", "lib/other.rb"];
  expect(await calledBy("bin/deploy", text, others)).toEqual(others.slice(0, 3));
});

test("imports of JavaScript and TypeScript lead to the files they mean", async () => {
  const text =
    'import { a } from "./lib/a";\nimport b from "../ops/b.js";\nconst c = require("./c");\nimport fs from "fs";\n';
  const others = ["scripts/lib/a.ts", "ops/b.ts", "scripts/c/index.js", "scripts/fs.js"];
  expect(await calledBy("scripts/deploy.ts", text, others)).toEqual(others.slice(0, 3));
});

test("Python's imports lead to modules of the repository", async () => {
  const text = "import ops.first\nfrom second import run\nfrom .third import go\nimport os\n";
  const others = ["ops/first.py", "scripts/second.py", "scripts/third.py", "scripts/fourth.py"];
  expect(await calledBy("scripts/deploy.py", text, others)).toEqual(others.slice(0, 3));
});

test("programs started by a path put together from the program's own folder are followed", async () => {
  const ruby = '#!/usr/bin/env ruby\nexec "bash", File.join(__dir__, "..", "ops", "release.sh")\n';
  expect(await calledBy("bin/deploy", ruby, ["ops/release.sh"])).toEqual(["ops/release.sh"]);
  const python =
    'import os, subprocess\nhere = 1\nsubprocess.run(["sh", os.path.join(os.path.dirname(__file__), "go.sh")])\n';
  expect(await calledBy("scripts/deploy.py", python, ["scripts/go.sh"])).toEqual(["scripts/go.sh"]);
});

test("paths in variables, of pathlib and on Ruby's load path are followed", async () => {
  const python =
    'import pathlib, subprocess\nROOT = pathlib.Path(__file__).resolve().parent.parent\nsubprocess.run([str(ROOT / "ops" / "go.sh")])\n';
  expect(await calledBy("bin/deploy.py", python, ["ops/go.sh"])).toEqual(["ops/go.sh"]);
  const javascript =
    'const path = require("path");\nconst { spawn } = require("child_process");\nconst script = path.join(__dirname, "..", "ops", "go.sh");\nspawn("bash", [script]);\n';
  expect(await calledBy("scripts/deploy.js", javascript, ["ops/go.sh"])).toEqual(["ops/go.sh"]);
  const ruby = '#!/usr/bin/env ruby\nrequire "json"\nrequire "shop_deploy/cli"\n';
  expect(await calledBy("bin/deploy", ruby, ["lib/shop_deploy/cli.rb"])).toEqual(["lib/shop_deploy/cli.rb"]);
});

test("the application that a script loads is no script, nor is a path decided at run time", async () => {
  const text =
    '#!/usr/bin/env ruby\nrequire_relative "../config/environment"\nrequire_relative "../app/models/a"\nload "#{name}.rb"\n';
  const others = ["config/environment.rb", "app/models/a.rb", "bin/name.rb"];
  expect(await calledBy("bin/deploy", text, others)).toEqual([]);
});

test("folders that Python is told to look in are looked in", async () => {
  const text =
    'import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "ops"))\nsys.path.append("lib")\nfrom notify import tell\nimport report\n';
  const others = ["ops/notify.py", "lib/report.py", "other/notify.py"];
  expect(await calledBy(".kamal/hooks/post-deploy", `#!/usr/bin/env python3\n${text}`, others)).toEqual(
    others.slice(0, 2),
  );
});
