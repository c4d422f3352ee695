/** `npm run demo`: plays the story against an embedded GitHub and prints it; `-- --serve` keeps the stage afterwards. */
import { setStage } from "./stage.ts";
import { broken, play } from "./story.ts";
import { tell } from "./tell.ts";

const serve = process.argv.includes("--serve");
const stage = await setStage(serve ? 4100 : 0);
process.stdout.write(
  `An embedded GitHub at ${stage.github.url}, Kamal Review at ${stage.app.url}, one repository: acme/shop.\n\n`,
);

const story = await play(stage);
process.stdout.write(`${tell(story)}\n\n`);

const wrong = broken(story);
for (const sentence of wrong) process.stderr.write(`The story did not go as told: ${sentence}.\n`);
if (wrong.length > 0) process.exitCode = 1;

if (serve) {
  process.stdout.write(`Still running; Ctrl-C ends it. The API is GitHub's, for example:
  curl -H "Authorization: Bearer token-of-wim" ${stage.github.url}/repos/acme/shop/pulls/1/comments
`);
  await new Promise((resolve) => process.once("SIGINT", resolve));
}
await stage.close();
