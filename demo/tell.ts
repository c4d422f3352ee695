/** The story as text for a terminal. */
import { styleText } from "node:util";
import type { Chapter, Story, StoryComment } from "./story.ts";

type Look = Parameters<typeof styleText>[0];

function paint(look: Look, text: string): string {
  return styleText(look, text, { stream: process.stdout });
}

/** Tells the whole story. */
export function tell({ careless, mended }: Story): string {
  const { pullRequest, title } = careless;
  return [
    paint("bold", `Pull request #${pullRequest}, "${title}", by wim`),
    "It writes the registry password into config/deploy.yml, opens the database's port,\nand lets a hook pipe a download into bash.",
    checkLine(careless),
    changeLines(careless),
    ...careless.comments.map(commentBlock),
    mergeLine(careless),
    paint("bold", `wim pushes "Keep the secret a secret" to #${pullRequest}`),
    checkLine(mended),
    changeLines(mended),
    mended.comments.map(({ path, body }) => `  ${paint("cyan", path)}: ${readable(body)}`).join("\n"),
    mergeLine(mended),
  ].join("\n\n");
}

function checkLine({ check }: Chapter): string {
  const mark = check.conclusion === "success" ? paint("green", "✔") : paint("red", "✘");
  return `  ${mark} ${paint("bold", "Kamal Review")} ${check.conclusion}: ${check.title}`;
}

function changeLines(chapter: Chapter): string {
  const lines = serverChanges(chapter).map((line) => `    ${line.replaceAll("\n", "\n      ")}`);
  return ["  What changes on the servers:", ...lines].join("\n");
}

/** What the check's summary says about the servers, a change each, without its links. */
export function serverChanges({ check }: Chapter): string[] {
  return check.summary
    .split("\n")
    .filter((line) => /^- \*\*[+−~]\*\*/.test(line))
    .map((line) => readable(line.replace(/ \[`([^\]]*)`\]\([^)]*\)$/, "")).slice(2));
}

function mergeLine({ merge }: Chapter): string {
  const done = merge.status === 200;
  return `  ${done ? paint("green", "✔ merged") : paint("red", `✘ merge refused (${merge.status})`)}: ${merge.message}`;
}

function commentBlock({ path, line, code, body }: StoryComment): string {
  const bar = paint("dim", "│");
  const head = `  ${paint("cyan", `${path}:${line}`)}\n  ${paint("dim", `${line} |`)} ${masked(code)}`;
  const text = readable(body)
    .split("\n")
    .map((text) => `  ${bar} ${text}`);
  return `${head}\n${text.join("\n")}`;
}

/** The terminal's reader gets the line as GitHub's reader sees it, but for the password. */
export function masked(code: string): string {
  return code.replace(/(password: )\S+/, "$1••••••••");
}

/** A comment's Markdown without its marker and emphasis, folded to the width of a terminal. */
export function readable(body: string): string {
  const text = body
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\*\*/g, "")
    .replace(/\\([\\`*_{}[\]<>()|~$&])/g, "$1")
    .trim();
  return text
    .split("\n")
    .flatMap((line) => (line.startsWith(" ") || line.startsWith("`") ? [line] : folded(line)))
    .join("\n");
}

const WIDTH = 92;

function folded(line: string): string[] {
  const lines = [""];
  for (const word of line.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}
