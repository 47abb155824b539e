import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { AlertFrontier } from "#models/alerts/alert-frontier";
import { writeSyntheticFiles } from "../physionet/synthetic-files";

const REAL = "../shared/data/physionet2019";
const HAS_DATA = existsSync(join(REAL, "setA.csv.gz"));
if (!HAS_DATA) console.warn(`no ${REAL}: alert policies are not tried on recorded patients`);

const PATIENTS = 60;

it.skipIf(!HAS_DATA)(
  "chooses on some patients, judges on others, and writes the steps of a budget",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "alert-frontier-"));
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--import",
        "tsx",
        "server/cli/evaluate-alerts.ts",
        ...["--data", REAL, "--patients", String(PATIENTS)],
        ...["--frontier", "0.0.1", "--frontier-to", folder, "--json"],
      ]);
      expect(stdout).toContain("house policy, intensive units");
      expect(stdout).toContain("NEWS2 >= 5, each rise");

      const { judged, chosen } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
      for (const { all, perHospital } of judged) {
        expect(all.patients).toBe(PATIENTS);
        expect(all.alertsPerPatientDay).toBeGreaterThan(0);
        expect(all.sensitivityInWindow).toBeLessThanOrEqual(all.underAlertBeforeEvent);
        expect(all.underAlertBeforeEvent).toBeLessThanOrEqual(all.sensitivity);
        const [low, high] = all.intervals.alertsPerPatientDay;
        expect(low).toBeLessThanOrEqual(all.alertsPerPatientDay);
        expect(high).toBeGreaterThanOrEqual(all.alertsPerPatientDay);
        const hospitals = Object.values<{ patients: number }>(perHospital);
        expect(hospitals.reduce((sum, { patients }) => sum + patients, 0)).toBe(PATIENTS);
      }

      const text = await readFile(join(folder, "0.0.1", "frontier.json"), "utf8");
      const { steps } = AlertFrontier.parse(JSON.parse(text));
      expect(steps).toHaveLength(chosen.frontier.length);
      const tuned = steps.map(({ tune }) => tune);
      expect(tuned).toEqual(
        tuned.toSorted((one, other) => one.alertsPerPatientDay - other.alertsPerPatientDay),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  180_000,
);

it("refuses records of whom nobody knows which taught the model", async () => {
  const folder = await mkdtemp(join(tmpdir(), "alert-records-"));
  try {
    await writeSyntheticFiles(folder, { patients: 20, seed: 1 });
    await expect(
      promisify(execFile)(process.execPath, [
        ...["--import", "tsx", "server/cli/evaluate-alerts.ts", "--data", folder],
      ]),
    ).rejects.toThrow("nobody can say on whom a policy may be chosen");
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
