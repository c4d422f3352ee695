/** Model, verdict and plan of a configuration, against the bare parse of its YAML; and how time grows with the input. */
import { parseAllDocuments } from "yaml";
import { configurationsOf } from "../src/documents/kamal/configuration.ts";
import type { KamalFile } from "../src/documents/kamal/kamal-file.ts";
import { type Plan, planOf } from "../src/documents/kamal/plan/plan.ts";
import { readRenderedYaml } from "../src/documents/kamal/read-rendered-yaml.ts";
import { rejectionOf } from "../src/documents/kamal/validation/rejection-of.ts";
import { sourceText } from "../src/source/source-text.ts";
import { HEAD_FILES } from "./typical-change.ts";

/** A ratio that was measured, and what it should be at most. */
export interface Measured {
  readonly what: string;
  readonly milliseconds: number;
  readonly reference: number;
  readonly limit: number;
}

/** Medians of works that take turns, so that a busy moment of the machine meets all of them; the first half warms up. */
function mediansOf(rounds: number, works: readonly (() => unknown)[]): number[] {
  const times = works.map((): number[] => []);
  for (let round = 0; round < 2 * rounds; round++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      work();
      if (round >= rounds) times[index]?.push(performance.now() - start);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0);
}

/** All measurements of this file. */
export function measurePlans(): Measured[] {
  const base = textOf("config/deploy.yml");
  const over = textOf("config/deploy.production.yml");
  const twenty = Array.from({ length: 20 }, (_, index) => over.replaceAll("www", `www${index}`));
  const [short, long] = [generated(1_000), generated(10_000)];
  const [bare = 0, one = 0, all = 0] = mediansOf(200, [
    () => parsed(base) + parsed(over),
    () => planned(base, [over]),
    () => planned(base, twenty),
  ]);
  const [little = 0, much = 0] = mediansOf(20, [() => planned(short, []), () => planned(long, [])]);
  return [
    { what: "plan of 90 lines, to the bare parse", milliseconds: one, reference: bare, limit: 4 },
    { what: "plans of 20 destinations, to one", milliseconds: all, reference: one, limit: 25 },
    { what: "plan of 10,000 lines, to 1,000 lines", milliseconds: much, reference: little, limit: 14 },
  ];
}

function textOf(path: string): string {
  const file = HEAD_FILES.find((candidate) => candidate.path === path);
  return Buffer.from(file?.content as Uint8Array).toString("utf8");
}

function parsed(text: string): number {
  return parseAllDocuments(text, { version: "1.1" }).length;
}

/** A base and its destinations: read once each, then merged, judged and planned. */
function planned(base: string, overs: readonly string[]): Plan[] {
  const files = overs.map((text, index) => kamalFile(`config/deploy.d${index}.yml`, text, `d${index}`));
  return configurationsOf(kamalFile("config/deploy.yml", base, undefined), files).map((configuration) => {
    const rejection = rejectionOf(configuration, 2);
    if (rejection) throw new Error(`the configuration is refused: ${rejection.message}`);
    const { root, destination } = configuration;
    return planOf(root, { version: "abc1234", major: 2, destination });
  });
}

function kamalFile(path: string, text: string, destination: string | undefined): KamalFile {
  const source = sourceText(path, text);
  const read = readRenderedYaml(source);
  if (!("rendered" in read) || read.root?.kind !== "map") throw new Error(`${path} is no map`);
  const { rendered, root, later } = read;
  return { kind: "kamal-file", source, basePath: "config/deploy.yml", destination, rendered, root, later };
}

/** Mostly accessories, as generators write them. */
function generated(lines: number): string {
  const accessories = Array.from(
    { length: Math.floor(lines / 10) },
    (_, i) => `  cache-${i}:
    image: redis:7.4.${i}
    host: 10.0.${i % 250}.5
    port: "127.0.0.1:${10_000 + i}:6379"
    env:
      clear:
        MAXMEMORY: ${i}mb
      secret:
        - REDIS_PASSWORD_${i}
    directories: [ "data-${i}:/data" ]
`,
  );
  return `service: shop
image: acme/shop
registry: { username: acme, password: [P] }
builder: { arch: amd64 }
servers: [10.0.0.1]
accessories:
${accessories.join("")}`;
}
