/** Flags of containers, whichever way a configuration or a command line brings them in. */
import { describe, expect, test } from "@jest/globals";
import { countFlagWords, readFlags } from "../../../src/documents/kamal/docker-flags.ts";
import { projectOf } from "../../support/project-of.ts";

async function flagsOf(options: string, more = ""): Promise<string[]> {
  const text = `service: shop\nimage: acme/shop\nservers:\n  web:\n    hosts: [192.0.2.10]\n    options: ${options}\n${more}`;
  const { documents } = await projectOf({ "config/deploy.yml": text });
  const [configuration] = documents.filter((document) => document.kind === "kamal-configuration");
  return (configuration?.dockerFlags ?? []).map(
    ({ owner, name, value, rendered }) => `${owner.kind} ${name}=${value} <${rendered}>`,
  );
}

describe("flags of a configuration", () => {
  test("are those Kamal writes: bare for true, quoted for the rest, once for each item of a list", async () => {
    expect(await flagsOf("{ privileged: true, cap-add: [A, B], user: 0, read-only: false }")).toEqual([
      "role privileged= <--privileged>",
      'role cap-add=A <--cap-add "A">',
      'role cap-add=B <--cap-add "B">',
      'role user=0 <--user "0">',
      'role read-only=false <--read-only "false">',
    ]);
  });

  test("have one name, however they are spelled", async () => {
    expect(await flagsOf("{ cap_add: A, v: /a:/b, net: host }")).toEqual([
      'role cap-add=A <--cap_add "A">',
      'role volume=/a:/b <--v "/a:/b">',
      'role network=host <--net "host">',
    ]);
  });

  test("come out of keys and unquoted values as well", async () => {
    const more = 'volumes: ["a:/a --pid=host"]\n';
    expect(await flagsOf('{ "init --cap-add A --user": root }', more)).toEqual([
      "role init= <--init>",
      "role cap-add=A <--cap-add A>",
      'role user=root <--user "root">',
      "root pid=host <--pid=host>",
    ]);
  });

  test("say nothing where only Ruby knows the value", async () => {
    expect(await flagsOf('{ user: <%= ENV["X"] %>, "<%= flag %>": x, pid: host }')).toEqual([
      'role pid=host <--pid "host">',
    ]);
  });

  test("are not looked for beyond what a person writes", async () => {
    const long = `a:/a ${"x ".repeat(100_000)}--privileged`;
    expect(await flagsOf("{ init: true }", `volumes: ["${long}"]\n`)).toEqual(["role init= <--init>"]);
  });
});

describe("flags of a command line", () => {
  test("end at the image", () => {
    const words = ["-it", "--rm", "-e", "A=b", "--user=1", "acme/shop", "--pid", "host"];
    expect(countFlagWords(words)).toBe(5);
    expect(readFlags(words.slice(0, 5)).map(({ name }) => name)).toEqual(["it", "rm", "env", "user"]);
  });

  test("may stand in a variable", () => {
    expect(countFlagWords([undefined, "--init", "--name", undefined, "acme/shop"])).toBe(4);
  });
});
