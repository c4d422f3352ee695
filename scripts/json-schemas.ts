/** The published JSON Schemas, by file name. */
import { type FileForm, jsonSchema } from "../src/documents/kamal/schema/json-schema.ts";

const FORMS: readonly FileForm[] = ["deploy", "destination"];

/** Names in `schema/` and their texts. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const files = ([1, 2] as const).flatMap((major) =>
    FORMS.map((form): [string, string] => {
      const name = form === "deploy" ? `kamal-${major}.json` : `kamal-${major}-destination.json`;
      return [name, `${JSON.stringify(jsonSchema(major, form), undefined, 2)}\n`];
    }),
  );
  return new Map(files);
}
