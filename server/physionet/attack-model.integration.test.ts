import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HEART_RATE, RESPIRATION } from "#models/deterioration/charted-signs";
import { chooseBackend } from "../scoring/backend";
import { DETERIORATION_ARTIFACTS, loadModel, newestVersion } from "../scoring/load-model";
import { attackModel, type AttackReport } from "./attack-model";
import { writeSyntheticFiles } from "./synthetic-files";

let report: AttackReport;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "attack-"));
  await chooseBackend();
  await writeSyntheticFiles(dir, { patients: 160, seed: 3 });
  const model = await loadModel(join(DETERIORATION_ARTIFACTS, (await newestVersion()) ?? ""));
  report = await attackModel(model, dir, {
    patientsAtMost: 40,
    faults: [
      { kind: "swapped", sign: HEART_RATE, other: RESPIRATION },
      { kind: "dropout", sign: HEART_RATE },
    ],
  });
  model.network.dispose();
});
afterAll(() => rm(dir, { recursive: true }));

it("marks more hours of two swapped channels than of the same hours without the fault", () => {
  const [swapped] = report.faults;
  expect(swapped?.hours).toBeGreaterThan(0);
  expect(swapped?.caughtFaulty.doubted).toBeGreaterThan(0.9);
  expect(swapped?.caughtSound.doubted).toBeLessThan(0.9);
});

it("marks at least as much by either gate as by one of them", () => {
  for (const { caughtFaulty } of report.faults) {
    const { doubted, unfamiliar, either } = caughtFaulty;
    expect(either).toBeGreaterThanOrEqual(Math.max(doubted, unfamiliar));
  }
});

it("ranks worse under an adversary, worst when it may ask often and touch everybody", () => {
  const of = (method: string, aim: string): number =>
    report.adversary.find((attacked) => attacked.method === method && attacked.aim === aim)
      ?.auroc ?? NaN;
  expect(of("FGSM", "mislead")).toBeLessThan(report.sound.auroc);
  expect(of("PGD", "mislead")).toBeLessThanOrEqual(of("FGSM", "mislead"));
  expect(of("PGD", "hide")).toBeLessThan(report.sound.auroc);
});

it("scores without every input in turn", () => {
  expect(report.withoutInput).toHaveLength(34);
  for (const { auroc } of report.withoutInput) expect(auroc).toBeGreaterThan(0);
});
