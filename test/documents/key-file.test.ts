/** Key files and `.env` files that are no text. */
import { expect, test } from "@jest/globals";
import { openProject } from "../../src/documents/project.ts";

const DEPLOY = new TextEncoder().encode("service: shop\nimage: acme/shop\nservers: [192.0.2.10]\n");

async function documentsOf(path: string, bytes: readonly number[]) {
  const project = await openProject([
    { path: "config/deploy.yml", mode: "100644", content: DEPLOY },
    { path, mode: "100644", content: Uint8Array.from(bytes) },
  ]);
  return project.documents.filter((document) => document.source.path === path);
}

const PKCS12 = [0x30, 0x82, 0x0a, 0x1f, 0x02, 0x01, 0x03, 0x30, 0x82, 0x09, 0x00, 0x00];

test("a binary key store is a key file, not a file that could not be read", async () => {
  expect(await documentsOf("config/ssl/shop.p12", PKCS12)).toMatchObject([
    { kind: "key-file", what: "key store" },
  ]);
});

test("a private key in DER is a key file", async () => {
  const key = [0x30, 0x82, 0x04, 0xa4, 0x02, 0x01, 0x00, 0x02, 0x82, 0x01, 0x01, 0x00];
  expect(await documentsOf("config/ssl/shop.key", key)).toMatchObject([
    { kind: "key-file", what: "private key" },
  ]);
});

test.each([
  [
    "a certificate in DER",
    "config/ssl/shop.pem",
    [0x30, 0x82, 0x03, 0x21, 0x30, 0x82, 0x02, 0x09, 0xa0, 0x00],
  ],
  ["a presentation", "docs/launch.key", [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00]],
  [
    "a key encrypted by git-crypt",
    "config/master.key",
    [0x00, 0x47, 0x49, 0x54, 0x43, 0x52, 0x59, 0x50, 0x54, 0x00],
  ],
  [
    "variables encrypted by git-crypt",
    ".env.production",
    [0x00, 0x47, 0x49, 0x54, 0x43, 0x52, 0x59, 0x50, 0x54, 0x00],
  ],
])("%s is neither a key file nor unreadable", async (_, path, bytes) => {
  expect(await documentsOf(path, bytes)).toEqual([]);
});

test("variables in another encoding could not be read, since they may hold anything", async () => {
  expect(await documentsOf(".env", [0x41, 0x3d, 0xe9, 0x0a])).toMatchObject([{ kind: "unreadable-file" }]);
});

test("a link out of the repository holds nothing", async () => {
  const content = { reason: "is a symbolic link that does not lead to a file of the repository" };
  const link = { path: ".env", mode: "120000", content };
  const project = await openProject([{ path: "config/deploy.yml", mode: "100644", content: DEPLOY }, link]);
  expect(project.documents.filter(({ kind }) => kind === "unreadable-file")).toEqual([]);
});

test("a script that is no text still could not be read", async () => {
  expect(await documentsOf(".kamal/hooks/pre-deploy", [0x7f, 0x45, 0x4c, 0x46, 0x00])).toMatchObject([
    { kind: "unreadable-file" },
  ]);
});
