import type { TechnicalAlarm, TechnicalAlarmKind } from "#models/alerts/technical-alarm";
import {
  technicalFindings,
  type BedEvidence,
  type SignDoubt,
  type TechnicalFinding,
  type UnitEvidence,
} from "#models/alerts/technical-finding";
import { reviewFinding, type WatchedFinding } from "#models/alerts/technical-review";
import type { SystemStatus } from "#models/realtime/board";
import { TechnicalAlarmId, type BedId, type EncounterId, type UnitId } from "#models/shared/ids";
import type { RecordedMessage } from "../ingest/ports";
import {
  bedCadence,
  hear,
  impossibleSigns,
  newHearing,
  resumedHearing,
  signEvidence,
  type BedHearing,
  type HeardBefore,
} from "./bed-hearing";

/** An occupied bed as the watch must know it. */
export interface WatchedBed {
  encounterId: EncounterId;
  unitId: UnitId;
  bedId: BedId;
  bedLabel: string;
  /** Undefined when the plausibility check has not been asked. */
  doubts: readonly SignDoubt[] | undefined;
}

/** A step to be stored; each may be stored twice without harm. */
export type TechnicalCommand =
  | { type: "begin"; alarm: TechnicalAlarm }
  | { type: "end"; technicalAlarmId: TechnicalAlarmId; at: number };

/** Finds what is technically wrong, once a second, with what is open kept in memory. */
export interface TechnicalWatch {
  /** What is open at start, and how each bed was heard before: until shortly before, it is awaited from now on. */
  restore(
    alarms: readonly TechnicalAlarm[],
    heardBefore: Iterable<readonly [EncounterId, HeardBefore]>,
  ): void;
  heard(encounterId: EncounterId, message: RecordedMessage): void;
  review(beds: Iterable<WatchedBed>, system: SystemStatus): void;
  /** The patient is in another bed or in none: other sensors, or nobody's. */
  left(encounterId: EncounterId): void;
  /** Somebody has seen it. */
  seen(alarm: TechnicalAlarm): void;
  openOf(place: EncounterId | UnitId): readonly TechnicalAlarm[];
}

export interface TechnicalWatchOptions {
  submit: (command: TechnicalCommand) => void;
  /** Another list is open of an encounter, or of a unit itself. */
  onBedChanged: (encounterId: EncounterId, open: readonly TechnicalAlarm[]) => void;
  onUnitChanged: (unitId: UnitId, open: readonly TechnicalAlarm[]) => void;
  now: () => Date;
  newId: () => string;
}

interface Watched {
  finding: WatchedFinding;
  alarm: TechnicalAlarm | undefined;
}

type Place = EncounterId | UnitId;

export function createTechnicalWatch(options: TechnicalWatchOptions): TechnicalWatch {
  const { submit, now, newId } = options;
  const hearings = new Map<EncounterId, BedHearing>();
  const watched = new Map<Place, Map<string, Watched>>();
  const audibleSince = new Map<UnitId, number>();

  function hearingOf(encounterId: EncounterId): BedHearing {
    const known = hearings.get(encounterId);
    if (known) return known;
    const hearing = newHearing();
    hearings.set(encounterId, hearing);
    return hearing;
  }

  function openOf(place: Place): readonly TechnicalAlarm[] {
    return [...(watched.get(place)?.values() ?? [])].flatMap(({ alarm }) => alarm ?? []);
  }

  function keep(place: Place, key: string, value: Watched | undefined): void {
    const of = watched.get(place) ?? new Map<string, Watched>();
    if (value) watched.set(place, of.set(key, value));
    else of.delete(key);
    if (of.size === 0) watched.delete(place);
  }

  function tell({ unitId, bed }: TechnicalAlarm): void {
    if (bed) options.onBedChanged(bed.encounterId, openOf(bed.encounterId));
    else options.onUnitChanged(unitId, openOf(unitId));
  }

  function end(alarm: TechnicalAlarm, at: number): void {
    submit({ type: "end", technicalAlarmId: alarm.technicalAlarmId, at });
  }

  function take(finding: TechnicalFinding, bed: WatchedBed | undefined, at: number): void {
    const place = "encounterId" in finding ? finding.encounterId : finding.unitId;
    const key = keyOf(finding);
    const before = watched.get(place)?.get(key);
    if (!before && !finding.isPresent) return; // almost always
    const { watched: next, change } = reviewFinding(before?.finding, finding, at);

    const isNew = change === "begun";
    const alarm = isNew ? toAlarm(finding, bed, at) : before && renewed(before.alarm, finding);
    keep(place, key, next && { finding: next, alarm });
    if (isNew && alarm) submit({ type: "begin", alarm });
    if (change === "ended" && before?.alarm) end(before.alarm, at);
    const told = alarm ?? before?.alarm;
    if (told && (change || alarm !== before?.alarm)) tell(told);
  }

  function toAlarm(finding: TechnicalFinding, bed: WatchedBed | undefined, at: number) {
    const common = {
      technicalAlarmId: TechnicalAlarmId.parse(newId()),
      kind: finding.kind,
      begunAt: at,
    };
    if ("unitId" in finding) return { ...common, unitId: finding.unitId, signs: [] };
    if (!bed) return undefined;
    const { encounterId, unitId, bedId, bedLabel: label } = bed;
    const { sensor, signs, reason } = finding;
    const place = { unitId, bed: { encounterId, bedId, label } };
    return { ...common, ...place, signs, ...(sensor && { sensor }), ...(reason && { reason }) };
  }

  /** As long as a feed is lost, or our own database is away, no bed's silence counts. */
  function noteAudible(unitId: UnitId, isAudible: boolean, at: number): void {
    const isLost = openOf(unitId).some(({ kind }) => kind === "feed-lost");
    if (isLost || !isAudible) audibleSince.set(unitId, at);
  }

  function evidenceOf({ encounterId, doubts }: WatchedBed, at: number): BedEvidence {
    const hearing = hearingOf(encounterId);
    const { heardAt, usualIntervalMs } = bedCadence(hearing, at) ?? {};
    return {
      encounterId,
      heardAt,
      awaitedSince: hearing.awaitedSince,
      heardBefore: hearing.heardBefore,
      usualIntervalMs,
      signs: signEvidence(hearing),
      doubts,
      impossible: impossibleSigns(hearing, at),
    };
  }

  return {
    restore(alarms, heardBefore) {
      watched.clear();
      const at = now().getTime();
      for (const [encounterId, before] of heardBefore) {
        const own = alarms.filter(({ bed }) => bed?.encounterId === encounterId);
        hearings.set(encounterId, resumedHearing(before, own, at));
      }
      for (const alarm of alarms) {
        const finding = { state: "open", goneSince: undefined } as const;
        keep(alarm.bed?.encounterId ?? alarm.unitId, keyOf(alarm), { finding, alarm });
      }
      for (const alarm of alarms) tell(alarm);
    },
    heard: (encounterId, message) => hear(hearingOf(encounterId), message),
    review(beds, system) {
      const at = now().getTime();
      const byEncounter = new Map<EncounterId, WatchedBed>();
      const byUnit = new Map<UnitId, BedEvidence[]>();
      // A unit whose last patient has left still has its alarms to end.
      for (const [, each] of watched)
        for (const { alarm } of each.values()) if (alarm) byUnit.set(alarm.unitId, []);
      for (const bed of beds) {
        byEncounter.set(bed.encounterId, bed);
        const of = byUnit.get(bed.unitId) ?? [];
        of.push(evidenceOf(bed, at));
        byUnit.set(bed.unitId, of);
      }
      const isAudible = system.database === "up";
      for (const unitId of byUnit.keys()) noteAudible(unitId, isAudible, at);
      const units = [...byUnit].map(([unitId, evidence]): UnitEvidence => ({
        unitId,
        beds: evidence,
        audibleSince: audibleSince.get(unitId) ?? Number.NEGATIVE_INFINITY,
        isAudible,
        isScoring: system.scoring === "up",
        isModelRefused: system.model === "refused",
      }));
      for (const finding of technicalFindings(units, at)) {
        const bed = "encounterId" in finding ? byEncounter.get(finding.encounterId) : undefined;
        take(finding, bed, at);
      }
    },
    left(encounterId) {
      const open = openOf(encounterId);
      hearings.delete(encounterId);
      watched.delete(encounterId);
      for (const alarm of open) end(alarm, now().getTime());
      if (open.length > 0) options.onBedChanged(encounterId, []);
    },
    seen(alarm) {
      const place = alarm.bed?.encounterId ?? alarm.unitId;
      const known = watched.get(place)?.get(keyOf(alarm));
      if (known?.alarm?.technicalAlarmId !== alarm.technicalAlarmId) return;
      const { seenAt, seenBy } = alarm;
      const told = { ...known.alarm, ...(seenAt && { seenAt }), ...(seenBy && { seenBy }) };
      keep(place, keyOf(alarm), { ...known, alarm: told });
      tell(told);
    },
    openOf,
  };
}

/** At most one is open of each, in one place. */
const keyOf = (of: { kind: TechnicalAlarmKind; sensor?: string }): string =>
  `${of.kind} ${of.sensor ?? ""}`;

/**
 * The same alarm with the signs that are missing now: a second one of the sensor may follow the first, and
 * what is back is shown at once, before the alarm may end.
 */
function renewed(
  alarm: TechnicalAlarm | undefined,
  finding: TechnicalFinding,
): TechnicalAlarm | undefined {
  if (!alarm || !("signs" in finding)) return alarm;
  const isSame =
    alarm.signs.length === finding.signs.length &&
    alarm.signs.every((sign) => finding.signs.includes(sign));
  return isSame ? alarm : { ...alarm, signs: finding.signs };
}
