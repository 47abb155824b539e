import { acuityOverridesAt, latestAcuityChanges } from "#db/acuity";
import { unitStays } from "#db/beds";
import type { Queryable } from "#db/pool";
import { expectedLeaving } from "#models/beds/expected-leaving";
import type { CensusHazards } from "#models/census/hazards";
import { hoursOfWeek } from "#models/census/hours-of-week";
import type { ExpectedDischarge } from "#models/realtime/bed-board";
import type { EncounterId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import type { ExpectedDischarges } from "./read-unit-boards";

/** An expectation that is told again every time it is a minute less would be no news. */
const STEP_MS = 5 * 60_000;

/**
 * When each patient is expected to leave the unit, by the rates that the census forecast is made from: by unit
 * kind, hours there, acuity, hour of the day and weekday. Of a kind of unit without rates nothing is expected.
 */
export function createExpectedDischarges({
  db,
  timeZone,
  hazards,
}: {
  db: Queryable;
  timeZone: string;
  hazards: () => Promise<CensusHazards>;
}): ExpectedDischarges {
  // Laying out the hours of four weeks takes milliseconds, and they are the same for an hour.
  let laidOut: { hour: number; hours: number[] } | undefined;
  function hoursFrom(at: Date): number[] {
    const hour = Math.floor(at.getTime() / MS_PER_HOUR);
    if (laidOut?.hour !== hour) laidOut = { hour, hours: hoursOfWeek(at, timeZone) };
    return laidOut.hours;
  }

  return {
    async of(encounterIds, now) {
      const issuedAt = new Date(Math.floor(now.getTime() / STEP_MS) * STEP_MS);
      const { kinds } = await hazards();
      const stays = await unitStays(db, encounterIds);
      const computed = await latestAcuityChanges(db, encounterIds);
      const overrides = await acuityOverridesAt(db, encounterIds, now);
      const hours = hoursFrom(issuedAt);
      const expected = new Map<EncounterId, ExpectedDischarge>();
      for (const { encounterId, kind, enteredUnitAt } of stays) {
        const rates = kinds.find((each) => each.kind === kind);
        if (!rates) continue;
        const hoursInUnit = Math.max(
          0,
          (issuedAt.getTime() - enteredUnitAt.getTime()) / MS_PER_HOUR,
        );
        const acuity =
          overrides.get(encounterId)?.acuityClass ?? computed.get(encounterId)?.acuityClass;
        const leaving = expectedLeaving(rates, { hoursInUnit, acuity }, hours);
        const inHours = (ahead: number) => Math.round(issuedAt.getTime() + ahead * MS_PER_HOUR);
        expected.set(encounterId, {
          at: inHours(leaving.median),
          earliest: inHours(leaving.earliest),
          latest: inHours(leaving.latest),
          issuedAt: issuedAt.getTime(),
        });
      }
      return expected;
    },
  };
}
