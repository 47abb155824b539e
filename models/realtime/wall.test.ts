import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alert, AlertPriority } from "../alerts/alert";
import { SENSOR_NAMES, SENSORS, type TechnicalAlarm } from "../alerts/technical-alarm";
import { AlertId, BedId, EncounterId, TechnicalAlarmId, UnitId } from "../shared/ids";
import type { BedState, LiveRisk, LiveScore, Occupant, UnitSnapshot } from "./board";
import type { Cadence } from "./feed-freshness";
import { maskUnit, type OccupiedWallBed, WallUnit } from "./wall";
import { toWire } from "./wire";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const MINUTE = 60_000;

const unitId = UnitId.parse("018f0000-0000-7000-8000-00000000000a");
const bedId = BedId.parse("018f0000-0000-7000-8000-00000000000b");
const encounterId = EncounterId.parse("018f0000-0000-7000-8000-00000000000c");

const somebody: Occupant = {
  encounterId,
  name: "Robin Aldous",
  age: 64,
  sex: "female",
  admittedAt: NOW - 60 * MINUTE,
  oxygenScale: 1,
};

const score: LiveScore = {
  score: 7,
  hasRedScore: true,
  inputsPresent: 6,
  oldestInputSeconds: 11,
  previousScore: 4,
  assessedAt: NOW,
};

const risk: LiveRisk = {
  risk: 0.093,
  threshold: 0.031,
  previousRisk: 0.01,
  modelVersion: "7",
  contributions: [],
  predictedAt: NOW,
};

const bed: BedState = {
  bedId,
  label: "07",
  occupant: somebody,
  signs: { heartRate: { value: 131, observedAt: NOW } },
  trend: [90, 131],
  score,
  risk,
  receivedAt: NOW - 1_000,
  feedOffsetMs: 0,
  technical: [],
};

const alertOf = (alert: Partial<Alert> & { priority: AlertPriority }): Alert => ({
  alertId: AlertId.parse(crypto.randomUUID()),
  encounterId,
  unitId,
  bedId,
  bedLabel: "07",
  reason: { cause: "early-warning-score", score: 7, hasRedScore: true, inputsPresent: 6 },
  phase: "raised",
  raisedAt: new Date(NOW - MINUTE),
  askedAt: new Date(NOW - MINUTE),
  rung: 0,
  ...alert,
});

const alarmOf = (
  alarm: Pick<TechnicalAlarm, "kind"> & Partial<TechnicalAlarm>,
): TechnicalAlarm => ({
  technicalAlarmId: TechnicalAlarmId.parse(crypto.randomUUID()),
  unitId,
  bed: { encounterId, bedId, label: "07" },
  signs: ["oxygenSaturation"],
  begunAt: NOW - MINUTE,
  ...alarm,
});

const snapshotOf = (beds: readonly BedState[], alerts: readonly Alert[] = []): UnitSnapshot => ({
  unitId,
  sentAt: NOW,
  beds,
  alerts: alerts.map(toWire),
  alertSequence: 9,
  technical: [],
  system: { database: "up", scoring: "up", model: "in-service", feed: "up", since: NOW },
});

const mask = (
  state: BedState,
  alerts: readonly Alert[] = [],
  cadence: Cadence = {},
): WallUnit["beds"][number] => {
  const [masked] = maskUnit(snapshotOf([state], alerts), new Map([[bedId, cadence]])).beds;
  if (!masked) throw new Error("no bed");
  return masked;
};

const occupied = (...given: Parameters<typeof mask>): OccupiedWallBed => {
  const masked = mask(...given);
  if (masked.state !== "occupied") throw new Error("a free bed");
  return masked;
};

describe("what a wall shows of a bed", () => {
  it("is its label, the score, the risk against the alert level and the most urgent alert", () => {
    expect(mask(bed, [alertOf({ priority: "medium" })])).toEqual({
      state: "occupied",
      label: "07",
      score: { score: 7, hasRedScore: true, inputsPresent: 6 },
      risk: { level: 3, isDoubtful: false },
      alert: { priority: "medium", phase: "raised", askedAt: NOW - MINUTE, isEscalated: false },
      signal: "live",
      lastHeardAt: null,
      isPartlyUnseen: false,
    });
  });

  it("says that a sensor is off, and neither which nor since when", () => {
    const technical = [alarmOf({ kind: "sensor-off", sensor: "oximeter" })];
    expect(occupied({ ...bed, technical })).toEqual({ ...occupied(bed), isPartlyUnseen: true });
    const doubted = [alarmOf({ kind: "artefact", sensor: "oximeter", reason: "jumped" })];
    expect(occupied({ ...bed, technical: doubted })).toEqual(occupied(bed));
  });

  it("is the label alone when nobody lies in it", () => {
    const free = { ...bed, occupant: undefined };
    expect(mask(free)).toEqual({ state: "free", label: "07" });
  });

  it("is no number where there is none", () => {
    const { score, risk, alert } = occupied({ ...bed, score: undefined, risk: undefined });
    expect({ score, risk, alert }).toEqual({ score: null, risk: null, alert: null });
  });

  it("is no score for somebody too young for NEWS2, whatever was computed", () => {
    expect(occupied({ ...bed, occupant: { ...somebody, age: 9 } }).score).toBeNull();
  });

  it("puts an unanswered alert before a higher one that was answered, then goes by priority and time", () => {
    const answered = alertOf({ priority: "high", phase: "acknowledged" });
    const low = alertOf({ priority: "low" });
    const late = alertOf({ priority: "medium", askedAt: new Date(NOW - 2 * MINUTE) });
    const early = alertOf({ priority: "medium", askedAt: new Date(NOW - 9 * MINUTE) });

    expect(occupied(bed, [answered, low]).alert).toMatchObject({ priority: "low" });
    expect(occupied(bed, [answered]).alert).toMatchObject({
      priority: "high",
      phase: "acknowledged",
    });
    expect(occupied(bed, [low, late, early]).alert).toEqual({
      priority: "medium",
      phase: "raised",
      askedAt: NOW - 9 * MINUTE,
      isEscalated: false,
    });
  });

  it("says that an alert has gone up the ladder, and none that has ended", () => {
    expect(occupied(bed, [alertOf({ priority: "high", rung: 2 })]).alert).toMatchObject({
      isEscalated: true,
    });
    const ended = alertOf({ priority: "high", phase: "resolved", endedAt: new Date(NOW) });
    expect(occupied(bed, [ended]).alert).toBeNull();
  });

  it("is no alert of somebody who lay there before", () => {
    const before = EncounterId.parse("018f0000-0000-7000-8000-0000000000ff");
    expect(occupied(bed, [alertOf({ priority: "high", encounterId: before })]).alert).toBeNull();
  });

  it("says that a signal has stopped, and when; or that there never was one", () => {
    const everySecond = { intervalsMs: [1_000, 1_000, 1_000] };
    const heardAt = NOW - 6_000;
    expect(occupied({ ...bed, receivedAt: heardAt }, [], everySecond)).toMatchObject({
      signal: "stale",
      lastHeardAt: heardAt,
    });
    expect(occupied({ ...bed, receivedAt: undefined })).toMatchObject({
      signal: "never",
      lastHeardAt: null,
    });
  });

  it("never rounds a risk up to the alert level", () => {
    const level = (value: number) => occupied({ ...bed, risk: { ...risk, risk: value } }).risk;
    expect(level(0.030_99)).toMatchObject({ level: 0.99 });
    expect(level(0.031)).toMatchObject({ level: 1 });
  });

  it.each([{ isUnfamiliar: true }, { doubts: ["Oxygen saturation"] }])(
    "says that a risk is doubtful, not why: %o",
    (doubt) => {
      expect(occupied({ ...bed, risk: { ...risk, ...doubt } }).risk).toEqual({
        level: 3,
        isDoubtful: true,
      });
    },
  );
});

const anyId = fc.uuid().map((id) => EncounterId.parse(id));

/** Everything of a person that a wall must not tell, with an age on the same side of NEWS2's. */
const anyPerson = (encounter: fc.Arbitrary<EncounterId>): fc.Arbitrary<Occupant> =>
  fc.record({
    encounterId: encounter,
    name: fc.option(fc.string({ minLength: 1 })),
    age: fc.option(fc.integer({ min: 16, max: 120 }), { nil: undefined }),
    sex: fc.constantFrom("female", "male", "other", "unknown"),
    admittedAt: fc.integer({ min: 0, max: NOW }),
    oxygenScale: fc.constantFrom(1, 2),
  });

/** Everything of a bed's numbers that a wall must not tell. */
const anyHidden = fc.record({
  bedId: fc.uuid().map((id) => BedId.parse(id)),
  signs: fc.record({
    heartRate: fc.record({ value: fc.float({ noNaN: true }), observedAt: fc.nat() }),
    temperature: fc.record({ value: fc.float({ noNaN: true }), observedAt: fc.nat() }),
  }),
  trend: fc.array(fc.nat()),
  feedOffsetMs: fc.integer(),
  previousScore: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  previousRisk: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  modelVersion: fc.string(),
  contributions: fc.array(fc.record({ label: fc.string(), logit: fc.double({ noNaN: true }) })),
  acknowledgedBy: fc.option(fc.string(), { nil: undefined }),
  inHandBy: fc.option(fc.string(), { nil: undefined }),
  sensor: fc.constantFrom(...SENSOR_NAMES),
  begunAt: fc.integer({ min: 0, max: NOW }),
  seenBy: fc.option(fc.string(), { nil: undefined }),
});

const anyTold = fc.record({
  score: fc.integer({ min: 0, max: 20 }),
  hasRedScore: fc.boolean(),
  inputsPresent: fc.integer({ min: 0, max: 7 }),
  level: fc.double({ min: 0, max: 0.9, noNaN: true }),
  priority: fc.constantFrom<AlertPriority>("high", "medium", "low"),
  isSensorOff: fc.boolean(),
});

type Of<A> = A extends fc.Arbitrary<infer T> ? T : never;

describe("two patients whose score, risk and alert are the same", () => {
  it("are the same on a wall, whoever they are and whatever their signs", () => {
    const viewOf = (told: Of<typeof anyTold>, person: Occupant, numbers: Of<typeof anyHidden>) => {
      const { level, priority, isSensorOff, ...shown } = told;
      const {
        previousScore,
        previousRisk,
        modelVersion,
        contributions,
        acknowledgedBy,
        inHandBy,
        sensor,
        begunAt,
        seenBy,
        ...hidden
      } = numbers;
      const off = alarmOf({
        ...{ kind: "sensor-off", sensor, signs: SENSORS[sensor].signs, begunAt },
        bed: { encounterId: person.encounterId, bedId: hidden.bedId, label: "07" },
        ...(seenBy && { seenBy }),
      });
      const state: BedState = {
        ...bed,
        ...hidden,
        technical: isSensorOff ? [off] : [],
        occupant: person,
        score: { ...score, ...shown, previousScore },
        risk: { ...risk, risk: level, previousRisk, modelVersion, contributions },
      };
      const alert = alertOf({ priority, encounterId: person.encounterId, bedId: hidden.bedId });
      const answerers = {
        ...(acknowledgedBy && { acknowledgedBy }),
        ...(inHandBy && { inHandBy }),
      };
      return maskUnit(snapshotOf([state], [{ ...alert, ...answerers }]), new Map());
    };

    fc.assert(
      fc.property(
        anyTold,
        anyPerson(anyId),
        anyPerson(anyId),
        anyHidden,
        anyHidden,
        (told, one, other, hidden, others) => {
          expect(viewOf(told, one, hidden)).toEqual(viewOf(told, other, others));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("leave no identifier behind, and no field but those a wall knows", () => {
    const view = maskUnit(
      snapshotOf(
        [
          { ...bed, technical: [alarmOf({ kind: "sensor-off", sensor: "oximeter" })] },
          { ...bed, occupant: undefined },
        ],
        [alertOf({ priority: "high" })],
      ),
      new Map(),
    );
    expect(WallUnit.safeParse(view).success).toBe(true);
    const text = JSON.stringify(view);
    for (const secret of [
      encounterId,
      bedId,
      "Robin",
      "Aldous",
      "female",
      "oximeter",
      "oxygenSaturation",
    ])
      expect(text).not.toContain(secret);
    expect([...text.matchAll(/"(\w+)":/g)].map(([, key]) => key).sort()).toEqual(KNOWN_KEYS);
  });
});

const KNOWN_KEYS = [
  ...["unitId", "sentAt", "beds"],
  ...["system", "database", "scoring", "model", "feed", "since"],
  ...["state", "label", "score", "score", "hasRedScore", "inputsPresent", "risk", "level"],
  ...[
    "isDoubtful",
    "alert",
    "priority",
    "phase",
    "askedAt",
    "isEscalated",
    "signal",
    "lastHeardAt",
    "isPartlyUnseen",
  ],
  ...["state", "label"],
].sort();
