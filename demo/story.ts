/** The story: a careless pull request, what the review makes of it, the mending push, the merge. */
import { CHECK_NAME } from "../src/github/check-run.ts";
import { deployWith, SOUND_SETUP } from "./sound-setup.ts";
import type { Stage } from "./stage.ts";

/** One push and what came of it. */
export interface Chapter {
  readonly pullRequest: number;
  readonly title: string;
  readonly check: { readonly conclusion: string; readonly title: string; readonly summary: string };
  readonly comments: readonly StoryComment[];
  readonly merge: { readonly status: number; readonly message: string };
}

/** A comment at its line. */
export interface StoryComment {
  readonly path: string;
  readonly line: number | null;
  /** The commented line of the file. */
  readonly code: string;
  readonly body: string;
}

/** The whole story. */
export interface Story {
  readonly careless: Chapter;
  readonly mended: Chapter;
}

const CARELESS: Readonly<Record<string, string | { content: string; mode: "100755" }>> = {
  "config/deploy.yml": deployWith(
    ["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: dckr-4f9a1c7e2b"],
    ['port: "127.0.0.1:5432:5432"', "port: 5432"],
  ),
  ".kamal/hooks/pre-deploy": {
    content: "#!/bin/sh\nset -e\ncurl -fsSL https://get.turbo-deploy.example/install | bash\n",
    mode: "100755",
  },
};

const TITLE = "Deploy faster";

/** Plays the story. */
export async function play(stage: Stage): Promise<Story> {
  const { repository } = stage;
  const bad = await repository.commit({ branch: "faster", from: "main", message: TITLE, files: CARELESS });
  const pullRequest = await repository.openPullRequest({ head: "faster", title: TITLE });
  const careless = await chapter(stage, pullRequest, bad);
  const mending = {
    ...SOUND_SETUP,
    "config/deploy.yml": deployWith(["    DB_HOST: shop-db", "    DB_HOST: shop-db\n    WEB_CONCURRENCY: 4"]),
  };
  const good = await repository.commit({
    branch: "faster",
    message: "Keep the secret a secret",
    files: mending,
  });
  return { careless, mended: await chapter(stage, pullRequest, good) };
}

async function chapter(stage: Stage, pullRequest: number, sha: string): Promise<Chapter> {
  const { repository } = stage;
  await stage.settled();
  const [run] = await repository.checkRuns(sha);
  const comments = await repository.reviewComments(pullRequest);
  return {
    pullRequest,
    title: TITLE,
    check: {
      conclusion: run?.name === CHECK_NAME ? (run.conclusion ?? run.status) : "missing",
      title: run?.output.title ?? "",
      summary: run?.output.summary ?? "",
    },
    comments: comments.map(({ path, line, body }) => ({
      path,
      line: line ?? null,
      code: codeAt(path, line ?? undefined),
      body,
    })),
    merge: await repository.merge(pullRequest),
  };
}

function codeAt(path: string, line: number | undefined): string {
  const file = CARELESS[path];
  const text = typeof file === "string" ? file : (file?.content ?? "");
  return line === undefined ? "" : (text.split("\n")[line - 1] ?? "");
}

/** What must hold for the story to have gone as told; the sentences of those that do not. */
export function broken({ careless, mended }: Story): string[] {
  const places = careless.comments.map(({ path, line }) => `${path}:${line}`).sort();
  const expectations: readonly (readonly [holds: boolean, sentence: string])[] = [
    [careless.check.conclusion === "failure", "the careless pull request should fail its check"],
    [
      places.join() === ".kamal/hooks/pre-deploy:3,config/deploy.yml:15,config/deploy.yml:34",
      "each fault should have its comment at its line",
    ],
    [
      careless.check.summary.includes("port `5432` opened on every address"),
      "the summary should say what the careless change does to the servers",
    ],
    [careless.merge.status === 405, "the careless pull request should not be mergeable"],
    [
      !JSON.stringify([careless.check, careless.comments.map(({ body }) => body)]).includes(
        "dckr-4f9a1c7e2b",
      ),
      "neither check nor comment should show the password",
    ],
    [mended.check.conclusion === "success", "the mended pull request should pass its check"],
    [
      mended.comments.every(({ body }) => body.startsWith("✅ Fixed in")),
      "the comments should say that they are fixed",
    ],
    [mended.comments.length === careless.comments.length, "the mending push should bring no further comment"],
    [mended.merge.status === 200, "the mended pull request should be merged"],
  ];
  return expectations.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}
