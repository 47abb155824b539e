import type pg from "pg";
import { type BedRow, bedsOnBoard, bedUnits, type BedUnitRow, boardingPatients } from "#db/beds";
import { standingOf } from "#db/bed-statuses";
import { bedStateOf } from "#models/beds/bed-state";
import type { BedTag } from "#models/beds/bed-tag";
import type { BedCommand } from "#models/realtime/bed-board";
import { AppError } from "#models/shared/errors";
import type { UserId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import type { Job } from "../jobs/job";
import { carryOut } from "./carry-out";

/** Fewer than these in the emergency units: no simulator fills the hospital, and whoever is there is a test's. */
const LIVELY_EMERGENCY = 8;
const BOARDERS = 3;
const BLOCKED_BEDS = 2;
const WAITS_FOR_CLEANING_MS = 12 * MS_PER_MINUTE;
const CLEANING_MS = 25 * MS_PER_MINUTE;
const RESERVED_MS = 2 * MS_PER_HOUR;

const NEEDS: readonly (readonly BedTag[])[] = [["oxygen"], ["oxygen", "isolation-contact"], []];

/**
 * Does what people would do on the bed board of the made-up hospital, for its simulator tells of admissions
 * and discharges alone: some of its emergency patients are admitted and wait, beds are cleaned, two are
 * blocked. By the demo's coordinator, through the same door as anybody's.
 */
export const enlivenDemoBeds = (
  people: pg.Pool,
  coordinator: UserId,
  trail: Pick<ServerAuditTrail, "note">,
): Job => ({
  name: "enliven-demo-beds",
  schedule: "20 * * * * *",
  async run({ pool, now, signal }) {
    const units = await bedUnits(pool, now);
    const beds = await bedsOnBoard(pool, now);
    const boarding = await boardingPatients(pool, now);
    const commands = [
      ...cleaning(beds, now),
      ...(isLively(units, beds) ? events(units, beds, boarding.length, now) : []),
    ];
    let done = 0;
    for (const command of commands) {
      if (signal.aborted) break;
      const isDone = await attempt(people, { userId: coordinator, command, at: now });
      if (!isDone) continue;
      done += 1;
      trail.note({
        occurredAt: now,
        action: "bed:acted",
        outcome: "permitted",
        actor: { kind: "system" },
        basis: "system",
        details: { command: command.type },
      });
    }
    return done > 0 ? { done } : undefined;
  },
});

/** Somebody who looks at the demo may have been first, or the simulator. */
async function attempt(people: pg.Pool, doing: Parameters<typeof carryOut>[1]): Promise<boolean> {
  try {
    await carryOut(people, doing);
    return true;
  } catch (cause) {
    if (cause instanceof AppError) return false;
    throw cause;
  }
}

const seen = ({ bedId, version }: BedRow) => ({ bedId, version });
const stateOf = (bed: BedRow) => bedStateOf(standingOf(bed));

function cleaning(beds: readonly BedRow[], now: Date): BedCommand[] {
  const isOlder = (since: Date | null, ms: number) => since !== null && +now - +since >= ms;
  return beds.flatMap((bed): BedCommand[] => {
    if (bed.cleaning === "under-way" && isOlder(bed.cleaningBeganAt, CLEANING_MS))
      return [{ type: "finish-cleaning", bed: seen(bed) }];
    if (bed.cleaning === "waiting" && isOlder(bed.waitingSince, WAITS_FOR_CLEANING_MS))
      return [{ type: "start-cleaning", bed: seen(bed) }];
    return [];
  });
}

const bedsOfKind = (units: readonly BedUnitRow[], beds: readonly BedRow[], kind: string) =>
  beds.filter(({ unitId }) => units.some((unit) => unit.unitId === unitId && unit.kind === kind));

const isLively = (units: readonly BedUnitRow[], beds: readonly BedRow[]): boolean =>
  bedsOfKind(units, beds, "emergency").filter(({ foundOccupant }) => foundOccupant).length >=
  LIVELY_EMERGENCY;

/** The last bed of each unit, then the last but one of each: not all in one. */
function lastOfEachUnit(beds: readonly BedRow[]): BedRow[] {
  const rankOf = (bed: BedRow) =>
    beds.filter(({ unitId, label }) => unitId === bed.unitId && label > bed.label).length;
  return beds
    .map((bed) => ({ bed, rank: rankOf(bed) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ bed }) => bed);
}

function events(
  units: readonly BedUnitRow[],
  beds: readonly BedRow[],
  boarders: number,
  now: Date,
): BedCommand[] {
  const emergency = bedsOfKind(units, beds, "emergency");
  const wards = bedsOfKind(units, beds, "ward");
  // Of whom a bed was asked for before, `needs` tells: they are not asked for again.
  const longest = emergency
    .filter(({ foundOccupant, needs }) => foundOccupant && !needs)
    .sort((a, b) => +(a.inBedSince ?? now) - +(b.inBedSince ?? now));
  const requests = longest
    .slice(0, Math.max(0, BOARDERS - boarders))
    .flatMap(({ foundOccupant }, index): BedCommand[] =>
      foundOccupant
        ? [
            {
              type: "request-bed",
              encounterId: foundOccupant,
              neededKind: index === 1 ? "step-down" : "ward",
              needs: [...(NEEDS[index % NEEDS.length] ?? [])],
            },
          ]
        : [],
    );
  const free = lastOfEachUnit(wards.filter((bed) => stateOf(bed) === "available"));
  const blocked = wards.filter((bed) => stateOf(bed) === "blocked").length;
  const blocks = free.slice(0, Math.max(0, BLOCKED_BEDS - blocked)).map((bed): BedCommand => ({
    type: "block",
    bed: seen(bed),
    reason: "maintenance",
    until: now.getTime() + 6 * MS_PER_HOUR,
  }));
  const toReserve = free[BLOCKED_BEDS];
  const isReserved = wards.some(({ reservation }) => reservation);
  return [
    ...requests,
    ...blocks,
    ...(toReserve && !isReserved
      ? [
          {
            type: "reserve",
            bed: seen(toReserve),
            for: { reason: "planned-admission" },
            until: now.getTime() + RESERVED_MS,
          } as const,
        ]
      : []),
  ];
}
