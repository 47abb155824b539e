import { parseArgs } from "node:util";

// Each benchmark has files and options of its own, so each format is a command of its own.
const FORMATS: Readonly<Record<string, () => Promise<unknown>>> = {
  "curtois-qu": () => import("./roster-solve-curtois-qu"),
  inrc2: () => import("./roster-solve-inrc2"),
};

const { values } = parseArgs({
  options: { format: { type: "string", default: "curtois-qu" } },
  strict: false,
});
const run = FORMATS[String(values.format)];
if (run) {
  await run();
} else {
  const known = Object.keys(FORMATS).join(" and ");
  process.stderr.write(`--format knows ${known}, not ${String(values.format)}\n`);
  process.exitCode = 2;
}
