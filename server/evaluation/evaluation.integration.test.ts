import { execFile } from "node:child_process";
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelCard } from "#models/deterioration/model-card";
import { LOGISTIC_REGRESSION } from "#models/deterioration/recipe";
import { readTables } from "../physionet/read-tables";
import { writeSyntheticFiles, writeSyntheticFolders } from "../physionet/synthetic-files";
import { trainArtifact } from "../physionet/train-artifact";
import { chooseBackend } from "../scoring/backend";
import { evaluate } from "./evaluation";
import { loadScorers } from "./load-scorers";
import { reliabilityDiagram } from "./reliability-diagram";
import { scorePatients } from "./score-patients";
import { surveyRecords } from "./survey-records";
import { writePredictions } from "./write-predictions";

const SMALL = { ...LOGISTIC_REGRESSION, hidden: [8], epochs: 3, batch: 256, learningRate: 5e-3 };
const MADE_WITH = { patients: 160, seed: 2 };

let dir: string;
let card: ModelCard;
const at = (...names: string[]): string => join(dir, ...names);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "evaluation-"));
  await chooseBackend();
  await writeSyntheticFiles(at("development"), MADE_WITH);
  await writeSyntheticFolders(at("others"), { patients: 40, seed: 9 });
  card = await trainArtifact(
    at("versions", "0.0.1"),
    {
      version: "0.0.1",
      recipes: {
        logisticRegression: { ...LOGISTIC_REGRESSION, batch: 256 },
        teachers: { deployed: [], challenge: [] },
        deployed: [SMALL, { ...SMALL, seed: 2 }],
        challenge: [SMALL],
        oneHospital: [SMALL],
      },
      tables: await readTables(at("development"), ["train", "tune", "test"]),
      comparisonFolder: at("comparison", "0.0.1"),
      workers: 0,
    },
    () => undefined,
  );
});
afterAll(() => rm(dir, { recursive: true }));

const load = () => loadScorers(at("versions", "0.0.1"), at("comparison", "0.0.1"));

const command = async (...more: string[]) =>
  promisify(execFile)(process.execPath, [
    "--import",
    "tsx",
    "server/cli/evaluate-deterioration.ts",
    ...["--from", at("versions"), "--comparison", at("comparison")],
    ...["--diagram", at("reliability.svg")],
    ...more,
  ]);

describe("evaluating", () => {
  it("finds what training wrote into the card, on the patients that it tested on", async () => {
    const { stdout } = await command("--data", at("development"), "--json");
    const told = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    const { model, baselines, calibration } = card.metrics;
    expect(told.patients).toBe(card.data.patients.test);
    expect(told).toMatchObject({
      auroc: model.auroc,
      auprc: model.auprc,
      aurocHourMatched: model.hourMatchedAuroc,
      utility: model.utility,
      utilityFirst48h: model.first48HoursUtility,
      alarmsPerPatientDay: model.burden.alarmsPerPatientDay,
      sensitivity: model.burden.caughtShare,
      ppv: model.burden.positivePredictiveValue,
      ece: calibration.expectedCalibrationError,
      intervals: { auroc: card.metrics.modelAuroc95, utility: card.metrics.modelUtility95 },
    });
    expect(told.perHospital.B.auroc).toBe(model.aurocByHospital.B);
    expect(told.baselines.news2.utility).toBe(baselines.earlyWarningScore.utility);
    expect(told.baselines.logisticRegression.auroc).toBe(baselines.logisticRegression.auroc);
    expect(told.baselines.hoursOnly.auroc).toBe(baselines.hoursInUnit.auroc);
    expect(told.baselines.qsofa.auroc).toBeGreaterThan(0.5);
    expect(told.baselines.sirs.auroc).toBeGreaterThan(0.5);
    expect(told.challenge.auroc).toBeGreaterThan(0.5);
    expect(told.transfer.aToB.patients).toBe(told.perHospital.B.patients);
    expect(Object.keys(told.subgroups.unit)).toEqual(["medical", "surgical"]);
    expect(stdout).toContain("AUROC matched by hour");
    expect(await readFile(at("reliability.svg"), "utf8")).toContain("<svg");
  });

  it("measures named patients of the challenge's folders and writes a line for each hour", async () => {
    await writeFile(at("ids.txt"), "p000003\np000004\np100001\np100003\n");
    const options = ["--ids", at("ids.txt"), "--predictions", at("named")];
    const { stdout } = await command("--data", at("others"), ...options, "--json");
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toMatchObject({
      patients: 4,
      septicPatients: 2,
      perHospital: { A: { patients: 2 }, B: { patients: 2 } },
    });
    for (const kind of ["deployed", "challenge"]) {
      expect(await readdir(at("named", kind))).toHaveLength(4);
      const text = await readFile(at("named", kind, "p000003.psv"), "utf8");
      const [header, ...lines] = text.trimEnd().split("\n");
      expect(header).toBe("PredictedProbability|PredictedLabel");
      expect(lines).toHaveLength(30);
      for (const line of lines) expect(line).toMatch(/^[01]\.\d{7}\|[01]$/);
    }
  });

  it("predicts records without labels, and says that nothing else can be had", async () => {
    await mkdir(at("unlabelled"));
    for (const name of ["p000003", "p000004"]) {
      const text = await readFile(at("others", "training_setA", `${name}.psv`), "utf8");
      const without = text.replace(/\|[^|\n]*\n/g, "\n");
      await writeFile(at("unlabelled", `${name}.psv`), without);
    }
    await expect(command("--data", at("unlabelled"))).rejects.toThrow(
      "only --predictions OUT is possible",
    );
    await command("--data", at("unlabelled"), "--predictions", at("blind"));
    const labelled = await readFile(at("named", "deployed", "p000003.psv"), "utf8");
    expect(await readFile(at("blind", "deployed", "p000003.psv"), "utf8")).toBe(labelled);
  });
});

describe("predictions", () => {
  it("never use a later hour: a record cut short has the same lines up to there", async () => {
    const { scorers } = await load();
    const predict = async (from: string, to: string): Promise<void> => {
      const { patients } = await surveyRecords(at(from), () => undefined);
      await scorePatients(at(from), {
        chosen: patients,
        scorers,
        onChunk: async (chunk, scores) => {
          for (const [kind, name] of [
            ["deployed", "model"] as const,
            ["challenge", "challenge"] as const,
          ]) {
            const [scorer, its] = [scorers.get(name), scores.get(name)];
            if (scorer && its) await writePredictions(at(to), kind, chunk, { scores: its, scorer });
          }
        },
      });
    };
    const folder = at("cut", "training_setA");
    await mkdir(folder, { recursive: true });
    const names = (await readdir(at("others", "training_setA"))).slice(0, 12);
    const kept = (index: number): number => 1 + ((index * 7) % 29);
    for (const [index, name] of names.entries()) {
      const text = await readFile(at("others", "training_setA", name), "utf8");
      const lines = text.split("\n").slice(0, 1 + kept(index));
      await writeFile(join(folder, name), `${lines.join("\n")}\n`);
    }
    await predict("others", "whole");
    await predict("cut", "short");
    for (const kind of ["deployed", "challenge"]) {
      for (const [index, name] of names.entries()) {
        const whole = await readFile(at("whole", kind, name), "utf8");
        const short = await readFile(at("short", kind, name), "utf8");
        const expected = whole.split("\n").slice(0, 1 + kept(index));
        expect(short, `${kind} ${name}`).toBe(`${expected.join("\n")}\n`);
      }
    }
  });
});

it("draws a point for each tenth of the hours, and says them in words", async () => {
  const { scorers, alarmShares } = await load();
  const { patients } = await surveyRecords(at("others"), () => undefined);
  const hours = await scorePatients(at("others"), { chosen: patients, scorers });
  const { calibration } = evaluate(
    hours,
    scorers,
    { version: "0.0.1", alarmShares },
    () => undefined,
  );
  const drawn = reliabilityDiagram(calibration, "A & B");
  expect(drawn.match(/<circle /g)).toHaveLength(10);
  expect(drawn).toContain('<title id="title">A &amp; B</title>');
  expect(drawn).not.toContain("NaN");
  expect(drawn.match(/ observed/g)).toHaveLength(10);
});
