// `npm run simulate`: made-up patients that live and are measured, through the same door as real ones.
import { z } from "zod";
import { DEMO_HOSPITAL, REPLAY_UNIT_CODE } from "#models/hospital/demo-hospital";
import { progressLine } from "../progress-line";
import { runSimulator } from "../senders/simulator";
import { parseTarget } from "../senders/target";
import { readArguments } from "./arguments";

const USAGE = `npm run simulate -- [options]
  --target host:port       where to send (127.0.0.1:2575)
  --seed text              the same seed makes the same patients (1)
  --speed n                simulated seconds in a second, from 1 (1)
  --occupancy share        patients over beds, 0.1 to 1 (0.8)
  --units A,B              units to fill (all but ${REPLAY_UNIT_CODE}, which a replay uses)
  --backfill-hours n       history sent first, 0 to 72 (12)
  --interval-seconds n     how often an intensive-care monitor speaks, 1 to 60 (5)
  --state file             where the patients are kept between runs (.data/simulator.json)
  --fresh                  send the earlier patients home and begin anew`;

const number = (low: number, high: number) => z.coerce.number().min(low).max(high);

const Options = z.object({
  target: z.string().transform(parseTarget),
  seed: z.string().min(1),
  speed: number(1, 3_600),
  occupancy: number(0.1, 1),
  units: z.string().optional(),
  "backfill-hours": number(0, 72),
  "interval-seconds": number(1, 60),
  state: z.string().min(1),
  fresh: z.boolean(),
});

function readOptions() {
  const { values } = readArguments(
    {
      options: {
        target: { type: "string", default: "127.0.0.1:2575" },
        seed: { type: "string", default: "1" },
        speed: { type: "string", default: "1" },
        occupancy: { type: "string", default: "0.8" },
        units: { type: "string" },
        "backfill-hours": { type: "string", default: "12" },
        "interval-seconds": { type: "string", default: "5" },
        state: { type: "string", default: ".data/simulator.json" },
        fresh: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  return Options.parse(values);
}

function unitsNamed(codes: string | undefined) {
  const { units } = DEMO_HOSPITAL;
  if (codes === undefined) return units.filter(({ code }) => code !== REPLAY_UNIT_CODE);
  return codes.split(",").map((code) => {
    const unit = units.find((candidate) => candidate.code === code.trim());
    if (!unit)
      throw new Error(`there is no unit ${code}: ${units.map((each) => each.code).join(", ")}`);
    return unit;
  });
}

async function main(): Promise<void> {
  const options = readOptions();
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stop.abort());
  const progress = progressLine(process.stdout, Date.now);
  const { host, port } = options.target;
  progress.say(`Simulating into ${host}:${port}. Ctrl-C stops; the same command goes on.`);
  await runSimulator(
    {
      target: options.target,
      seed: options.seed,
      units: unitsNamed(options.units),
      occupancy: options.occupancy,
      speed: options.speed,
      backfillHours: options["backfill-hours"],
      intervalSeconds: options["interval-seconds"],
      stateFile: options.state,
      isFresh: options.fresh,
    },
    progress,
    stop.signal,
  );
  progress.end();
}

main().catch((cause: unknown) => {
  console.error(cause instanceof z.ZodError ? `${z.prettifyError(cause)}\n\n${USAGE}` : cause);
  process.exit(1);
});
