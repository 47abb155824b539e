import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const pathOf = (file: string) => fileURLToPath(new URL(`../../../${file}`, import.meta.url));
const read = (file: string) => readFileSync(pathOf(file), "utf8");

/** The documents that say which test shows what. */
const DOCUMENTS = ["threat-model", "asvs-5-level-2", "hipaa-security-rule"].map(
  (name) => `docs/security/${name}.md`,
);

interface Reference {
  file: string;
  title: string;
}

/** `file` › "how a title in it begins"; nothing else may name a test file. */
function referencesIn(text: string): Reference[] {
  const found = text.matchAll(/`([^`]+\.(?:test|spec)\.tsx?)`(?: › "([^"]+)")?/g);
  return [...found].map(([, file = "", title = ""]) => ({ file, title }));
}

const TESTS = new Set(["it", "test", "describe"]);
/** Given to `it`, `test.step`, `describe.each(…)` and the like: what stands before the brackets. */
function rootOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node))
    return rootOf(node.expression);
  return ts.isTaggedTemplateExpression(node) ? rootOf(node.tag) : "";
}

/** The titles of the tests of a file, as its code has them: of a table of tests the pattern. */
function titlesIn(source: string): string[] {
  const titles: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && TESTS.has(rootOf(node.expression))) {
      const [title] = node.arguments;
      if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
        titles.push(ts.isStringLiteralLike(title) ? title.text : title.getText().slice(1, -1));
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile("a.test.ts", source, ts.ScriptTarget.Latest, true));
  return titles;
}

const known = new Map<string, string[]>();
function titlesOf(file: string): string[] {
  const titles = known.get(file) ?? titlesIn(read(file));
  known.set(file, titles);
  return titles;
}

/** What is wrong with a reference, or undefined. */
function faultOf({ file, title }: Reference): string | undefined {
  if (!title) return `${file}: names no test`;
  if (!existsSync(pathOf(file))) return `${file}: is not there`;
  return titlesOf(file).some((each) => each.startsWith(title))
    ? undefined
    : `${file}: has no test "${title}"`;
}

/** The cells of a Markdown table's rows, without its head and line. */
function rowsIn(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line.startsWith("| "));
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("the security documents", () => {
  it.each(DOCUMENTS)("name tests that are there: %s", (document) => {
    const references = referencesIn(read(document));
    expect(references.length).toBeGreaterThan(0);
    expect(references.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
  });

  it.each([
    ["`models/access/totp.test.ts`", /names no test/],
    ['`models/access/nowhere.test.ts` › "shows"', /is not there/],
    ['`models/access/totp.test.ts` › "shows the moon"', /has no test/],
    // Words of a test file that are no title do not count.
    ['`models/access/totp.test.ts` › "vitest"', /has no test/],
  ])("would not pass with %s", (text, fault) => {
    expect(referencesIn(text).map(faultOf)).toEqual([expect.stringMatching(fault)]);
  });
});

describe("the table of ASVS 5.0", () => {
  const rows = rowsIn(read("docs/security/asvs-5-level-2.md")).filter(([id = ""]) =>
    /^\d+\.\d+\.\d+$/.test(id),
  );

  it("has every requirement of levels 1 and 2, once", () => {
    const ofLevel = (level: string) => rows.filter(([, each]) => each === level).length;
    expect([ofLevel("1"), ofLevel("2")]).toEqual([70, 183]);
    expect(new Set(rows.map(([id]) => id)).size).toBe(253);
  });

  it("says of nothing that it is met without a test", () => {
    const unshown = rows.filter(([, , , status, , shown = ""]) =>
      status === "met" ? referencesIn(shown).length === 0 : false,
    );
    expect(unshown.map(([id]) => id)).toEqual([]);
  });

  it("knows these judgements and no other, and counts them as it says", () => {
    const text = read("docs/security/asvs-5-level-2.md");
    const counted = new Map<string, number>();
    for (const [, , , status = ""] of rows) counted.set(status, (counted.get(status) ?? 0) + 1);
    const said = [...text.matchAll(/^\| \*\*([^*]+)\*\* +\| +(\d+) +\|/gm)];
    expect(new Map(said.map(([, status = "", count]) => [status, Number(count)]))).toEqual(counted);
  });
});
