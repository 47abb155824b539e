// `npm run attack:deterioration`: what faulty sensors and an adversary do to the shipped model.
import { join } from "node:path";
import { SENSOR_FAULTS, type SensorFault } from "#models/deterioration/sensor-faults";
import { VARIABLES } from "#models/deterioration/variables";
import { readArguments } from "./arguments";
import { attackModel, type AttackReport } from "../physionet/attack-model";
import { chooseBackend } from "../scoring/backend";
import { DETERIORATION_ARTIFACTS, loadModel, newestVersion } from "../scoring/load-model";
import { progressLine } from "../progress-line";

const USAGE = `attack-deterioration --data DIR [options]

Scores test patients with faulty sensors, without one input after the other, and under bounded adversarial
changes, and tells what the plausibility and familiarity gates catch.

  --data DIR      folder with setA.csv.gz and setB.csv.gz of PhysioNet 2019
  --version NAME  version to attack (the newest)
  --from DIR      folder of versions (models/artifacts/deterioration)
  --patients N    test patients, taken evenly (1500)
  --json          one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      version: { type: "string" },
      from: { type: "string", default: DETERIORATION_ARTIFACTS },
      patients: { type: "string", default: "1500" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const patientsAtMost = Number(options.patients);
if (!options.data || !Number.isInteger(patientsAtMost) || patientsAtMost < 1) {
  process.stderr.write(`--data and a whole number of --patients are needed\n\n${USAGE}`);
  process.exit(2);
}

const line = progressLine(process.stderr, Date.now);
await chooseBackend();
const version = options.version ?? (await newestVersion(options.from));
if (!version) throw new Error(`no model in ${options.from}`);
const model = await loadModel(join(options.from, version));
const report = await attackModel(model, options.data, {
  patientsAtMost,
  faults: SENSOR_FAULTS,
  onProgress: (stage, share) => line.update(stage, share),
});
line.end();
for (const row of rowsOf(report)) process.stdout.write(`${row}\n`);
if (options.json) process.stdout.write(`${JSON.stringify({ version, ...report })}\n`);

function rowsOf({ sound, faults, withoutInput, adversary }: AttackReport): string[] {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const change = (from: number, to: number): string =>
    `${from.toFixed(3)} → ${to.toFixed(3)} (${to - from < 0 ? "" : "+"}${(to - from).toFixed(3)})`;
  return [
    `${sound.patients} patients, ${sound.hours} hours, AUROC ${sound.auroc.toFixed(3)}, ` +
      `${percent(sound.caughtShare)} of septic patients caught`,
    "",
    "Faulty sensors (AUROC over the hours of the fault; hours marked by plausibility and familiarity)",
    ...faults.map(
      ({ fault, aurocSound, aurocFaulty, caughtSound, caughtFaulty }) =>
        `  ${nameOf(fault).padEnd(40)} ${change(aurocSound, aurocFaulty)}  ` +
        `doubted ${percent(caughtSound.doubted)} → ${percent(caughtFaulty.doubted)}, ` +
        `unfamiliar ${percent(caughtSound.unfamiliar)} → ${percent(caughtFaulty.unfamiliar)}, ` +
        `either ${percent(caughtSound.either)} → ${percent(caughtFaulty.either)}`,
    ),
    "",
    "Without one input",
    ...withoutInput.map(
      ({ input, auroc }) => `  ${input.padEnd(40)} ${change(sound.auroc, auroc)}`,
    ),
    "",
    "Adversary within measurement noise, each feature apart from the others",
    ...adversary.map(
      ({ method, aim, auroc, caughtShare, unfamiliar }) =>
        `  ${`${method}, ${aim}`.padEnd(40)} ${change(sound.auroc, auroc)}  ` +
        `caught ${percent(caughtShare)}, unfamiliar ${percent(unfamiliar)}`,
    ),
  ];
}

function nameOf(fault: SensorFault): string {
  const label = (position: number): string => VARIABLES[position]?.label ?? String(position);
  return fault.kind === "swapped"
    ? `swapped: ${label(fault.sign)} and ${label(fault.other)}`
    : `${fault.kind}: ${label(fault.sign)}`;
}
