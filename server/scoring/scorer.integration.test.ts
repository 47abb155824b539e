import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { baselineOf } from "#models/deterioration/drift";
import { FEATURES } from "#models/deterioration/features";
import { EVERYTHING_ELSE } from "#models/deterioration/reasons";
import { EncounterId, UnitId } from "#models/shared/ids";
import { LABORATORY_TESTS } from "#models/vitals/laboratory-test";
import { VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";
import type { CountedHour } from "./input-counts";
import { DETERIORATION_ARTIFACTS, newestVersion } from "./load-model";
import { writeManifest } from "./model-manifest";
import type { Assessment, ScoredEncounter } from "./protocol";
import { startScorer, type Scorer } from "./scorer";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const HOUR = 3_600_000;

const UNIT = UnitId.parse("00000000-0000-4000-8000-00000000000a");

const encounter = (slot: number): ScoredEncounter => ({
  slot,
  encounterId: EncounterId.parse(`00000000-0000-4000-8000-${String(slot).padStart(12, "0")}`),
  age: 70,
  sex: "female",
  unitId: UNIT,
  unitKind: "intensive",
  oxygenScale: 1,
});

const observations = (
  slot: number,
  at: number,
  signs: Partial<Record<VitalSignKind, number>>,
): number[] =>
  Object.entries(signs).flatMap(([kind, value]) => [
    slot,
    VITAL_SIGNS[kind as VitalSignKind].id,
    at,
    value,
  ]);

const SHIPPED = (await newestVersion()) ?? "";

/** The shipped models, to be spoilt. */
async function copiedModels(): Promise<string> {
  const modelsDir = await mkdtemp(join(tmpdir(), "wardcast-models-"));
  await cp(DETERIORATION_ARTIFACTS, join(modelsDir, "deterioration"), { recursive: true });
  return modelsDir;
}

/** As training writes it into `baseline.json`, of two made-up hours. */
async function addDistribution(folder: string): Promise<void> {
  const names = FEATURES.map(({ name }) => name);
  const rows = new Float32Array(names.length * 2).map((_, index) => index);
  const distribution = baselineOf({ names, rows, outputs: [0.01, 0.02] });
  const path = join(folder, "baseline.json");
  const baseline: unknown = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify(Object.assign({}, baseline, { distribution })));
  await writeManifest(folder, SHIPPED);
}

const WELL = {
  heartRate: 75,
  respiratoryRate: 16,
  oxygenSaturation: 97,
  systolicPressure: 125,
  temperature: 37,
  oxygenFlow: 0,
  consciousness: 0,
};

describe("the scoring worker", () => {
  let scorer: Scorer | undefined;
  const assessed: Assessment[] = [];
  afterEach(async () => {
    await scorer?.stop();
    scorer = undefined;
    assessed.length = 0;
  });

  const start = async (onRestarted = () => undefined) => {
    scorer = await startScorer({
      log: silent,
      onAssessed: (news) => assessed.push(...news),
      onDown: () => undefined,
      onRestarted,
    });
    return scorer;
  };
  const assessmentsOf = (slot: number) =>
    assessed.filter(({ encounterId }) => encounterId === encounter(slot).encounterId);
  const heard = (condition: () => boolean) =>
    expect.poll(condition, { timeout: 10_000, interval: 10 }).toBe(true);

  it("scores a new patient, and again when NEWS2 changes", async () => {
    const worker = await start();
    expect(worker.status()).toMatchObject({ state: "up" });
    const sentAt = Date.UTC(2026, 0, 5, 12);
    worker.admit([encounter(1)]);
    worker.observe(Float64Array.from([1, 0, sentAt, Date.now(), ...observations(1, sentAt, WELL)]));
    await heard(() => assessmentsOf(1).length === 1);
    const [first] = assessmentsOf(1);
    expect(first?.score).toMatchObject({ score: 0, inputsPresent: 7, hasRedScore: false });
    // Stamped by the clock of the feed, not by ours.
    expect(Math.abs((first?.score?.assessedAt ?? 0) - sentAt)).toBeLessThan(10_000);

    worker.observe(Float64Array.from(observations(1, sentAt + 1_000, { heartRate: 135 })));
    await heard(() => assessmentsOf(1).length === 2);
    expect(assessmentsOf(1)[1]?.score).toMatchObject({ score: 3, hasRedScore: true });
  });

  it("gives a child neither NEWS2 nor a risk, and somebody of unknown age both", async () => {
    const worker = await start();
    const sentAt = Date.now();
    worker.admit([
      { ...encounter(1), age: 15 },
      { ...encounter(2), age: undefined },
    ]);
    for (const slot of [1, 2])
      worker.observe(
        Float64Array.from([slot, 0, sentAt, sentAt, ...observations(slot, sentAt, WELL)]),
      );
    await heard(() => assessmentsOf(1).length > 0 && assessmentsOf(2).length > 0);
    expect(assessmentsOf(1)[0]).toMatchObject({ score: undefined, risk: undefined });
    expect(assessmentsOf(2)[0]?.score?.score).toBe(0);
    expect(assessmentsOf(2)[0]?.risk).toBeDefined();
  });

  it("holds a small change back, and says nothing of a patient without signs", async () => {
    const worker = await start();
    const sentAt = Date.now();
    worker.admit([encounter(1), encounter(2), encounter(3)]);
    worker.observe(Float64Array.from([1, 0, sentAt, sentAt, ...observations(1, sentAt, WELL)]));
    await heard(() => assessmentsOf(1).length === 1);
    worker.observe(Float64Array.from(observations(1, sentAt + 1_000, { heartRate: 78 })));
    worker.observe(Float64Array.from(observations(2, sentAt + 1_000, WELL)));
    await heard(() => assessmentsOf(2).length === 1);
    expect(assessmentsOf(1)).toHaveLength(1);
    expect(assessmentsOf(3)).toHaveLength(0);
  });

  it("forgets a released slot and begins anew with the next encounter in it", async () => {
    const worker = await start();
    const at = Date.now();
    worker.admit([encounter(1)]);
    worker.observe(Float64Array.from(observations(1, at, { heartRate: 140 })));
    await heard(() => assessmentsOf(1).length === 1);
    worker.release([1]);
    worker.admit([{ ...encounter(2), slot: 1 }]);
    worker.observe(Float64Array.from(observations(1, at, { temperature: 37 })));
    await heard(() => assessmentsOf(2).length === 1);
    expect(assessmentsOf(2)[0]?.score).toMatchObject({ score: 0, inputsPresent: 1 });
  });

  it("finds the score of about an hour before on the clock of the feed", async () => {
    const worker = await start();
    const at = Date.UTC(2026, 0, 5, 12);
    worker.admit([encounter(1)]);
    worker.observe(Float64Array.from([1, 0, at, Date.now(), ...observations(1, at, WELL)]));
    await heard(() => assessmentsOf(1).length === 1);
    const later = at + HOUR;
    worker.observe(
      Float64Array.from([
        ...[1, 0, later, Date.now()],
        ...observations(1, later, { ...WELL, respiratoryRate: 26 }),
      ]),
    );
    await heard(() => assessmentsOf(1).length === 2);
    expect(assessmentsOf(1)[1]?.score).toMatchObject({ score: 3, previousScore: 0 });
  });

  it("predicts a risk with reasons and the digest of its inputs", async () => {
    const worker = await start();
    const at = Date.UTC(2026, 0, 5, 12);
    worker.admit([encounter(1)]);
    worker.observe(
      Float64Array.from([
        ...[1, 0, at, Date.now()],
        ...observations(1, at, { ...WELL, meanPressure: 60, heartRate: 128, temperature: 39.4 }),
        ...[1, LABORATORY_TESTS.lactate.id, at - 3 * HOUR, 4.1],
      ]),
    );
    await heard(() => assessmentsOf(1).length >= 1);
    const [first] = assessmentsOf(1);
    expect(worker.status().modelVersion).toBeDefined();
    expect(first?.risk?.risk).toBeGreaterThan(0);
    expect(first?.risk?.risk).toBeLessThan(1);
    expect(first?.risk?.contributions).toHaveLength(6);
    expect(first?.risk?.contributions.at(-1)?.label).toBe(EVERYTHING_ELSE);
    expect(first?.inputDigest).toHaveLength(32);
  });

  const aDay = (
    slot: number,
    at: number,
    signs: Partial<Record<VitalSignKind, number>>,
  ): number[] => [4, 3, 2, 1, 0].flatMap((hours) => observations(slot, at - hours * HOUR, signs));

  it("forecasts the signs that it knows well enough, and says of the others why not", async () => {
    const worker = await start();
    const at = Date.UTC(2026, 0, 5, 12);
    worker.admit([encounter(1)]);
    const { temperature, ...hourly } = WELL;
    worker.observe(
      Float64Array.from([
        ...[1, 0, at, Date.now()],
        ...observations(1, at - 3 * HOUR, { temperature }),
        ...aDay(1, at, { ...hourly, heartRate: 90 }),
      ]),
    );
    const forecast = await worker.forecast(encounter(1));
    if (forecast.state !== "issued") throw new Error(forecast.reason);
    expect(Math.abs(forecast.issuedAt - at)).toBeLessThan(60_000);
    const signs = new Map(forecast.signs.map((sign) => [sign.kind, sign]));
    expect(signs.size).toBe(6);
    expect(signs.get("temperature")).toMatchObject({ state: "withheld", reason: "too-old" });
    expect(signs.get("meanPressure")).toMatchObject({ reason: "never-measured" });
    for (const [kind, value] of [
      ["heartRate", 90],
      ["oxygenSaturation", 97],
      ["systolicPressure", 125],
      ["respiratoryRate", 16],
    ] as const) {
      const sign = signs.get(kind);
      if (sign?.state !== "forecast") throw new Error(`no forecast of ${kind}`);
      expect(sign).toMatchObject({ value, observedAt: at });
      expect(sign.hours.map((hour) => hour.at - forecast.issuedAt)).toEqual(
        [1, 2, 3, 4, 5, 6].map((hours) => hours * HOUR),
      );
      const [first, last] = [sign.hours[0], sign.hours[5]];
      for (const hour of sign.hours) {
        expect(hour.low).toBeLessThanOrEqual(hour.median);
        expect(hour.median).toBeLessThanOrEqual(hour.high);
        expect(hour.high).toBeLessThanOrEqual(VITAL_SIGNS[kind].max);
      }
      // The farther ahead, the less is known.
      const widthOf = (hour = first) => (hour?.high ?? NaN) - (hour?.low ?? NaN);
      expect(widthOf(last)).toBeGreaterThan(widthOf(first));
    }
  });

  it("forecasts nothing for a child, for nobody, and for whoever left the slot", async () => {
    const worker = await start();
    const at = Date.now();
    worker.admit([{ ...encounter(1), age: 12 }, encounter(2)]);
    worker.observe(Float64Array.from([1, 0, at, at, ...aDay(1, at, WELL)]));
    const none = (reason: string) => ({ state: "none", reason });
    expect(await worker.forecast(encounter(1))).toEqual(none("too-young"));
    expect(await worker.forecast(encounter(2))).toEqual(none("no-signs"));
    expect(await worker.forecast({ ...encounter(3), slot: 1 })).toEqual(none("no-signs"));
  });

  it("answers whoever waits for a forecast when the worker dies", async () => {
    const worker = await start();
    worker.admit([undefined as unknown as ScoredEncounter]);
    expect(await worker.forecast(encounter(1))).toEqual({ state: "none", reason: "scoring-down" });
  });

  it("asks for its state again after it died", async () => {
    let restarted = 0;
    const worker = await start(() => {
      restarted += 1;
      return undefined;
    });
    // A profile that is none: the worker falls over it, as it would over a bug.
    worker.admit([undefined as unknown as ScoredEncounter]);
    await heard(() => restarted === 1);
    expect(worker.status()).toMatchObject({ state: "up", restarts: 1 });
    worker.admit([encounter(1)]);
    worker.observe(Float64Array.from(observations(1, Date.now(), WELL)));
    await heard(() => assessmentsOf(1).length === 1);
  });

  it("replaces a worker that hangs, and says that scoring is down meanwhile", async () => {
    const hangsAtFirstMessage = `
      import { parentPort } from "node:worker_threads";
      parentPort.once("message", () => { for (;;); });
      parentPort.postMessage({ type: "ready", models: {}, backend: "none" });`;
    const reasons: string[] = [];
    scorer = await startScorer({
      log: silent,
      onAssessed: () => undefined,
      onDown: (reason) => reasons.push(reason),
      onRestarted: () => undefined,
      entry: new URL(`data:text/javascript,${encodeURIComponent(hangsAtFirstMessage)}`),
      pingMs: 50,
    });
    await heard(() => (scorer?.status().restarts ?? 0) >= 1);
    expect(reasons[0]).toBe("the scoring worker hangs");
  });

  it("shows NEWS2 alone when the model is not signed by the key that is asked for", async () => {
    scorer = await startScorer({
      log: silent,
      onAssessed: (news) => assessed.push(...news),
      onDown: () => undefined,
      onRestarted: () => undefined,
      modelKey: generateKeyPairSync("ed25519").publicKey,
    });
    expect(scorer.status()).toMatchObject({ state: "up", modelVersion: undefined });

    scorer.admit([encounter(1)]);
    scorer.observe(Float64Array.from(observations(1, Date.now(), WELL)));
    await heard(() => assessmentsOf(1).length === 1);
    expect(assessmentsOf(1)[0]).toMatchObject({ score: { score: 0 }, risk: undefined });
    expect(await scorer.forecast(encounter(1))).toEqual({ state: "none", reason: "no-model" });
  });

  it("says that the model was refused when one byte of its weights was changed", async () => {
    const modelsDir = await copiedModels();
    const weights = join(modelsDir, "deterioration", SHIPPED, "weights.bin");
    const bytes = await readFile(weights);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await writeFile(weights, bytes);
    const errors: unknown[] = [];
    scorer = await startScorer({
      log: { ...silent, error: (about) => errors.push(about) },
      onAssessed: (news) => assessed.push(...news),
      onDown: () => undefined,
      onRestarted: () => undefined,
      modelsDir,
    });
    const refused = {
      state: "refused",
      version: SHIPPED,
      reason: expect.stringContaining("weights.bin"),
    };
    expect(scorer.status()).toMatchObject({
      modelVersion: undefined,
      models: { deterioration: refused },
    });
    expect(errors).toMatchObject([{ model: "deterioration", ...refused }]);

    scorer.admit([encounter(1)]);
    scorer.observe(Float64Array.from(observations(1, Date.now(), WELL)));
    await heard(() => assessmentsOf(1).length === 1);
    expect(assessmentsOf(1)[0]).toMatchObject({ score: { score: 0 }, risk: undefined });
    await rm(modelsDir, { recursive: true });
  });

  it("tells what the model was fed, each patient once an hour", async () => {
    const modelsDir = await copiedModels();
    await addDistribution(join(modelsDir, "deterioration", SHIPPED));
    const counted: CountedHour[] = [];
    scorer = await startScorer({
      log: silent,
      onAssessed: (news) => assessed.push(...news),
      onDown: () => undefined,
      onRestarted: () => undefined,
      onCounted: (version, hours) => {
        expect(version).toBe(SHIPPED);
        counted.push(...hours);
      },
      modelsDir,
      countsMs: 50,
    });
    const at = Date.now();
    scorer.admit([encounter(1), encounter(2)]);
    for (const slot of [1, 2]) scorer.observe(Float64Array.from(observations(slot, at, WELL)));
    // Two, unless the clock strikes the hour between them.
    await heard(() => counted.some(({ patientHours }) => patientHours === 2) || counted.length > 1);
    expect(counted[0]).toMatchObject({ unitId: UNIT });
    const last = counted.at(-1);
    expect(last?.counters.reduce((sum, count) => sum + count, 0)).toBe(
      (last?.patientHours ?? 0) * (FEATURES.length + 1),
    );
    await rm(modelsDir, { recursive: true });
  });

  it("starts from any working directory", async () => {
    const scorerModule = fileURLToPath(new URL("./scorer.ts", import.meta.url));
    const script = `
      const { startScorer } = await import(${JSON.stringify(scorerModule)});
      const no = () => undefined;
      const scorer = await startScorer({ log: { info: no, warn: no, error: no },
        onAssessed: no, onDown: no, onRestarted: no });
      console.log(scorer.status().backend);
      await scorer.stop();
    `;
    const tsx = fileURLToPath(new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", tsx, "--input-type=module", "--eval", script],
      { cwd: tmpdir() },
    );
    expect(["tensorflow", "wasm", "cpu"]).toContain(stdout.trim());
  });
});
