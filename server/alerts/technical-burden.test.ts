import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { ObservationWindow } from "#models/deterioration/observation-window";
import { doubtedSigns, doubtsOf } from "#models/deterioration/plausibility";
import type { UnitKind } from "#models/encounters/demographics";
import type { SystemStatus } from "#models/realtime/board";
import { BedId, EncounterId, PatientId, UnitId } from "#models/shared/ids";
import { MS_PER_DAY, MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import {
  advance,
  fill,
  newHospital,
  type BedPlace,
  type HospitalEvent,
  type Pace,
} from "#models/simulation/simulated-hospital";
import { VITAL_SIGN_KINDS, VITAL_SIGNS } from "#models/vitals/vital-sign";
import type { RecordedMessage } from "../ingest/ports";
import { createTechnicalWatch, type WatchedBed } from "./technical-watch";

const BEGAN_AT = Date.parse("2026-02-01T07:00:00Z");
const REVIEWS_MS = 15 * MS_PER_SECOND;
const BEDS = ["01", "02", "03", "04", "05", "06"];
const UP: SystemStatus = {
  database: "up",
  scoring: "up",
  model: "in-service",
  feed: "up",
  since: 0,
};

const unitOf = (code: string, kind: UnitKind) => ({
  ...{ siteCode: "S", code, name: code, kind },
  bedLabels: BEDS,
});

/** As the demonstration's monitors speak, those of intensive care a third as often for the sake of time. */
const pace: Pace = (kind) => (kind === "intensive" ? 15 * MS_PER_SECOND : MS_PER_MINUTE);
const PATIENCE_MS = 60_000;

interface Lying extends WatchedBed {
  window: ObservationWindow;
  checkedAt: number;
}

type Observed = Extract<HospitalEvent, { type: "observed" }>;

/** A day of the simulated hospital in the ears of the watch. */
function listenForADay(kind: UnitKind) {
  const unitId = UnitId.parse(randomUUID());
  const lying = new Map<string, Lying>();
  const begun: TechnicalAlarm[] = [];
  let at = BEGAN_AT;
  let openNow = 0;
  const counts = { reviews: 0, bedMs: 0, openMs: 0, mostOpen: 0 };
  const watch = createTechnicalWatch({
    submit: (command) => {
      openNow += command.type === "begin" ? 1 : -1;
      if (command.type === "begin") begun.push(command.alarm);
    },
    onBedChanged: () => {},
    onUnitChanged: () => {},
    now: () => new Date(at),
    newId: randomUUID,
  });

  function arrive(visit: string, { bedLabel }: BedPlace): void {
    lying.set(visit, {
      ...{ encounterId: EncounterId.parse(randomUUID()), unitId, bedLabel, doubts: [] },
      bedId: BedId.parse(randomUUID()),
      ...{ window: new ObservationWindow(), checkedAt: 0 },
    });
  }

  function hear({ at: observedAt, identity, signs }: Observed): void {
    const patient = lying.get(identity.visitNumber);
    if (!patient) return;
    const { encounterId, bedId } = patient;
    const known = signs.flatMap(({ kind: name, value }) => {
      const sign = VITAL_SIGN_KINDS.find((each) => each === name);
      return sign ? [{ ...VITAL_SIGNS[sign], value, observedAt }] : [];
    });
    const observations: RecordedMessage["observations"] = known
      .filter(({ value, min, max }) => value >= min && value <= max)
      .map(({ id, value }) => ({ kind: id, value, observedAt }));
    for (const each of observations) patient.window.observe(each.kind, observedAt, each.value);
    watch.heard(encounterId, {
      encounter: {
        ...{ slot: 0, encounterId, unitId, bedId },
        ...{ patientId: PatientId.parse(randomUUID()), visitNumber: null, medicalRecord: null },
      },
      ...{ sentAt: observedAt, receivedAt: observedAt, observations },
      rejections: known
        .filter(({ value, min, max }) => value < min || value > max)
        .map(({ loinc }) => ({ code: loinc, reason: "implausible" })),
    });
    if (observedAt - patient.checkedAt < MS_PER_MINUTE) return;
    patient.checkedAt = observedAt;
    patient.doubts = doubtedSigns(doubtsOf(patient.window, observedAt));
  }

  function take(event: HospitalEvent): void {
    if (event.type === "observed") hear(event);
    else if (event.type === "admitted") arrive(event.identity.visitNumber, event.bed);
    else {
      const patient = lying.get(event.identity.visitNumber);
      if (patient) watch.left(patient.encounterId);
      lying.delete(event.identity.visitNumber);
    }
  }

  const hospital = newHospital(`burden-${kind}`, "T", [unitOf("U", kind)], 0.9, BEGAN_AT);
  for (const event of fill(hospital, BEGAN_AT)) take(event);
  for (; at < BEGAN_AT + MS_PER_DAY; at += REVIEWS_MS) {
    for (const event of advance(hospital, at, pace)) take(event);
    watch.review(lying.values(), UP);
    counts.bedMs += lying.size * REVIEWS_MS;
    counts.openMs += openNow * REVIEWS_MS;
    counts.mostOpen = Math.max(counts.mostOpen, openNow);
  }
  return { begun, counts };
}

it.each(["intensive", "ward"] as const)(
  "a simulated day of a unit of kind %s has some technical alarms, and not dozens at once",
  (kind) => {
    const { begun, counts } = listenForADay(kind);
    const bedDays = counts.bedMs / MS_PER_DAY;
    const perKind = new Map<string, number>();
    for (const { kind: name, sensor, reason } of begun) {
      const words = [name, sensor, reason].filter(Boolean).join(" ");
      perKind.set(words, (perKind.get(words) ?? 0) + 1);
    }
    const kinds = [...perKind].map(([name, count]) => `${count} ${name}`).join(", ");
    console.info(
      `${kind}: ${(begun.length / bedDays).toFixed(1)} technical alarms per bed and day ` +
        `(${kinds}); ${((100 * counts.openMs) / counts.bedMs).toFixed(1)} % of bed time, ` +
        `at most ${counts.mostOpen} open at once on ${BEDS.length} beds`,
    );
    expect(begun.length).toBeGreaterThan(0);
    // A bedside monitor sounds 187 alarms per bed and day; a nurse who walks to one an hour finds no more time.
    expect(begun.length / bedDays).toBeLessThan(24);
    expect(counts.mostOpen).toBeLessThanOrEqual(BEDS.length);
    expect(begun.filter((alarm) => alarm.kind === "feed-lost" || alarm.kind === "stale")).toEqual(
      [],
    );
  },
  PATIENCE_MS,
);
