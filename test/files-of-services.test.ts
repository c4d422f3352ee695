/** Secrets are found wherever they stand in a file of a service, however long it is. */
import { expect, test } from "@jest/globals";
import { serviceSecrets } from "../src/rules/shared/secrets/settings-of-services.ts";
import { sourceText } from "../src/source/source-text.ts";

const GRANT = "CREATE USER shop WITH PASSWORD 'kV9w-3Lz-77qe';";

function placesIn(text: string): number[] {
  return [...serviceSecrets(sourceText("db/setup.sql", text))].map(({ at }) => at.span.start);
}

test("behind ten thousand lines of a dump", () => {
  const dump = "INSERT INTO tags VALUES (1, 'shoes');\n".repeat(10_000);
  expect(placesIn(`${dump}${GRANT}\n`)).toEqual([dump.length + GRANT.indexOf("kV9w")]);
});

test.each([1, 1_350, 1_990, 2_600, 9_000])("once, %i characters into a long line", (before) => {
  const start = `${"a".repeat(before - 1)} `;
  expect(placesIn(`${start}${GRANT}${" b".repeat(2_000)}\n`)).toEqual([before + GRANT.indexOf("kV9w")]);
});

test("once in a line that is a little longer than a piece", () => {
  const line = `--password=kV9w-3Lz-77qe ${"b ".repeat(1_000)}`;
  expect(placesIn(`mysql ${line}\n`)).toEqual([6 + line.indexOf("kV9w")]);
});
