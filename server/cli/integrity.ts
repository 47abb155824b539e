// `npm run integrity:accept`: says why a protected file is another now, so that it is no incident.
import { userInfo } from "node:os";
import { acceptFiles, checkedFiles, type FoundFile } from "#db/file-integrity";
import { digestFiles, modelFiles } from "../security/protected-files";
import { differingFiles } from "../security/differing-files";
import { readArguments } from "./arguments";
import { DATABASE_OPTIONS, DATABASE_USAGE, openDatabaseOrExit } from "./database-option";

const USAGE = `npm run integrity:accept
  Lists the protected files that are not what was accepted, with their digests: compare them with the
  release, or with whoever made the new key.
npm run integrity:accept -- --reason "release 1.1" (--all | LABEL ...)
  Accepts them as they are. Keys and certificates are as the server last found them.
  --by NAME          who does this, for the record (this machine's user)
  --models FOLDER    where the models are, when the server has MODELS_DIR
${DATABASE_USAGE}`;

const { values, positionals } = readArguments(
  {
    options: {
      ...DATABASE_OPTIONS,
      reason: { type: "string" },
      all: { type: "boolean", default: false },
      by: { type: "string", default: userInfo().username },
      models: { type: "string" },
    },
    allowPositionals: true,
  },
  USAGE,
);

const line = ({ label, sha256 }: FoundFile) => `${sha256 ?? "gone".padEnd(64)}  ${label}`;

const pool = openDatabaseOrExit(values);
try {
  const differing = differingFiles(
    await checkedFiles(pool),
    await digestFiles(await modelFiles(values.models)),
  );
  const chosen = differing.filter(({ label }) => values.all || positionals.includes(label));
  const unknown = positionals.filter((label) => !differing.some((file) => file.label === label));
  if (unknown.length > 0) {
    console.error(`these are as accepted, or not protected: ${unknown.join(", ")}`);
    process.exitCode = 1;
  } else if (chosen.length === 0) {
    console.log(differing.length > 0 ? differing.map(line).join("\n") : "all are as accepted");
  } else if (!values.reason) {
    console.error(`--reason is needed\n\n${USAGE}`);
    process.exitCode = 2;
  } else {
    await acceptFiles(pool, chosen, { reason: values.reason, by: values.by, now: new Date() });
    console.log(`accepted\n${chosen.map(line).join("\n")}`);
  }
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
} finally {
  await pool.end();
}
