/** EXE-12: an alias that makes something dangerous easy. */
import { entriesOf, get, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

interface Risk {
  readonly pattern: RegExp;
  readonly does: string;
}

/** Every pattern is bounded and sees a text that was cut. What a shell runs behind `exec` is for the rules over scripts, too. */
const RISKS: readonly Risk[] = [
  { pattern: /^\s{0,20}secrets\s{1,5}print\b/, does: "prints every secret in clear" },
  { pattern: /^\s{0,20}lock\s{1,5}release\b/, does: "takes away the lock that keeps two deployments apart" },
  {
    pattern: /^\s{0,20}(?:\w+\s{1,5})?remove\b.{0,200}?\s(?:-y|--confirmed)\b/,
    does: "removes containers and images without asking",
  },
  {
    pattern: /^[^"']{0,500}\s(?:--skip-hooks|-H)(?:\s|$)/,
    does: "deploys without the hooks, and so without the checks in them",
  },
  {
    pattern: /\brm\s{1,5}(?:-\w{1,5}\s{1,5}){0,3}-\w{0,5}[rf]\w{0,5}\s/,
    does: "deletes files on the hosts or in the containers",
  },
  { pattern: /^\s{0,20}server\s{1,5}exec\b.{0,300}?\bsudo\b/, does: "works as root on every host" },
  {
    pattern:
      /^\s{0,20}server\s{1,5}exec\b.{0,300}?\bdocker\s{1,5}(?:system|volume|container|image)\s{1,5}(?:prune|rm)\b.{0,100}(?:-a\b|--volumes|volume)/,
    does: "removes volumes or images of every host",
  },
  { pattern: /\b(?:db:drop|db:reset|DROP\s{1,5}(?:DATABASE|TABLE)|dropdb|FLUSHALL)\b/, does: "deletes data" },
];

export default defineRule({
  id: "alias-risky",
  category: "execution",
  severity: "medium",
  confidence: "medium",
  givesWayTo: ["destructive-path", "pipe-to-shell", "privilege"],
  title: "Alias for something dangerous",
  why: "An alias is typed without looking: `kamal NAME` runs it on every host or container at once, and nothing asks first.",
  fix: "Leave it to a command that is written out when it is needed, or to a script that asks and checks.",
  references: ["https://kamal-deploy.org/docs/configuration/aliases/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    for (const { key, value } of entriesOf(get(root, "aliases"))) {
      const alias = scalarOf(value);
      if (alias) yield* judge(alias, key.text);
    }
  },
});

function* judge(alias: YamlScalar, name: string): Iterable<Problem> {
  const text = alias.text.slice(0, 5_000);
  const risk = RISKS.find(({ pattern }) => pattern.test(text));
  if (risk) yield { at: alias, subject: risk.does, message: `The alias ${name} ${risk.does}.` };
}
