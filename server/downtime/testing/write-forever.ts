import { timeFormat } from "#models/shared/time-format";
import { writeReport } from "../write-report";
import { madeUpUnits } from "./made-up-units";

// Reports without a pause, until somebody kills it: for a test alone. A line for each that is finished.
const [folder = ""] = process.argv.slice(2);
const time = timeFormat("Europe/London");
for (;;) {
  await writeReport(folder, { units: madeUpUnits(3), madeAt: new Date() }, { keepHours: 24, time });
  process.stdout.write("made\n");
}
