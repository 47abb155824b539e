import type { DemandOptions, PlannedDemand } from "../rostering/make-demand";
import type { ShiftDemand } from "../rostering/roster-problem";
import { shiftInstants, type ShiftCalendar } from "../rostering/shift-instants";
import type { UnitId } from "../shared/ids";
import type { TimeRange } from "../shared/time-range";
import { type AppointmentDemand, appointmentDemand, type NursedSlot } from "./appointment-demand";

type Calendar = ShiftCalendar & { days: number; units: readonly { unitId: UnitId }[] };

/**
 * What a roster has to cover with what is booked on top: nurses of a theatre are not there for the beds, so
 * each is one more. Any nurse's: minimum, target and maximum of the unit's shift rise, and its quantiles. With
 * a skill: a demand of its own. A slot that goes over the change of shifts asks for a nurse of both.
 */
export function withAppointments(
  planned: readonly PlannedDemand[],
  slots: readonly NursedSlot[],
  calendar: Calendar,
  options: Pick<DemandOptions, "price" | "spare">,
): PlannedDemand[] {
  const instants = shiftInstants(calendar);
  const units = new Set(calendar.units.map(({ unitId }) => unitId));
  const ofUnits = slots.filter(({ unitId }) => units.has(unitId));
  if (ofUnits.length === 0) return [...planned];

  const raised = new Map(planned.map((each) => [keyOf(each.demand), each]));
  for (let day = 0; day < calendar.days; day += 1) {
    const { from, to } = dayRange(calendar, instants, day);
    const ofDay = ofUnits.filter((slot) => slot.from < to && slot.to > from);
    if (ofDay.length === 0) continue;
    for (const { shiftId } of calendar.shifts) {
      const { startAt, endAt } = instants(shiftId, day);
      const shift = { from: new Date(startAt), to: new Date(endAt) };
      for (const asked of appointmentDemand(ofDay, shift)) {
        const place = { day, shiftId, ...placeOf(asked) };
        const key = keyOf(place);
        raised.set(key, raisedBy(raised.get(key), { ...place, nurses: asked.nurses }, options));
      }
    }
  }
  return [...raised.values()];
}

/** From the start of the day's first shift to the end of its last. */
function dayRange(
  { shifts }: Calendar,
  instants: ReturnType<typeof shiftInstants>,
  day: number,
): TimeRange {
  const all = shifts.map(({ shiftId }) => instants(shiftId, day));
  return {
    from: new Date(Math.min(...all.map(({ startAt }) => startAt))),
    to: new Date(Math.max(...all.map(({ endAt }) => endAt))),
  };
}

type Place = Pick<ShiftDemand, "unitId" | "shiftId" | "day" | "skill">;

const placeOf = ({ unitId, skill }: AppointmentDemand): Pick<Place, "unitId" | "skill"> => ({
  unitId,
  ...(skill !== undefined && { skill }),
});

const keyOf = ({ unitId, shiftId, day, skill }: Place): string =>
  `${unitId} ${shiftId} ${day} ${skill ?? ""}`;

function raisedBy(
  known: PlannedDemand | undefined,
  { nurses, ...place }: Place & { nurses: number },
  { price, spare }: Pick<DemandOptions, "price" | "spare">,
): PlannedDemand {
  if (!known) {
    const counts = { minimum: nurses, target: nurses, maximum: nurses + spare };
    return { demand: { ...place, ...counts, price }, origin: "plan", quantiles: undefined };
  }
  const { demand, quantiles } = known;
  return {
    ...known,
    demand: {
      ...demand,
      minimum: demand.minimum + nurses,
      target: demand.target + nurses,
      maximum: demand.maximum + nurses,
    },
    quantiles: quantiles?.map((count) => count + nurses),
  };
}
