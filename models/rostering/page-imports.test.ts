import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { expect, it } from "vitest";

const HERE = new URL(".", import.meta.url).pathname;

/** Every package and builtin that a file brings with it, by way of others too; types are not brought. */
function broughtBy(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = readFileSync(file, "utf8").matchAll(/import (?!type )[^;]*?from "([^"]+)"/g);
  return [...imports].flatMap(([, from = ""]) => {
    if (!from.startsWith(".")) return [from];
    const path = `${resolve(dirname(file), from)}.ts`;
    expect(existsSync(path)).toBe(true);
    return broughtBy(path, seen);
  });
}

// The planner's page counts with these in the browser.
it.each(["roster-score", "candidates", "roster-cost", "fairness", "rule-sets", "make-demand"])(
  "%s runs in a browser: it needs nothing of Node and no solver",
  (name) => {
    expect(broughtBy(`${HERE}${name}.ts`).filter((from) => from !== "zod")).toEqual([]);
  },
);
