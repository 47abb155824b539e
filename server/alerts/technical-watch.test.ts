import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { SILENCE } from "#models/alerts/technical-policy";
import type { SystemStatus } from "#models/realtime/board";
import { BedId, EncounterId, PatientId, UnitId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";
import type { RecordedMessage } from "../ingest/ports";
import type { HeardBefore } from "./bed-hearing";
import { createTechnicalWatch, type TechnicalCommand, type WatchedBed } from "./technical-watch";

const UNIT = UnitId.parse(randomUUID());
const UP: SystemStatus = {
  database: "up",
  scoring: "up",
  model: "in-service",
  feed: "up",
  since: 0,
};
const SIGNS: readonly VitalSignKind[] = [
  "heartRate",
  "respiratoryRate",
  "oxygenSaturation",
  "pulseRate",
];

const inBed = (bedLabel: string): WatchedBed => ({
  encounterId: EncounterId.parse(randomUUID()),
  unitId: UNIT,
  bedId: BedId.parse(randomUUID()),
  bedLabel,
  doubts: [],
});

/** A watch whose beds stream every second, as long as they are told to. */
function hospitalOf(beds: readonly WatchedBed[]) {
  let at = 1_800_000_000_000;
  const commands: TechnicalCommand[] = [];
  const shown = new Map<EncounterId | UnitId, readonly TechnicalAlarm[]>();
  const watch = createTechnicalWatch({
    submit: (command) => commands.push(command),
    onBedChanged: (encounterId, open) => shown.set(encounterId, open),
    onUnitChanged: (unitId, open) => shown.set(unitId, open),
    now: () => new Date(at),
    newId: randomUUID,
  });
  const message = (
    { encounterId, unitId, bedId }: WatchedBed,
    signs: readonly VitalSignKind[],
    rejections: RecordedMessage["rejections"] = [],
  ): RecordedMessage => ({
    encounter: {
      ...{ slot: 0, encounterId, unitId, bedId },
      ...{ patientId: PatientId.parse(randomUUID()), visitNumber: null, medicalRecord: null },
    },
    sentAt: at,
    receivedAt: at,
    observations: signs.map((sign) => ({ kind: VITAL_SIGNS[sign].id, observedAt: at, value: 80 })),
    rejections,
  });

  return {
    now: () => at,
    watch,
    commands,
    /** The kinds that are shown of a bed, or of the unit. */
    shown: (place: WatchedBed | UnitId) =>
      (shown.get(typeof place === "string" ? place : place.encounterId) ?? []).map(
        ({ kind }) => kind,
      ),
    alarms: (place: WatchedBed) => shown.get(place.encounterId) ?? [],
    send: (bed: WatchedBed, ...rest: [VitalSignKind[], RecordedMessage["rejections"]?]) =>
      watch.heard(bed.encounterId, message(bed, ...rest)),
    /** Some seconds go by, in which each bed sends these signs; absent, nothing. */
    pass(
      seconds: number,
      sends: (bed: WatchedBed) => readonly VitalSignKind[] | undefined = () => SIGNS,
      system = UP,
    ) {
      for (let second = 0; second < seconds; second += 1) {
        at += 1_000;
        for (const bed of beds) {
          const signs = sends(bed);
          if (signs) watch.heard(bed.encounterId, message(bed, signs));
        }
        watch.review(beds, system);
      }
    },
  };
}

const without = (bed: WatchedBed, ...gone: VitalSignKind[]) =>
  ((each: WatchedBed) => (each === bed ? SIGNS.filter((sign) => !gone.includes(sign)) : SIGNS)) as (
    bed: WatchedBed,
  ) => readonly VitalSignKind[];

describe("a sensor that comes off", () => {
  it("begins one alarm of that bed alone, and ends it once it is back for a while", () => {
    const [one, two] = [inBed("01"), inBed("02")];
    const hospital = hospitalOf([one, two]);
    hospital.pass(10);
    hospital.pass(30, without(one, "oxygenSaturation", "pulseRate"));
    expect(hospital.alarms(one)).toMatchObject([
      {
        kind: "sensor-off",
        sensor: "oximeter",
        signs: ["oxygenSaturation", "pulseRate"],
        bed: { label: "01" },
      },
    ]);
    expect(hospital.shown(two)).toEqual([]);

    hospital.pass(5);
    expect(hospital.alarms(one)).toMatchObject([{ kind: "sensor-off", signs: [] }]);
    hospital.pass(30);
    expect(hospital.shown(one)).toEqual([]);
    expect(hospital.commands.map(({ type }) => type)).toEqual(["begin", "end"]);
  });

  it("that hangs by a thread is one alarm, not one a minute", () => {
    const bed = inBed("01");
    const hospital = hospitalOf([bed, inBed("02")]);
    hospital.pass(10);
    for (let again = 0; again < 10; again += 1) {
      hospital.pass(25, without(bed, "oxygenSaturation"));
      hospital.pass(5);
    }
    expect(hospital.commands.map(({ type }) => type)).toEqual(["begin"]);
  });

  it("names a sign that follows the first", () => {
    const bed = inBed("01");
    const hospital = hospitalOf([bed, inBed("02")]);
    hospital.pass(10);
    hospital.pass(30, without(bed, "respiratoryRate"));
    hospital.pass(30, without(bed, "respiratoryRate", "heartRate"));
    expect(hospital.alarms(bed)).toMatchObject([
      { sensor: "electrodes", signs: ["heartRate", "respiratoryRate"] },
    ]);
    expect(hospital.commands).toHaveLength(1);
  });
});

describe("a bed that falls silent", () => {
  it("is stale while its neighbours go on, and current as soon as it speaks again", () => {
    const [one, two] = [inBed("01"), inBed("02")];
    const hospital = hospitalOf([one, two]);
    hospital.pass(10);
    hospital.pass(40, (bed) => (bed === one ? undefined : SIGNS));
    expect(hospital.shown(one)).toEqual(["stale"]);
    expect(hospital.shown(UNIT)).toEqual([]);
    hospital.pass(10);
    expect(hospital.shown(one)).toEqual([]);
  });

  it("loses the alarm, and what was learnt of it, with its patient", () => {
    const bed = inBed("01");
    const hospital = hospitalOf([bed, inBed("02")]);
    hospital.pass(10);
    hospital.pass(40, (each) => (each === bed ? undefined : SIGNS));
    hospital.watch.left(bed.encounterId);
    expect(hospital.shown(bed)).toEqual([]);
    expect(hospital.commands.map(({ type }) => type)).toEqual(["begin", "end"]);
    hospital.pass(60, (each) => (each === bed ? undefined : SIGNS));
    expect(hospital.commands).toHaveLength(2);
  });
});

describe("a feed that is lost", () => {
  const beds = ["01", "02", "03", "04"].map(inBed);

  it("is one alarm of the unit, ends by itself, and brings none of its beds behind it", () => {
    const hospital = hospitalOf(beds);
    hospital.pass(10);
    hospital.pass(120, () => undefined);
    expect(hospital.shown(UNIT)).toEqual(["feed-lost"]);
    hospital.pass(20, (bed) => (bed === beds[0] ? SIGNS : undefined));
    expect(hospital.shown(UNIT)).toEqual([]);
    hospital.pass(20);
    expect(hospital.commands.map(({ type }) => type)).toEqual(["begin", "end"]);
  });

  it("is not lost while our database is away, nor just after", () => {
    const hospital = hospitalOf(beds);
    hospital.pass(10);
    hospital.pass(120, () => undefined, { ...UP, database: "down" });
    hospital.pass(5);
    expect(hospital.commands).toEqual([]);
  });
});

describe("our own faults", () => {
  it("are said once of the unit, and end", () => {
    const hospital = hospitalOf([inBed("01"), inBed("02")]);
    hospital.pass(20, undefined, { ...UP, scoring: "down", model: "refused" });
    expect(hospital.shown(UNIT).toSorted()).toEqual(["model-refused", "scoring-down"]);
    hospital.pass(20);
    expect(hospital.shown(UNIT)).toEqual([]);
  });
});

describe("a doubted sign", () => {
  const impossible = [{ code: "8480-6", reason: "implausible" }];

  it("begins with several impossible values, not with one", () => {
    const bed = inBed("01");
    const hospital = hospitalOf([bed, inBed("02")]);
    hospital.pass(5);
    hospital.send(bed, [...SIGNS], impossible);
    hospital.pass(1);
    expect(hospital.shown(bed)).toEqual([]);
    for (let again = 0; again < 2; again += 1) {
      hospital.send(bed, [...SIGNS], impossible);
      hospital.pass(1);
    }
    expect(hospital.alarms(bed)).toMatchObject([
      { kind: "artefact", sensor: "pressure", signs: ["systolicPressure"], reason: "impossible" },
    ]);
    hospital.pass(620);
    expect(hospital.shown(bed)).toEqual([]);
  });

  it("is not an impossible one for a code that is unknown", () => {
    const bed = inBed("01");
    const hospital = hospitalOf([bed]);
    for (let again = 0; again < 5; again += 1)
      hospital.send(bed, [...SIGNS], [{ code: "nonsense", reason: "unknown-code" }]);
    hospital.pass(1);
    expect(hospital.shown(bed)).toEqual([]);
  });
});

/** What is stored of a bed whose signs came until then. */
const heardUntil = (
  lastAt: number,
  { encounterId }: WatchedBed,
  signs = SIGNS,
): [EncounterId, HeardBefore] => [
  encounterId,
  { lastAt, signs: new Map(signs.map((sign) => [sign, lastAt])) },
];

describe("a start", () => {
  it("misses a sensor that was in use before it, and no sign that was charted before", () => {
    const [bed, other] = [inBed("01"), inBed("02")];
    const hospital = hospitalOf([bed, other]);
    const [, before] = heardUntil(hospital.now(), bed);
    const charted = hospital.now() - 3 * MS_PER_HOUR;
    hospital.watch.restore(
      [],
      [[bed.encounterId, { ...before, signs: new Map(before.signs).set("temperature", charted) }]],
    );
    hospital.pass(1_200, without(bed, "oxygenSaturation", "pulseRate"));
    expect(hospital.alarms(bed)).toMatchObject([{ kind: "sensor-off", sensor: "oximeter" }]);
    expect(hospital.shown(other)).toEqual([]);
    hospital.pass(40);
    expect(hospital.shown(bed)).toEqual([]);
  });

  it("keeps naming a sign that is still missing, though its sensor's other sign comes", () => {
    const bed = inBed("01");
    const before = hospitalOf([bed, inBed("02")]);
    before.pass(10);
    before.pass(30, without(bed, "respiratoryRate"));
    const after = hospitalOf([bed]);
    after.watch.restore(before.alarms(bed), [heardUntil(before.now(), bed, ["heartRate"])]);
    after.pass(120, without(bed, "respiratoryRate"));
    expect(after.alarms(bed)).toMatchObject([{ kind: "sensor-off", signs: ["respiratoryRate"] }]);
    expect(after.commands).toEqual([]);
  });

  it("ends in time what is open of a bed that never speaks again", () => {
    const bed = inBed("01");
    const before = hospitalOf([bed, inBed("02")]);
    before.pass(10);
    before.pass(30, without(bed, "respiratoryRate"));
    before.pass(60, (each) => (each === bed ? undefined : SIGNS));
    const alarms = before.alarms(bed);
    expect(alarms.map(({ kind }) => kind)).toEqual(["sensor-off", "stale"]);
    const longAgo = SILENCE.forgottenAfterMs - 10 * MS_PER_MINUTE;
    const after = hospitalOf([bed]);
    after.watch.restore(
      alarms.map((alarm) => ({ ...alarm, begunAt: after.now() - longAgo })),
      [heardUntil(after.now() - longAgo, bed)],
    );
    after.pass(60, () => undefined);
    expect(after.shown(bed)).toEqual(["sensor-off", "stale"]);
    after.pass(700, () => undefined);
    expect(after.shown(bed)).toEqual([]);
  });

  it("keeps open what was open until it is known to be over", () => {
    const bed = inBed("01");
    const before = hospitalOf([bed, inBed("02")]);
    before.pass(10);
    before.pass(30, without(bed, "oxygenSaturation", "pulseRate"));

    const after = hospitalOf([bed]);
    after.watch.restore(before.alarms(bed), [heardUntil(before.now(), bed, ["heartRate"])]);
    expect(after.shown(bed)).toEqual(["sensor-off"]);
    after.pass(60, without(bed, "oxygenSaturation", "pulseRate"));
    expect(after.shown(bed)).toEqual(["sensor-off"]);
    after.pass(40);
    expect(after.shown(bed)).toEqual([]);
    expect(after.commands).toMatchObject([
      { type: "end", technicalAlarmId: before.alarms(bed)[0]?.technicalAlarmId },
    ]);
  });

  it("awaits beds that were heard shortly before", () => {
    const beds = ["01", "02", "03"].map(inBed);
    const hospital = hospitalOf(beds);
    hospital.watch.restore(
      [],
      beds.map((bed) => heardUntil(hospital.now(), bed)),
    );
    hospital.pass(900, () => undefined);
    expect(hospital.shown(UNIT)).toEqual(["feed-lost"]);
    expect(hospital.commands).toHaveLength(1);
  });
});

it("shows who has seen an alarm, and goes on until it ends", () => {
  const bed = inBed("01");
  const hospital = hospitalOf([bed, inBed("02")]);
  hospital.pass(10);
  hospital.pass(40, (each) => (each === bed ? undefined : SIGNS));
  const [alarm] = hospital.alarms(bed);
  if (alarm) hospital.watch.seen({ ...alarm, seenAt: alarm.begunAt + 1, seenBy: "Some Body" });
  hospital.pass(5, (each) => (each === bed ? undefined : SIGNS));
  expect(hospital.alarms(bed)).toMatchObject([{ kind: "stale", seenBy: "Some Body" }]);
});
