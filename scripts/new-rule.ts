/** `npm run new-rule -- <category>/<id>`: the frame of a rule and of its fixtures. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CATEGORIES } from "../src/engine/severity.ts";
import { PROJECT_ROOT } from "./rule-files.ts";

const [category = "", id = ""] = (process.argv[2] ?? "").split("/");
if (!CATEGORIES.some((known) => known === category) || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id)) {
  process.stderr.write(`Usage: npm run new-rule -- <category>/<id>
  <category>  one of ${CATEGORIES.join(", ")}
  <id>        words with hyphens that name the fault, such as port-public
`);
  process.exit(2);
}

const rule = `/** Say in one line what is wrong. */
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "${id}",
  category: "${category}",
  severity: "medium",
  confidence: "high",
  title: "The fault in a few words",
  why: "What happens when Kamal runs it.",
  fix: "What to write instead.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const accessory of configuration.accessories) {
      if (accessory.image?.text === "example") yield { at: accessory.image, message: "What is wrong here." };
    }
  },
});
`;
const deploy = (image: string, marker: string): string => `service: shop
image: acme/shop
servers:
  - 192.0.2.10
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
accessories:
  db:
    image: ${image}
${marker}    host: 192.0.2.10
`;

const files: readonly (readonly [path: string, content: string])[] = [
  [`src/rules/${category}/${id}.ts`, rule],
  [`test/rules/${id}/bad/first/config/deploy.yml`, deploy("example", `           ~~~~~~~ [${id}]\n`)],
  [`test/rules/${id}/good/first/config/deploy.yml`, deploy("postgres:17.2", "")],
];
const taken = files.find(([path]) => existsSync(PROJECT_ROOT + path));
if (taken) {
  process.stderr.write(`${taken[0]} exists already\n`);
  process.exit(2);
}
for (const [path, content] of files) {
  mkdirSync(dirname(PROJECT_ROOT + path), { recursive: true });
  writeFileSync(PROJECT_ROOT + path, content);
  process.stdout.write(`${path}\n`);
}
process.stdout.write("Edit them, then: npm run generate && npm test -- test/rules.test.ts\n");
