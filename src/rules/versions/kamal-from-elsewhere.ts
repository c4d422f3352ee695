/** VER-01: a Kamal that its makers did not publish. */
import type { Gemfile, GemLine, GemOption } from "../../documents/gemfile/gemfile.ts";
import type { GemfileLock, LockedGem } from "../../documents/gemfile/gemfile-lock.ts";
import type { Project } from "../../documents/project.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { type KamalInstall, kamalInstalls } from "../shared/scripts/kamal-installs.ts";
import { kamalImages } from "../shared/workflows/workflow-images.ts";

export default defineRule({
  id: "kamal-from-elsewhere",
  category: "versions",
  severity: "high",
  confidence: "high",
  title: "Kamal, or its SSH library, from another source",
  why: "Kamal reads every secret and enters every server as the deploy user; whoever controls this source controls both, without a release that others have seen.",
  fix: "Use the gem `kamal` from rubygems.org or the image `ghcr.io/basecamp/kamal`, with a fixed version.",
  references: ["https://kamal-deploy.org/docs/installation/"],
  appliesTo: ["gemfile", "gemfile-lock", "shell-script", "workflow"],
  *check(document, project) {
    if (document.kind === "gemfile") yield* judgeGemfile(document);
    else if (document.kind === "gemfile-lock") yield* judgeLock(document, project);
    else if (document.kind === "workflow") yield* kamalImages(document).flatMap(judgeInstall);
    else if (document.role !== "dockerfile") yield* kamalInstalls(document).flatMap(judgeInstall);
  },
});

/** Kamal, and what it speaks to servers with: by gem, the repositories of its makers. */
const MAKERS: ReadonlyMap<string, RegExp> = new Map([
  ["kamal", /^(?:basecamp|mrsked)\/(?:kamal|mrsk)$/i],
  ["mrsk", /^(?:basecamp|mrsked)\/(?:kamal|mrsk)$/i],
  ["sshkit", /^capistrano\/sshkit$/i],
  ["net-ssh", /^net-ssh\/net-ssh$/i],
  ["net-scp", /^net-ssh\/net-scp$/i],
  ["net-sftp", /^net-ssh\/net-sftp$/i],
]);

const ON_GITHUB =
  /^(?:(?:https?:\/\/|git:\/\/|ssh:\/\/git@|git@)?github\.com[/:])?([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/i;
const OWN_SERVER = /^https:\/\/(?:(?:index\.|api\.|www\.)?rubygems\.org|gem\.coop)\/?$/;

function* judgeGemfile({ gems }: Gemfile): Iterable<Problem> {
  for (const gem of gems.filter(isKamal)) {
    const option = gem.options.find((one) => isForeign(one, gem));
    if (option)
      yield {
        at: { ...option, anchor: `${gem.name}.${option.name}` },
        message: `${nameOf(gem)} comes from \`${option.name}\` of somebody else here.`,
      };
  }
}

function isKamal({ name }: GemLine | LockedGem): boolean {
  return MAKERS.has(name);
}

function nameOf({ name }: GemLine | LockedGem): string {
  return name === "kamal" || name === "mrsk" ? "Kamal" : `\`${name}\`, with which Kamal enters the servers,`;
}

function isOwnRepository(address: string, { name }: Pick<GemLine, "name">): boolean {
  return MAKERS.get(name)?.test(ON_GITHUB.exec(address)?.[1] ?? "") === true;
}

function isForeign({ name, value }: GemOption, gem: GemLine): boolean {
  if (name === "source") return !OWN_SERVER.test(value);
  if (name === "git" || name === "github") return !isOwnRepository(value, gem);
  return name === "path" || name === "gist" || name === "bitbucket" || name === "gitlab";
}

/** What the Gemfile beside it says is reported there. */
function* judgeLock({ gems, source }: GemfileLock, { documents }: Project): Iterable<Problem> {
  const beside = source.path.replace(/\.lock$/, "").replace(/gems\.locked$/, "gems.rb");
  const said = new Set(
    documents.flatMap((document) =>
      document.kind === "gemfile" && document.source.path === beside
        ? document.gems.map(({ name }) => name)
        : [],
    ),
  );
  const told = new Set<string>(); // one server may hold them all
  for (const gem of gems.filter(isKamal)) {
    const { kind, remotes } = gem.origin;
    const isOwn = (address: string): boolean =>
      kind === "GIT" ? isOwnRepository(address, gem) : OWN_SERVER.test(address);
    const foreign = remotes.find(({ address }) => !isOwn(address));
    // the lock file of Kamal's own repository
    if (kind === "PATH" && remotes.some(({ address }) => address === ".")) continue;
    if (kind === "GEM" && remotes.some(({ address }) => OWN_SERVER.test(address))) continue;
    if (!foreign || told.has(foreign.address) || (said.has(gem.name) && kind !== "GEM")) continue;
    told.add(foreign.address);
    yield {
      at: { ...foreign, anchor: `${gem.name} ${kind}` },
      severity: kind === "GEM" ? "medium" : "high",
      message:
        kind === "GEM"
          ? `${nameOf(gem)} comes from a gem server that is not rubygems.org.`
          : `${nameOf(gem)} comes from code that is not its makers'.`,
    };
  }
}

function judgeInstall({ how, at, name, source }: KamalInstall): Problem[] {
  if (source)
    return [{ at: source, message: "Kamal is installed from another source than rubygems.org here." }];
  if (how === "gem") {
    const isAddress = (/\//.test(name) && !isOwnRepository(name, { name: "kamal" })) || name.endsWith(".gem");
    return isAddress
      ? [{ at, message: "Kamal is installed from a file or an address of its own here." }]
      : [];
  }
  const isOwn = /^(?:ghcr\.io\/)?(?:basecamp\/kamal|mrsked\/mrsk)(?:[:@]|$)/.test(name);
  return isOwn ? [] : [{ at, message: "This image of Kamal is not that of its makers." }];
}
