/** Texts made to be slow to read: twice the text may take about twice the time. */
import { findCredentials } from "../src/documents/credentials/find-credentials.ts";
import { renderErb } from "../src/documents/erb/render-erb.ts";
import { parseSecretsFile } from "../src/documents/secrets-file/secrets-file.ts";
import { sourceText } from "../src/source/source-text.ts";
import { median, report } from "./measure.ts";

const SIZE = 400_000;

/** More than twice, for what the collector and the caches do; quadratic would be four times. */
const LIMIT = 3.2;

const READERS: readonly {
  readonly name: string;
  readonly read: (text: string) => unknown;
  readonly units: readonly string[];
}[] = [
  {
    name: "secrets file",
    read: (text) => parseSecretsFile(sourceText(".kamal/secrets", text)),
    units: ['A="\n', "A='\\'\n", "A=$(\n", "A=\n", "A:\n", "export\n", '\\"', 'A="$("\n', "${", "\r", " "],
  },
  {
    name: "ERB",
    read: (text) => renderErb(sourceText("config/deploy.yml", text)),
    units: ["<%", "<%=", "%>", "<%= `", "  <%- ", "<% a %>", " "],
  },
  {
    name: "credentials",
    read: (text) => findCredentials(sourceText("config/deploy.yml", text)),
    units: [
      "-----BEGIN RSA PRIVATE KEY-----\n",
      "-----BEGIN PRIVATE KEY-----",
      "eyJaaaaaaaaaaa.eyJaaaaaaaaaaaaa",
      "secret_access_key = ",
      "AKIA",
      "xoxb-1-",
      "https://hooks.slack.com/services/",
      "0123456789abcdef",
      "A1",
    ],
  },
];

/** The worst unit of each reader. */
export async function benchHostileText(): Promise<void> {
  for (const { name, read, units } of READERS) {
    let worst = { unit: "", once: 1, twice: 0 };
    for (const unit of units) {
      const text = unit.repeat(SIZE / unit.length);
      const once = Math.max(1, await median(() => read(text), 3)); // below a millisecond the clock decides
      const twice = await median(() => read(text + text), 3);
      if (twice / once > worst.twice / worst.once) worst = { unit, once, twice };
    }
    report(
      `${name}, ${2 * SIZE} characters of ${JSON.stringify(worst.unit)} to half of them`,
      worst.twice,
      worst.once,
      LIMIT,
    );
  }
}
