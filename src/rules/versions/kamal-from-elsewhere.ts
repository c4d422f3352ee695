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
  title: "Kamal from another source",
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

const OWN_REPOSITORY =
  /^(?:(?:https?:\/\/|git:\/\/|ssh:\/\/git@|git@)?github\.com[/:])?(?:basecamp|mrsked)\/(?:kamal|mrsk)(?:\.git)?\/?$/i;
const OWN_SERVER = /^https:\/\/(?:(?:index\.|api\.|www\.)?rubygems\.org|gem\.coop)\/?$/;

function* judgeGemfile({ gems }: Gemfile): Iterable<Problem> {
  for (const gem of gems.filter(isKamal)) {
    const option = gem.options.find(isForeign);
    if (option)
      yield {
        at: { ...option, anchor: `${gem.name}.${option.name}` },
        message: `Kamal comes from \`${option.name}\` of somebody else here.`,
      };
  }
}

function isKamal({ name }: GemLine | LockedGem): boolean {
  return name === "kamal" || name === "mrsk";
}

function isForeign({ name, value }: GemOption): boolean {
  if (name === "source") return !OWN_SERVER.test(value);
  if (name === "git" || name === "github") return !OWN_REPOSITORY.test(value);
  return name === "path" || name === "gist" || name === "bitbucket" || name === "gitlab";
}

/** What the Gemfile beside it says is reported there. */
function* judgeLock({ gems, source }: GemfileLock, { documents }: Project): Iterable<Problem> {
  const beside = source.path.replace(/\.lock$/, "").replace(/gems\.locked$/, "gems.rb");
  const isSaid = documents.some(
    (document) =>
      document.kind === "gemfile" && document.source.path === beside && document.gems.some(isKamal),
  );
  for (const gem of gems.filter(isKamal)) {
    const { kind, remotes } = gem.origin;
    const own = kind === "GIT" ? OWN_REPOSITORY : OWN_SERVER;
    const foreign = remotes.find(({ address }) => !own.test(address));
    // the lock file of Kamal's own repository
    if (kind === "PATH" && remotes.some(({ address }) => address === ".")) continue;
    if (kind === "GEM" && remotes.some(({ address }) => OWN_SERVER.test(address))) continue;
    if (!foreign || (isSaid && kind !== "GEM")) continue;
    yield {
      at: { ...foreign, anchor: `${gem.name} ${kind}` },
      severity: kind === "GEM" ? "medium" : "high",
      message:
        kind === "GEM"
          ? "Kamal comes from a gem server that is not rubygems.org."
          : "Kamal comes from code that is not its makers'.",
    };
  }
}

function judgeInstall({ how, at, name, source }: KamalInstall): Problem[] {
  if (source)
    return [{ at: source, message: "Kamal is installed from another source than rubygems.org here." }];
  if (how === "gem") {
    const isAddress = /:\/\/|\//.test(name) || name.endsWith(".gem");
    return isAddress
      ? [{ at, message: "Kamal is installed from a file or an address of its own here." }]
      : [];
  }
  const isOwn = /^(?:ghcr\.io\/)?(?:basecamp\/kamal|mrsked\/mrsk)(?:[:@]|$)/.test(name);
  return isOwn ? [] : [{ at, message: "This image of Kamal is not that of its makers." }];
}
