/** Which Ruby expressions are known to print what. */
import { expect, test } from "@jest/globals";
import { readLookup } from "../../../src/documents/erb/ruby-lookup.ts";

test.each([
  [`"a" + "b"`, "ab"],
  [`'a' 'b'`, "ab"],
  [`"a" << 'b' << "c"`, "abc"],
  [`["a", 'b'].join`, "ab"],
  [`["a", "b"].join("")`, "ab"],
  [`Base64.decode64("em9vTmczRWVtZTU=")`, "zooNg3Eeme5"],
  [`Base64.strict_decode64 'em9v'`, "zoo"],
  [`["a", "b"].join("-")`, "a-b"],
  [`%w[a b].join`, "ab"],
  [`"%s-%s" % ["a", "b"]`, "a-b"],
  [`"a#{"b"}c"`, "abc"],
  [`"a#{'b'}" + "c"`, "abc"],
  [`%q(ab)`, "ab"],
  [`"ab".freeze`, "ab"],
  [String.raw`"5432\n    options: {}"`, "5432\n    options: {}"],
  [String.raw`"\x41\u0042\u{43}\104\s\e\"\\\q"`, 'ABCD \u001b"\\q'],
  [String.raw`'a\'b\\c\n'`, String.raw`a'b\c\n`],
  [String.raw`ENV.fetch("A", "b\nc: d")`.replace(/^.*, |\)$/g, ""), "b\nc: d"],
  [`Base64.decode64("YTogYgpjOiBk")`, "a: b\nc: d"],
])("%s prints %j", (code, text) => {
  expect(readLookup(code)).toEqual({ kind: "literal", text });
});

test.each([
  `"a" + name`,
  `"a#{b}" + "c"`,
  `["a", name].join`,
  `Base64.decode64(name)`,
  `Base64.decode64("AAEC")`,
  `"a" * 3`,
  `"a#{"b" + c}"`,
  `%w(a b)`,
  `"ab".reverse`,
  `"%d" % ["a"]`,
  `"%s" % ["a", "b"]`,
  `%w[a b].join("-")`,
])("what %s prints only Ruby knows", (code) => {
  expect(readLookup(code)).toBeUndefined();
});
