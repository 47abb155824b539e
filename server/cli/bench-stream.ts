// `npm run bench:stream`: load on a server of its own, on this machine only, and what it made of it.
import { z } from "zod";
import { benchStream, type StreamBenchResult } from "../bench/stream-bench";
import { readArguments } from "./arguments";

const USAGE = `npm run bench:stream -- [options]
  --beds n       beds, each with a patient (1000)
  --rate n       messages of seven signs a second (1000)
  --seconds n    how long (60)
  --find-max     then look for the highest rate that is sustained
  --json         one JSON object as the last line`;

const Options = z.object({
  beds: z.coerce.number().int().min(1).max(5_000),
  rate: z.coerce.number().min(1).max(50_000),
  seconds: z.coerce.number().min(1).max(3_600),
  "find-max": z.boolean(),
  json: z.boolean(),
});

async function main(): Promise<void> {
  const { values } = readArguments(
    {
      options: {
        beds: { type: "string", default: "1000" },
        rate: { type: "string", default: "1000" },
        seconds: { type: "string", default: "60" },
        "find-max": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const options = Options.parse(values);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  const result = await benchStream({
    beds: options.beds,
    messagesPerSecond: options.rate,
    seconds: options.seconds,
    findMax: options["find-max"],
    say: (text) => console.log(text),
    signal: stop.signal,
  });
  console.log(report(result));
  if (options.json) console.log(JSON.stringify(result, rounded));
}

const rounded = (_: string, value: unknown) =>
  typeof value === "number" && Number.isFinite(value) ? Math.round(value * 100) / 100 : value;

function report(result: StreamBenchResult): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const usage = (cpu: number, rss: number) => `${cpu.toFixed(0)} % of a core, ${rss.toFixed(0)} MB`;
  const rows: [string, string][] = [
    ["offered", `${result.offeredMessagesPerSecond} messages/s`],
    [
      "achieved",
      `${result.achievedMessagesPerSecond.toFixed(1)} messages/s, ${result.signsPerSecond.toFixed(0)} signs/s`,
    ],
    ["acknowledgement", `p50 ${ms(result.ackP50Ms)}, p99 ${ms(result.ackP99Ms)}`],
    [
      "  from schedule",
      `p50 ${ms(result.ackFromScheduleP50Ms)}, p99 ${ms(result.ackFromScheduleP99Ms)}`,
    ],
    [
      "end to end",
      `p50 ${ms(result.endToEndP50Ms)}, p99 ${ms(result.endToEndP99Ms)} (${result.endToEndSeen} seen)`,
    ],
    [
      "lost",
      `${result.lostMessages} of ${result.acknowledgedMessages}, ${result.refusedMessages} refused`,
    ],
    ["server", usage(result.serverCpuPercent, result.serverRssMb)],
    ["database", usage(result.databaseCpuPercent, result.databaseRssMb)],
    ["load and screen", `${result.loadCpuPercent.toFixed(0)} % of a core`],
    ["bare inserts", `${result.bareInsertRowsPerSecond.toFixed(0)} rows/s`],
  ];
  if (result.maxMessagesPerSecond !== undefined)
    rows.push([
      "highest sustained",
      `${result.maxMessagesPerSecond} messages/s, ${result.maxSignsPerSecond} signs/s, ` +
        `${((result.maxShareOfBareInsert ?? Number.NaN) * 100).toFixed(0)} % of bare inserts`,
    ]);
  return rows.map(([name, text]) => `  ${name.padEnd(18)} ${text}`).join("\n");
}

main().catch((cause: unknown) => {
  console.error(cause instanceof z.ZodError ? `${z.prettifyError(cause)}\n\n${USAGE}` : cause);
  process.exit(1);
});
