// `npm run replay`: real intensive-care stays, sent hour by hour as a bedside gateway would.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DEMO_HOSPITAL, REPLAY_UNIT_CODE } from "#models/hospital/demo-hospital";
import type { BedLocation } from "../senders/hl7-message";
import { progressLine } from "../progress-line";
import { replay, type ReplaySummary } from "../senders/replay";
import { chooseStays } from "../senders/replay-stay";
import { parseTarget } from "../senders/target";
import { readArguments } from "./arguments";

const USAGE = `npm run replay -- [options]
  --dataset physionet2019  the only one so far
  --dir folder             where setA.csv.gz and setB.csv.gz are (../shared/data/physionet2019)
  --patients n             how many stays (200)
  --speed n                hours in an hour; 3600 is an hour in a second (3600)
  --target host:port       where to send (127.0.0.1:2575)
  --seed text              the same seed chooses the same stays (1)
  --hospital A|B|both      whose stays (both)
  --units A,B              units to admit to, in order (${REPLAY_UNIT_CODE}, which the simulator leaves
                           empty; elsewhere its patients may be in the beds)
  --state file             where progress is kept (.data/replay.json)
  --fresh                  start over instead of going on`;

const Options = z.object({
  dataset: z.literal("physionet2019"),
  dir: z.string().min(1),
  patients: z.coerce.number().int().min(1).max(32_000),
  speed: z.coerce.number().min(1).max(1_000_000),
  target: z.string().transform(parseTarget),
  seed: z.string().min(1),
  hospital: z.enum(["A", "B", "both"]),
  units: z.string().min(1),
  state: z.string().min(1),
  fresh: z.boolean(),
});

function readOptions() {
  const { values } = readArguments(
    {
      options: {
        dataset: { type: "string", default: "physionet2019" },
        dir: { type: "string", default: "../shared/data/physionet2019" },
        patients: { type: "string", default: "200" },
        speed: { type: "string", default: "3600" },
        target: { type: "string", default: "127.0.0.1:2575" },
        seed: { type: "string", default: "1" },
        hospital: { type: "string", default: "both" },
        units: { type: "string", default: REPLAY_UNIT_CODE },
        state: { type: "string", default: ".data/replay.json" },
        fresh: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  return Options.parse(values);
}

/** The beds of the named units, in order. */
function bedsOf(codes: string): BedLocation[] {
  const { units } = DEMO_HOSPITAL;
  return codes.split(",").flatMap((code) => {
    const unit = units.find((candidate) => candidate.code === code.trim());
    if (!unit)
      throw new Error(`there is no unit ${code}: ${units.map((each) => each.code).join(", ")}`);
    return unit.bedLabels.map((bedLabel) => ({
      unitCode: unit.code,
      siteCode: unit.siteCode,
      bedLabel,
    }));
  });
}

function requireData(dir: string): void {
  if (["setA.csv.gz", "setB.csv.gz"].every((name) => existsSync(join(dir, name)))) return;
  console.error(
    `There are no recorded stays in ${dir} (setA.csv.gz and setB.csv.gz are wanted).\n` +
      `Give their folder with --dir, or run made-up patients instead: npm run simulate`,
  );
  process.exit(1);
}

async function main(): Promise<void> {
  const options = readOptions();
  requireData(options.dir);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());

  const progress = progressLine(process.stdout, Date.now);
  const { patients, seed, hospital } = options;
  const hospitals = hospital === "both" ? (["A", "B"] as const) : [hospital];
  const stays = await chooseStays(options.dir, { patients, seed, hospitals }, (chosen) =>
    progress.update("reading stays", chosen / patients),
  );
  const beds = bedsOf(options.units);
  const { host, port } = options.target;
  progress.say(
    `Replaying ${stays.length} stays into ${host}:${port}. Ctrl-C stops; the same command goes on.`,
  );
  const summary = await replay(
    stays,
    {
      target: options.target,
      speed: options.speed,
      beds,
      stateFile: options.state,
      choice: JSON.stringify({ dataset: options.dataset, patients, seed, hospital }),
      isFresh: options.fresh,
    },
    progress,
    stop.signal,
  );
  progress.say(summaryText(summary));
  progress.end();
}

const summaryText = ({
  patients,
  finished,
  givenUp,
  sent,
  acknowledged,
  refused,
  resent,
}: ReplaySummary) =>
  `${finished} of ${patients} stays done${givenUp ? `, ${givenUp} refused` : ""}. ` +
  `Messages: ${sent} sent, ${acknowledged} acknowledged, ${refused} refused, ${resent} sent again.` +
  (finished + givenUp < patients ? "\nStopped; the same command goes on." : "");

main().catch((cause: unknown) => {
  console.error(cause instanceof z.ZodError ? `${z.prettifyError(cause)}\n\n${USAGE}` : cause);
  process.exit(1);
});
