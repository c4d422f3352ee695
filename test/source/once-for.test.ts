import { expect, test } from "@jest/globals";
import { onceFor } from "../../src/source/once-for.ts";

test("an argument is worked on once, and equal ones each for themselves", () => {
  const worked: string[] = [];
  const lengthOf = onceFor(({ text }: { readonly text: string }) => {
    worked.push(text);
    return text.length;
  });
  const argument = { text: "abc" };
  expect([lengthOf(argument), lengthOf(argument), lengthOf({ text: "abc" })]).toEqual([3, 3, 3]);
  expect(worked).toEqual(["abc", "abc"]);
});

test("a changed copy does not take over what is known of the original", () => {
  const lengthOf = onceFor(({ text }: { readonly text: string }) => text.length);
  const argument = { text: "abc" };
  lengthOf(argument);
  expect(lengthOf({ ...argument, text: "longer" })).toBe(6);
  expect(lengthOf(Object.assign({}, argument, { text: "ab" }))).toBe(2);
});

test("what is known shows nowhere", () => {
  const lengthOf = onceFor(({ text }: { readonly text: string }) => text.length);
  const argument = { text: "abc" };
  lengthOf(argument);
  expect(JSON.stringify(argument)).toBe('{"text":"abc"}');
  expect(argument).toStrictEqual({ text: "abc" });
});
