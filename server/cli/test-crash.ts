// `npm run test:crash`: a server of its own, killed under load, must lose nothing it acknowledged.
import { z } from "zod";
import { crashTest, RECOVERY_LIMIT_SECONDS } from "../bench/crash-test";
import { readArguments } from "./arguments";

const USAGE = `npm run test:crash -- [options]
  --kills n            kill -9 of the server and its database (10)
  --database-kills n   kill -9 of the embedded database alone (5)
  --rate n             messages a second (500)
  --beds n             beds that send them (500)
  --json               one JSON object as the last line`;

const Options = z.object({
  kills: z.coerce.number().int().min(0).max(1_000),
  "database-kills": z.coerce.number().int().min(0).max(1_000),
  rate: z.coerce.number().min(1).max(10_000),
  beds: z.coerce.number().int().min(100).max(5_000),
  json: z.boolean(),
});

async function main(): Promise<void> {
  const { values } = readArguments(
    {
      options: {
        kills: { type: "string", default: "10" },
        "database-kills": { type: "string", default: "5" },
        rate: { type: "string", default: "500" },
        beds: { type: "string", default: "500" },
        json: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const options = Options.parse(values);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  const result = await crashTest({
    kills: options.kills,
    databaseKills: options["database-kills"],
    messagesPerSecond: options.rate,
    beds: options.beds,
    say: (text) => console.log(text),
    signal: stop.signal,
  });
  const hasPassed =
    result.acknowledged > 0 &&
    result.missing === 0 &&
    result.duplicated === 0 &&
    result.recoverySecondsMax <= RECOVERY_LIMIT_SECONDS;
  console.log(
    `${result.kills} kills, ${result.acknowledged} messages acknowledged: ${result.missing} missing, ` +
      `${result.duplicated} duplicated; the board was live again within ` +
      `${result.recoverySecondsMax.toFixed(1)} s (limit ${RECOVERY_LIMIT_SECONDS} s): ` +
      (hasPassed ? "passed" : "FAILED"),
  );
  if (options.json) console.log(JSON.stringify(result));
  process.exitCode = hasPassed ? 0 : 1;
}

main().catch((cause: unknown) => {
  console.error(cause instanceof z.ZodError ? `${z.prettifyError(cause)}\n\n${USAGE}` : cause);
  process.exit(1);
});
