// `npm run test:delivery`: every alert on every screen that may show it, once, whatever fails meanwhile.
import { z } from "zod";
import { readArguments } from "../server/cli/arguments";
import { deliveryTest } from "./delivery/delivery-test";

const USAGE = `npm run test:delivery -- [options]
  --alerts n    how many alerts are raised, by HL7 messages (10000)
  --clients n   how many screens are open (200)
  --seconds n   how long the alerts are spread over (600)
  --kills n     how often the server is killed meanwhile (5)
  --seed n      of the disconnections; a run prints its own (random)
  --json        one JSON object as the last line`;

const Options = z.object({
  alerts: z.coerce.number().int().min(1).max(1_000_000),
  clients: z.coerce.number().int().min(1).max(2_000),
  seconds: z.coerce.number().min(5).max(86_400),
  kills: z.coerce.number().int().min(0).max(1_000),
  seed: z.coerce.number().int().min(0).max(2_147_483_647),
  json: z.boolean(),
});

async function main(): Promise<void> {
  const { values } = readArguments(
    {
      options: {
        alerts: { type: "string", default: "10000" },
        clients: { type: "string", default: "200" },
        seconds: { type: "string", default: "600" },
        kills: { type: "string", default: "5" },
        seed: { type: "string", default: String(Math.floor(Math.random() * 2_147_483_647)) },
        json: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const { json, ...options } = Options.parse(values);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  console.log(`${options.alerts} alerts, ${options.clients} screens, seed ${options.seed}`);
  const result = await deliveryTest({
    ...options,
    say: (text) => console.log(text),
    signal: stop.signal,
  });

  for (const example of result.examples) console.log(`  ${example}`);
  const { lost, duplicated, stepsLost, stepsDuplicated, wrong, leaked } = result;
  const faults = lost + duplicated + stepsLost + stepsDuplicated + wrong + leaked;
  const hasPassed = faults === 0 && result.alerts >= options.alerts;
  console.log(
    `${result.alerts} alerts with ${result.steps} steps from ${result.messages} messages, ` +
      `${result.kills} kills, ${result.networkLosses} network losses of up to ` +
      `${result.longestAwaySeconds.toFixed(0)} s, ${result.answers} answers by people.\n` +
      `${result.owed} times an alert was to appear on a screen: ${lost} lost, ${duplicated} duplicated, ` +
      `${wrong} left in a wrong state, ${leaked} shown to whom they are not for.\n` +
      `${result.stepsOwed} steps owed: ${result.stepsShown} shown, ` +
      `${result.stepsOwed - result.stepsShown - stepsLost} overtaken by a later one, ` +
      `${stepsLost} lost, ${stepsDuplicated} duplicated. ` +
      `Caught up in ${result.catchUpP50Ms.toFixed(0)} ms (median), ` +
      `${result.catchUpWorstMs.toFixed(0)} ms (worst): ${hasPassed ? "passed" : "FAILED"}`,
  );
  if (json) console.log(JSON.stringify(result));
  process.exitCode = hasPassed ? 0 : 1;
}

main().catch((cause: unknown) => {
  console.error(cause instanceof z.ZodError ? `${z.prettifyError(cause)}\n\n${USAGE}` : cause);
  process.exit(1);
});
