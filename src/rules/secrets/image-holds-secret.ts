/** DKF-02: secrets that become part of the image. */
import type {
  Dockerfile,
  DockerHeredoc,
  DockerPair,
  Instruction,
} from "../../documents/dockerfile/dockerfile.ts";
import { variablesIn } from "../../documents/dockerfile/variables.ts";
import type { Project } from "../../documents/project.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { overlaps, type Span } from "../../source/span.ts";
import { buildsOf, keptStages } from "../shared/images/built-images.ts";
import { keptMounts } from "../shared/images/kept-mounts.ts";
import { placeOfLine } from "../shared/scripts/command-line.ts";
import { secretSettings } from "../shared/scripts/written-settings.ts";
import { isStandIn } from "../shared/secrets/build-stand-ins.ts";
import { isCredential } from "../shared/secrets/credential-texts.ts";
import { isSampleToken } from "../shared/secrets/placeholders.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { isPublicKeyValue, natureOf } from "../shared/secrets/secret-values.ts";

export default defineRule({
  id: "image-holds-secret",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Secret that becomes part of the image",
  why: "Values of ENV, ARG and LABEL are stored in the image: `docker history` and `docker inspect` show them on every server and to everybody who may pull it.",
  fix: "Name the secret under `builder.secrets` and read it with `RUN --mount=type=secret,id=NAME`; what only runs needs belongs under `env.secret`.",
  references: ["https://docs.docker.com/build/building/secrets/"],
  appliesTo: ["dockerfile"],
  *check(dockerfile, project) {
    const kept = keptStages(dockerfile, buildsOf(dockerfile, project));
    const seen = new Set<string>();
    const found = foundByFormat(dockerfile, project);
    for (const { command, id } of keptMounts(kept, project))
      yield {
        at: placeOfLine(command),
        subject: id,
        standsAtSecret: false,
        message: "The secret that is mounted for this step is written into the image here.",
        fix: "Mount it where the program looks for it, `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc …`, so that nothing is left behind.",
      };
    for (const stage of [...dockerfile.stages, dockerfile]) {
      const isKept = "base" in stage && kept.has(stage);
      const instructions = "base" in stage ? stage.instructions : stage.preamble;
      for (const { keyword, pairs, heredocs } of instructions) {
        if (/^(?:COPY|ADD)$/.test(keyword)) yield* judgeTexts(heredocs, dockerfile, found);
        for (const pair of pairs) {
          if (!isSecretName(pair.name) || found.some((span) => overlaps(span, pair.span))) continue;
          // the same argument in several stages is one secret
          if (keyword === "ARG" && seen.has(pair.name)) continue;
          const problem = keyword === "ARG" ? judgeArg(pair, isKept) : judgeEnv(pair, keyword, instructions);
          if (!problem) continue;
          seen.add(pair.name);
          yield problem;
        }
      }
    }
  },
});

/** `COPY <<EOF .env`: a file that is written in the Dockerfile itself. */
function* judgeTexts(
  heredocs: readonly DockerHeredoc[],
  { source }: Dockerfile,
  found: readonly Span[],
): Iterable<Problem> {
  for (const { span } of heredocs) {
    for (const { at, name, value } of secretSettings(source, span)) {
      if (!isCredential(name, value) || found.some((one) => overlaps(one, at.span))) continue;
      yield { at, subject: name, message: `The value of ${name} is written into a file of the image.` };
    }
  }
}

function judgeEnv(
  { name, value, source, span }: DockerPair,
  keyword: string,
  instructions: readonly Instruction[],
): Problem | undefined {
  if (!value || !/^(?:ENV|LABEL)$/.test(keyword)) return undefined;
  const what = keyword === "ENV" ? "environment" : "labels";
  const [variable] = variablesIn(value.text);
  if (variable !== undefined) {
    // the ARG it comes from is reported itself when its name tells what it is
    if (isSecretName(variable) || !isArgOf(variable, instructions)) return undefined;
    return {
      at: { source, span, anchor: name },
      standsAtSecret: false,
      severity: "medium",
      message: `${name} is taken from a build argument into the ${what} of the image.`,
    };
  }
  if (natureOf(value.text) !== "literal" || isPublicKeyValue(value.text) || isStandIn(name, value.text))
    return undefined;
  return { at: { ...value, anchor: name }, message: `${name} is written into the ${what} of the image.` };
}

function isArgOf(variable: string, instructions: readonly Instruction[]): boolean {
  return instructions.some(
    ({ keyword, pairs }) => keyword === "ARG" && pairs.some(({ name }) => name === variable),
  );
}

function judgeArg({ name, value, source, span }: DockerPair, isKept: boolean): Problem | undefined {
  const nature = value ? natureOf(value.text) : "reference";
  if (value && nature === "literal" && !isStandIn(name, value.text) && !isPublicKeyValue(value.text))
    return {
      at: { ...value, anchor: name },
      message: `The default of the build argument ${name} stands here in clear.`,
    };
  // a default that is no secret shows that none is expected
  if (value && value.text !== "" && nature !== "reference") return undefined;
  return {
    at: { source, span, anchor: name },
    standsAtSecret: false,
    severity: isKept ? "medium" : "low",
    confidence: "medium",
    message: `${name} comes in as a build argument, ${isKept ? "whose value stays in the history of the image" : "whose value stays in the cache of the build and in its provenance"}.`,
  };
}

/** Tokens of known formats are reported as such, wherever they stand. */
function foundByFormat({ source }: Dockerfile, { documents }: Project): Span[] {
  return documents.flatMap((document) =>
    document.kind === "text-file" && document.source.path === source.path
      ? document.credentials
          .map(({ span }) => span)
          .filter(({ start, end }) => !isSampleToken(source.text.slice(start, end)))
      : [],
  );
}
