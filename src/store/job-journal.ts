/** Jobs on disk, one small file each, so that work taken on is not forgotten when the process ends. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jobKey, type ReviewJob } from "../service/jobs.ts";

/** Keeps jobs until they are done. */
export interface JobJournal {
  /** Resolves when the job is on disk. */
  add(job: ReviewJob): Promise<void>;
  remove(job: ReviewJob): Promise<void>;
  /** Jobs that were added and never removed. Files that can't be read are passed over. */
  unfinished(): Promise<readonly ReviewJob[]>;
}

/** Opens the journal in a folder, which is made when it is not there. */
export async function openJobJournal(folder: string): Promise<JobJournal> {
  await mkdir(folder, { recursive: true });
  const fileOf = (job: ReviewJob): string =>
    join(folder, `${createHash("sha256").update(jobKey(job)).digest("hex").slice(0, 32)}.json`);
  return {
    add: async (job) => {
      const file = fileOf(job);
      await writeFile(`${file}.new`, JSON.stringify(job));
      await rename(`${file}.new`, file); // a half-written file never has the final name
    },
    remove: (job) => rm(fileOf(job), { force: true }),
    unfinished: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
      const jobs = await Promise.all(names.map((name) => readJob(join(folder, name))));
      return jobs.filter((job) => job !== undefined);
    },
  };
}

async function readJob(file: string): Promise<ReviewJob | undefined> {
  try {
    const job: unknown = JSON.parse(await readFile(file, "utf8"));
    return isJob(job) ? job : undefined;
  } catch {
    return undefined;
  }
}

function isJob(value: unknown): value is ReviewJob {
  return (
    typeof value === "object" &&
    value !== null &&
    "headSha" in value &&
    "repository" in value &&
    "deliveryId" in value
  );
}
