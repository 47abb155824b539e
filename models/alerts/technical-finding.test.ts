import { describe, expect, it } from "vitest";
import { EncounterId, UnitId } from "../shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "../shared/time-range";
import type { VitalSignKind } from "../vitals/vital-sign";
import {
  technicalFindings,
  type BedEvidence,
  type SignEvidence,
  type TechnicalFinding,
  type UnitEvidence,
} from "./technical-finding";
import type { TechnicalAlarmKind } from "./technical-alarm";

const AT = 1_800_000_000_000;
const UNIT = UnitId.parse("0b0b0b0b-0000-4000-8000-000000000001");
const OTHER = UnitId.parse("0b0b0b0b-0000-4000-8000-000000000002");

const encounter = (n: number) => EncounterId.parse(`0e0e0e0e-0000-4000-8000-00000000000${n}`);

/** Of a bed that streams every second and was heard so long ago. */
const bed = (n: number, silentMs: number, change: Partial<BedEvidence> = {}): BedEvidence => ({
  encounterId: encounter(n),
  heardAt: AT - silentMs,
  awaitedSince: undefined,
  usualIntervalMs: MS_PER_SECOND,
  signs: [],
  doubts: [],
  impossible: [],
  ...change,
});

const unit = (beds: readonly BedEvidence[], change: Partial<UnitEvidence> = {}): UnitEvidence => ({
  unitId: UNIT,
  beds,
  audibleSince: Number.NEGATIVE_INFINITY,
  isAudible: true,
  isScoring: true,
  isModelRefused: false,
  ...change,
});

const sign = (kind: VitalSignKind, silentMs: number, usualIntervalMs = 1_000): SignEvidence => ({
  sign: kind,
  heardAt: AT - silentMs,
  usualIntervalMs,
});

const found = (units: readonly UnitEvidence[], kind: TechnicalAlarmKind): TechnicalFinding[] =>
  technicalFindings(units, AT).filter((finding) => finding.kind === kind);

const present = (units: readonly UnitEvidence[], kind: TechnicalAlarmKind) =>
  found(units, kind).filter(({ isPresent }) => isPresent);

describe("a sensor", () => {
  const withSigns = (...signs: SignEvidence[]) => [unit([bed(1, 0, { signs })])];

  it("is off when its sign stops while the bed's others go on", () => {
    const signs = [
      sign("heartRate", 0),
      sign("oxygenSaturation", 20_000),
      sign("pulseRate", 20_000),
    ];
    expect(present(withSigns(...signs), "sensor-off")).toEqual([
      {
        kind: "sensor-off",
        encounterId: encounter(1),
        sensor: "oximeter",
        signs: ["oxygenSaturation", "pulseRate"],
        isPresent: true,
      },
    ]);
  });

  it("takes with it only the signs that are missing", () => {
    const signs = [sign("heartRate", 0), sign("respiratoryRate", 20_000)];
    expect(present(withSigns(...signs), "sensor-off")).toMatchObject([
      { sensor: "electrodes", signs: ["respiratoryRate"] },
    ]);
  });

  it.each([
    ["pulse beside its saturation", ["oxygenSaturation"], ["pulseRate"], []],
    ["mean beside its systolic", ["systolicPressure"], ["meanPressure"], []],
    ["mean of a line that gives nothing else", ["heartRate"], ["meanPressure"], ["pressure"]],
  ] as const)("that gives no %s is off only as far as that matters", (_, on, off, sensors) => {
    const signs = [...on.map((each) => sign(each, 0)), ...off.map((each) => sign(each, 60_000))];
    const offSensors = present(withSigns(...signs), "sensor-off").map(
      (finding) => "sensor" in finding && finding.sensor,
    );
    expect(offSensors).toEqual(sensors);
  });

  it.each([
    ["so short that a patient was turned", 14_000, 1_000, "on"],
    ["a cuff's, within three of its intervals", 44 * MS_PER_MINUTE, 15 * MS_PER_MINUTE, "on"],
    ["a cuff's, beyond them", 45 * MS_PER_MINUTE, 15 * MS_PER_MINUTE, "off"],
    ["of more than a day: nobody monitors it any more", 25 * MS_PER_HOUR, 1_000, "on"],
  ])("that is silent, %s, is %s", (_, silentMs, intervalMs, state) => {
    const signs = [sign("heartRate", 0), sign("systolicPressure", silentMs, intervalMs)];
    expect(present(withSigns(...signs), "sensor-off")).toHaveLength(state === "off" ? 1 : 0);
  });

  it.each([
    ["charted every hour", MS_PER_HOUR],
    ["heard too seldom to know", undefined],
  ])("whose sign is %s is neither on nor off", (_, usualIntervalMs) => {
    const silent = { ...sign("temperature", 5 * MS_PER_HOUR), usualIntervalMs };
    expect(found(withSigns(sign("heartRate", 0), silent), "sensor-off")).toEqual([
      expect.objectContaining({ sensor: "electrodes", isPresent: false }),
    ]);
  });

  it("says nothing new while its whole bed is silent", () => {
    const signs = [sign("heartRate", 90_000), sign("oxygenSaturation", 90_000)];
    expect(present([unit([bed(1, 90_000, { signs })])], "sensor-off")).toEqual([]);
  });
});

describe("a doubted sign", () => {
  const doubting = (doubts: BedEvidence["doubts"], impossible: VitalSignKind[] = []) => [
    unit([bed(1, 0, { doubts, impossible })]),
  ];

  it("is an artefact of its sensor, once for all its signs, by the weightiest reason", () => {
    const doubts = [
      { sign: "systolicPressure", reason: "jumped" },
      { sign: "meanPressure", reason: "contradicted" },
    ] as const;
    expect(present(doubting(doubts), "artefact")).toMatchObject([
      {
        sensor: "pressure",
        signs: ["systolicPressure", "meanPressure"],
        reason: "contradicted",
      },
    ]);
  });

  it("is one whose values are impossible, whatever else is known", () => {
    expect(present(doubting(undefined, ["systolicPressure"]), "artefact")).toMatchObject([
      { sensor: "pressure", reason: "impossible" },
    ]);
  });

  it("is no second alarm of a sensor that is off", () => {
    const signs = [sign("heartRate", 0), sign("systolicPressure", 60_000)];
    const units = [unit([bed(1, 0, { signs, impossible: ["systolicPressure"] })])];
    expect(present(units, "sensor-off")).toHaveLength(1);
    expect(present(units, "artefact")).toEqual([]);
  });

  it("stays in doubt until it has been checked again", () => {
    expect(found(doubting(undefined), "artefact")).toEqual([]);
    expect(found(doubting([]), "artefact").every(({ isPresent }) => !isPresent)).toBe(true);
    expect(found(doubting([]), "artefact")).not.toEqual([]);
  });
});

describe("a silent bed", () => {
  const beside = (change: BedEvidence) => [unit([bed(1, 0), bed(2, 0), change])];

  it.each([
    ["that streamed, for 29 s", 29_000, MS_PER_SECOND, 0],
    ["that streamed, for 30 s", 30_000, MS_PER_SECOND, 1],
    ["of every minute, for two", 120_000, MS_PER_MINUTE, 0],
    ["of every minute, for two and a half", 150_000, MS_PER_MINUTE, 1],
    ["of unknown interval, for ten minutes", 10 * MS_PER_MINUTE, undefined, 0],
    ["for more than a day", 25 * MS_PER_HOUR, MS_PER_SECOND, 0],
  ])("%s, is stale %s", (_, silentMs, usualIntervalMs, count) => {
    expect(present(beside(bed(3, silentMs, { usualIntervalMs })), "stale")).toHaveLength(count);
  });

  it("that was never heard is not", () => {
    expect(found(beside(bed(3, 0, { heardAt: undefined })), "stale")).toHaveLength(2);
  });

  it("that was heard shortly before the server started is awaited, and then stale", () => {
    const awaited = (minutes: number) =>
      bed(3, 0, {
        heardAt: undefined,
        usualIntervalMs: undefined,
        awaitedSince: AT - minutes * MS_PER_MINUTE,
      });
    expect(present(beside(awaited(12)), "stale")).toEqual([]);
    expect(present(beside(awaited(13)), "stale")).toHaveLength(1);
  });
});

describe("a lost feed", () => {
  const silent = (count: number, silentMs: number) =>
    Array.from({ length: count }, (_, n) => bed(n + 1, silentMs));

  it("is one finding of the unit, and none of its beds", () => {
    const units = [unit(silent(5, 60_000))];
    expect(present(units, "feed-lost")).toEqual([
      { kind: "feed-lost", unitId: UNIT, isPresent: true },
    ]);
    expect(found(units, "stale")).toEqual([]);
  });

  it("is known before any of its beds counts as stale, however slowly they speak", () => {
    const beds = Array.from({ length: 5 }, (_, n) =>
      bed(n + 1, 85_000 + n * 5_000, { usualIntervalMs: MS_PER_MINUTE }),
    );
    expect(present([unit(beds)], "feed-lost")).toHaveLength(1);
    expect(present([unit(beds)], "stale")).toEqual([]);
  });

  it("is not lost while one bed speaks", () => {
    const units = [unit([...silent(5, 60_000), bed(6, 1_000)])];
    expect(found(units, "feed-lost")).toMatchObject([{ isPresent: false }]);
    expect(present(units, "stale")).toHaveLength(5);
  });

  it("concerns each unit by itself", () => {
    const units = [unit(silent(3, 60_000)), unit([bed(4, 0), bed(5, 0)], { unitId: OTHER })];
    expect(present(units, "feed-lost")).toMatchObject([{ unitId: UNIT }]);
  });

  it("of one bed alone cannot be told from its monitor, unless the whole hospital is silent", () => {
    const alone = unit([bed(9, 60_000)], { unitId: OTHER });
    expect(present([alone], "feed-lost")).toEqual([]);
    expect(present([alone, unit([bed(1, 0)])], "stale")).toHaveLength(1);
    const all = present([alone, unit(silent(3, 60_000))], "feed-lost");
    expect(all.map((finding) => "unitId" in finding && finding.unitId)).toEqual([OTHER, UNIT]);
  });

  it("leaves each bed its time to speak when it has come back", () => {
    const back = (sinceMs: number) => [
      unit([bed(1, 0), bed(2, 90_000)], { audibleSince: AT - sinceMs }),
    ];
    expect(found(back(29_000), "stale")).toMatchObject([{ encounterId: encounter(1) }]);
    expect(present(back(30_000), "stale")).toMatchObject([{ encounterId: encounter(2) }]);
  });

  it("is not known from what waits for our own database, nor before anybody was heard", () => {
    expect(found([unit(silent(3, 60_000), { isAudible: false })], "feed-lost")).toEqual([]);
    expect(found([unit(silent(3, 60_000), { isAudible: false })], "stale")).toEqual([]);
    const unheard = silent(3, 0).map((each) => ({ ...each, heardAt: undefined }));
    expect(found([unit(unheard)], "feed-lost")).toEqual([]);
  });
});

describe("our own faults", () => {
  it("are said of a unit with patients", () => {
    const failing = { isScoring: false, isModelRefused: true };
    expect(present([unit([bed(1, 0)], failing)], "scoring-down")).toHaveLength(1);
    expect(present([unit([bed(1, 0)], failing)], "model-refused")).toHaveLength(1);
    expect(present([unit([], failing)], "scoring-down")).toEqual([]);
  });
});
