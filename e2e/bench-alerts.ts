// `npm run bench:alerts`: from an alert raised to an alert seen and heard, in a real browser, under load.
import { z } from "zod";
import { readArguments } from "../server/cli/arguments";
import { type AlertBenchResult, benchAlerts } from "./alert-bench/alert-bench";

const USAGE = `npm run bench:alerts -- [options]   (needs the built pages: npm run up has built them, or npx next build)
  --beds n     beds, each with a patient (1000)
  --rate n     messages of seven signs a second (1000)
  --alerts n   alerts provoked, one after the other (100)
  --json       one JSON object as the last line`;

/** From raised to seen and heard, at the 99th percentile. */
const GOAL_MS = 1_000;

const Options = z.object({
  beds: z.coerce.number().int().min(1).max(5_000),
  rate: z.coerce.number().min(1).max(50_000),
  alerts: z.coerce.number().int().min(1).max(10_000),
  json: z.boolean(),
});

async function main(): Promise<void> {
  const { values } = readArguments(
    {
      options: {
        beds: { type: "string", default: "1000" },
        rate: { type: "string", default: "1000" },
        alerts: { type: "string", default: "100" },
        json: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const { beds, rate, alerts, json } = Options.parse(values);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  const result = await benchAlerts({
    ...{ beds, alerts, messagesPerSecond: rate, signal: stop.signal },
    say: (text) => console.log(text),
  });
  console.log(report(result));
  if (json) console.log(JSON.stringify(result));
  const { raisedToShown, raisedToSounding } = result;
  process.exitCode = Math.max(raisedToShown.p99, raisedToSounding?.p99 ?? 0) < GOAL_MS ? 0 : 1;
}

function report(result: AlertBenchResult): string {
  const ms = ({ p50, p99 }: { p50: number; p99: number }) =>
    `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
  const { raisedToSounding } = result;
  const rows = [
    ["load", `${result.achievedMessagesPerSecond.toFixed(0)} messages/s`],
    ["provoked", `${result.provoked} alerts`],
    ["value written to alert raised", ms(result.writtenToRaised)],
    ["raised to on screen", `${ms(result.raisedToShown)} (goal ${GOAL_MS} ms)`],
    [
      "raised to sounding",
      raisedToSounding
        ? `${ms(raisedToSounding)} (goal ${GOAL_MS} ms)`
        : "not measured: the page has no sound to switch on",
    ],
    ["value written to on screen", ms(result.writtenToShown)],
    [
      "a bare event to on screen",
      `${ms(result.floor)}: raised to on screen is ${result.ratio.toFixed(1)} times that`,
    ],
  ] as const;
  return rows.map(([name, text]) => `  ${name.padEnd(30)} ${text}`).join("\n");
}

main().catch((cause: unknown) => {
  console.error(cause instanceof z.ZodError ? `${z.prettifyError(cause)}\n\n${USAGE}` : cause);
  process.exit(1);
});
