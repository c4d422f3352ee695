/** The careless pull request as GitHub shows it, drawn as SVG from what the demo's embedded GitHub holds. */
import type { Chapter, StoryComment } from "./story.ts";
import { masked, readable, serverChanges } from "./tell.ts";

const WIDTH = 880;
const MARGIN = 24;
const LINE = 20;

/** Colours of GitHub's light theme (primer.style). */
const INK = {
  text: "#1f2328",
  quiet: "#59636e",
  border: "#d1d9e0",
  band: "#f6f8fa",
  red: "#d1242f",
  green: "#1a7f37",
  added: "#dafbe1",
  removed: "#ffebe9",
};

/** Collects shapes from top to bottom. */
interface Canvas {
  readonly shapes: string[];
  y: number;
}

/** Draws the picture. */
export function drawReview(chapter: Chapter): string {
  const canvas: Canvas = { shapes: [], y: MARGIN };
  drawServerChanges(canvas, chapter);
  for (const comment of chapter.comments) drawComment(canvas, comment);
  drawMergeBox(canvas, chapter);
  const height = canvas.y + MARGIN - 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="What a pull request changes on the servers, with three review comments of Kamal Review and a failed check">
<style>text{font:14px -apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;fill:${INK.text}}.code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;white-space:pre}.bold{font-weight:600}.quiet{fill:${INK.quiet}}.red{fill:${INK.red}}.white{fill:#ffffff}</style>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
${canvas.shapes.join("\n")}
</svg>
`;
}

/** The first thing in the check: what the change does. */
function drawServerChanges(canvas: Canvas, chapter: Chapter): void {
  const top = canvas.y;
  box(canvas, top, 36, INK.band);
  text(canvas, MARGIN + 16, top + 23, "What changes on the servers", "bold");
  canvas.y = top + 60;
  for (const line of serverChanges(chapter).flatMap((change) => change.split("\n"))) {
    text(canvas, MARGIN + 16, canvas.y, line.replaceAll("`", ""), "");
    canvas.y += LINE;
  }
  outline(canvas, top, canvas.y - top);
  canvas.y += 16;
}

function drawComment(canvas: Canvas, { path, line, code, body }: StoryComment): void {
  const top = canvas.y;
  box(canvas, top, 36, INK.band);
  text(canvas, MARGIN + 16, top + 23, path, "code bold");
  rect(canvas, MARGIN + 1, top + 36, WIDTH - 2 * MARGIN - 2, 24, INK.added);
  text(canvas, MARGIN + 16, top + 53, String(line), "code quiet");
  text(canvas, MARGIN + 64, top + 53, `+ ${masked(code)}`, "code");
  canvas.y = top + 84;
  drawAuthor(canvas);
  for (const block of blocksOf(body)) drawBlock(canvas, block, code);
  const bottom = canvas.y + 4;
  outline(canvas, top, bottom - top);
  canvas.y = bottom + 16;
}

function drawAuthor(canvas: Canvas): void {
  const { y } = canvas;
  canvas.shapes.push(`<circle cx="${MARGIN + 28}" cy="${y + 5}" r="12" fill="#1f2328"/>`);
  text(canvas, MARGIN + 23, y + 10, "K", "white bold");
  text(canvas, MARGIN + 50, y + 10, "kamal-review", "bold");
  canvas.shapes.push(
    `<rect x="${MARGIN + 170}" y="${y - 5}" width="32" height="20" rx="10" fill="none" stroke="${INK.border}"/>`,
  );
  text(canvas, MARGIN + 177, y + 9, "bot", "quiet");
  canvas.y += 36;
}

interface Block {
  readonly kind: "words" | "suggestion";
  readonly lines: readonly string[];
}

/** Paragraphs of a comment and its suggestion. */
function blocksOf(body: string): Block[] {
  const [words = "", suggestion] = readable(body).split("```suggestion\n");
  const paragraphs = words
    .trim()
    .split("\n\n")
    .map((paragraph): Block => ({ kind: "words", lines: paragraph.split("\n") }));
  if (suggestion === undefined) return paragraphs;
  return [...paragraphs, { kind: "suggestion", lines: suggestion.replace(/\n?```\s*$/, "").split("\n") }];
}

function drawBlock(canvas: Canvas, { kind, lines }: Block, code: string): void {
  if (kind === "words") {
    for (const line of lines) {
      text(canvas, MARGIN + 16, canvas.y, line.replaceAll("`", ""), "");
      canvas.y += LINE;
    }
    canvas.y += 8;
    return;
  }
  text(canvas, MARGIN + 16, canvas.y, "Suggested change", "quiet");
  canvas.y += 10;
  drawChangedLine(canvas, INK.removed, `- ${masked(code)}`);
  for (const line of lines) drawChangedLine(canvas, INK.added, `+ ${line}`);
  canvas.y += 16;
}

function drawChangedLine(canvas: Canvas, background: string, content: string): void {
  rect(canvas, MARGIN + 16, canvas.y, WIDTH - 2 * MARGIN - 32, 24, background);
  text(canvas, MARGIN + 28, canvas.y + 17, content, "code");
  canvas.y += 24;
}

function drawMergeBox(canvas: Canvas, { check, merge }: Chapter): void {
  const top = canvas.y;
  const blocked = merge.status !== 200;
  box(canvas, top, 52, "#ffffff");
  text(canvas, MARGIN + 16, top + 32, blocked ? "✕" : "✓", blocked ? "red bold" : "bold");
  text(canvas, MARGIN + 40, top + 32, "Kamal Review", "bold");
  text(canvas, MARGIN + 166, top + 32, check.title, "quiet");
  canvas.shapes.push(
    `<rect x="${WIDTH - MARGIN - 92}" y="${top + 16}" width="76" height="22" rx="11" fill="none" stroke="${INK.border}"/>`,
  );
  text(canvas, WIDTH - MARGIN - 83, top + 32, "Required", "quiet");
  canvas.y = top + 52;
  box(canvas, canvas.y, 44, INK.band);
  text(
    canvas,
    MARGIN + 16,
    canvas.y + 28,
    blocked ? "Merging is blocked" : "Ready to merge",
    blocked ? "bold red" : "bold",
  );
  text(canvas, MARGIN + 190, canvas.y + 28, merge.message, "quiet");
  canvas.y += 44;
  outline(canvas, top, canvas.y - top);
}

function box(canvas: Canvas, y: number, height: number, fill: string): void {
  rect(canvas, MARGIN, y, WIDTH - 2 * MARGIN, height, fill);
}

function outline(canvas: Canvas, y: number, height: number): void {
  canvas.shapes.push(
    `<rect x="${MARGIN + 0.5}" y="${y + 0.5}" width="${WIDTH - 2 * MARGIN - 1}" height="${height}" rx="6" fill="none" stroke="${INK.border}"/>`,
  );
}

function rect(canvas: Canvas, x: number, y: number, width: number, height: number, fill: string): void {
  canvas.shapes.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`);
}

function text(canvas: Canvas, x: number, y: number, content: string, look: string): void {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const classes = look === "" ? "" : ` class="${look}"`;
  canvas.shapes.push(`<text x="${x}" y="${y}"${classes}>${escaped}</text>`);
}
