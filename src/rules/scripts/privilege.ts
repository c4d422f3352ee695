/** HK-13: a script takes or hands out more rights than a deployment needs. */
import type { Program } from "../../documents/program/program.ts";
import type { Project } from "../../documents/project.ts";
import { isShellName } from "../../documents/shell/shell-names.ts";
import type { ShellCommand, ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { modesGiven, openMasks } from "../shared/programs/file-modes.ts";
import { writtenTexts } from "../shared/programs/file-texts.ts";
import { loginKeysWritten } from "../shared/programs/login-keys.ts";
import { assignmentsTo } from "../shared/scripts/assignments-by-name.ts";
import { commandLine, placeOf, placeOfLine } from "../shared/scripts/command-line.ts";
import type { Grant } from "../shared/scripts/grant.ts";
import { GRANTS } from "../shared/scripts/grants.ts";
import { handlesKey, namesPrivateKeyPath } from "../shared/scripts/key-paths.ts";
import { loginKeysOf } from "../shared/scripts/login-keys.ts";
import { lowerInContainer, PLACES, roleOfScript } from "../shared/scripts/script-files.ts";
import { isOnlyShown } from "../shared/scripts/shown-text.ts";
import { ASKS_NOTHING, NO_PASSWORD, settingWeakenedBy } from "../shared/scripts/weakened-settings.ts";

export default defineRule({
  id: "privilege",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "More rights than a deployment needs",
  why: "What is opened here stays open after the deployment: any process of the machine, or whoever takes over one container, gets the host with it.",
  fix: "Give the one user or program what it needs: `chmod 600`, a group of its own, a single capability, a rule for one port and one source.",
  references: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"],
  appliesTo: ["shell-script", "program"],
  *check(document, project: Project) {
    if (document.kind === "program") {
      yield* modesOf(document);
      yield* sudoersOf(document);
      yield* loginKeysWritten(document, project, isHookAt(document));
    } else yield* onceALine([...checkScript(document, project)]);
  },
});

/** One cause on one line is one problem; that sudo is used goes without saying where it opens something. */
function onceALine(problems: readonly Problem[]): Problem[] {
  if (problems.length < 2) return [...problems];
  const lineOf = ({ at }: Problem): number => at.source.positionAt(at.span.start).line;
  const lines = Map.groupBy(problems, lineOf);
  return problems.filter((problem) => {
    const same = lines.get(lineOf(problem)) ?? [];
    if (BY_SUDO.test(problem.subject ?? "") && same.some(({ subject }) => !BY_SUDO.test(subject ?? "")))
      return false;
    return same.find(({ subject }) => subject === problem.subject) === problem;
  });
}

const BY_SUDO = /^(?:sudo|doas)$/;

/** `File.chmod(0777, "storage")`, `os.umask(0)` */
function* modesOf(program: Program): Iterable<Problem> {
  for (const { at, mode, paths } of modesGiven(program)) {
    if (paths.some(namesPrivateKeyPath)) continue; // key-file-permissions tells
    yield* granted(at, `chmod ${mode} path`);
  }
  for (const mask of openMasks(program)) yield* granted(mask, "umask 0");
}

/** What a command line that does the same would open. */
function* granted(at: Place, line: string): Iterable<Problem> {
  const found = GRANTS.find(({ pattern }) => pattern.test(line));
  if (found) yield { at, subject: found.what, severity: found.severity, message: `${found.what}.` };
}

/** `File.write(path, "deploy ALL=(ALL) NOPASSWD: ALL")` */
function* sudoersOf(program: Program): Iterable<Problem> {
  for (const text of writtenTexts(program)) {
    const at = text.parts.find((part) => part.kind === "literal" && NO_PASSWORD.test(part.text));
    if (!at) continue;
    const { source, anchor = "" } = text;
    yield { at: { source, span: at.span, anchor }, subject: "NOPASSWD", message: `${ASKS_NOTHING}.` };
  }
}

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const role = roleOfScript(script, project);
  const grants = script.setting === "alias" ? GRANTS.filter(({ isFlag }) => !isFlag) : GRANTS;
  const letsIn = /authorized_keys|ssh-import-id/.test(script.source.text);
  const carriers = new Set(script.commands.map(({ within }) => within));
  let isTold = false;
  for (const command of script.commands) {
    if (isOnlyShown(command)) continue;
    const line = withConstants(commandLine(command).line, script);
    if (opensKey(line, command, script)) continue; // key-file-permissions tells
    const started = startedByFind(line);
    const found =
      grants.find(({ pattern }) => pattern.test(line) || (started !== "" && pattern.test(started))) ??
      dockerGroup(line, command) ??
      (letsIn ? loginKeysOf(command, isHookAt(command)) : undefined) ??
      (carriers.has(command) ? undefined : written(command)); // what it carries is looked at by itself
    if (found) yield report(found, command);
    else if (!/^(?:dockerfile|workflow|kamal)$/.test(role ?? "")) {
      const asRoot = elevated(command, role === "hook");
      const isLow = asRoot?.severity === "low";
      if (asRoot && !(isLow && isTold)) yield asRoot;
      isTold ||= isLow; // whoever prepares a server does nothing else there
    }
  }
}

/** `MODE=777; chmod "$MODE" storage` */
function withConstants(line: string, script: ShellScript): string {
  if (!/^(?:chmod|mkdir|install) .*\$/.test(line)) return line;
  return line.replace(/\$(\w+)/g, (whole, name: string) => {
    const [only, ...others] = assignmentsTo(name, script);
    return others.length === 0 ? (only?.value?.literal ?? whole) : whole;
  });
}

function opensKey(line: string, command: ShellCommand, { commands }: ShellScript): boolean {
  return /^umask 0+$/.test(line) ? commands.some(handlesKey) : /^chmod /.test(line) && handlesKey(command);
}

/** Kamal needs a deploy user on the server that may use Docker; nobody on the deployer does. */
function dockerGroup(line: string, command: ShellCommand): Grant | undefined {
  const { runsOn } = command;
  if (!/^(?:usermod .*-\w*G\w* \S*\bdocker\b|adduser \S+ docker$|gpasswd -a \S+ docker\b)/.test(line))
    return undefined;
  const severity = runsOn === "remote" ? "low" : isHookAt(command) ? "high" : "medium";
  return {
    pattern: /docker/,
    severity,
    what: "Membership in the group docker is as good as root",
    word: /^(?:\S*,)?docker\b/,
  };
}

/** In a hook of every deployment; servers are set up in `docker-setup`. */
function isHookAt({ source }: Pick<Place, "source">): boolean {
  return /(?:^|\/)hooks\/(?!docker-setup)/.test(source.path);
}

/** `find storage -exec chmod 777 {} +` */
function startedByFind(line: string): string {
  return line.startsWith("find ") ? (/ -exec(?:dir)? (?:sudo )?(.{1,500})$/.exec(line)?.[1] ?? "") : "";
}

/** What is written into a file of settings; what a shell is given to run is looked at by itself. */
function written(command: ShellCommand): Grant | undefined {
  const { name } = commandLine(command);
  return name === "ssh" || isShellName(name) ? undefined : settingWeakenedBy(command);
}

function report({ severity, what, word, fix, at: known }: Grant, command: ShellCommand): Problem {
  const at = known ?? placeOf(command, word);
  return {
    at,
    subject: what,
    severity: lowerInContainer(severity, command),
    message: `${what}${PLACES[command.runsOn]}.`,
    ...(fix ? { fix } : {}),
  };
}

/** `sudo -n true` and `sudo -v` only find out whether it would work. */
const ASKS = /^(?:true|test|sudo(?: -\w+)*)?(?: |$)/;

/** Sudo: on the deployer it is a privilege that holds every key; on a server it is common and still worth a look. */
function elevated(command: ShellCommand, isHook: boolean): Problem | undefined {
  const { through, line } = commandLine(command);
  const sudo = through.find((name) => name === "sudo" || name === "doas");
  const isHandedOn = line === "" && command.arguments.some(({ literal }) => literal === undefined);
  if (!sudo || command.runsOn === "container" || (ASKS.test(line) && !isHandedOn)) return undefined;
  const user = /(?:^|\s)(?:-u|--user)[= ]?\S/.test(
    command.arguments.map(({ literal = "$" }) => literal).join(" "),
  );
  if (user) return undefined;
  const isLocal = command.runsOn === "here";
  const local = isHook ? "high" : "medium"; // a script may be meant for the server
  const message = isLocal
    ? "This runs as root on the machine that deploys."
    : "This runs as root on the server.";
  return { at: placeOfLine(command), severity: isLocal ? local : "low", subject: sudo, message };
}
