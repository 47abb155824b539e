import { hourOfWeek } from "../arrivals/local-hour";
import { fitHazards } from "../census/fit-hazards";
import type { KindHazards } from "../census/hazards";
import { UnitKind } from "../encounters/demographics";
import type { UnitId } from "../shared/ids";
import { MS_PER_HOUR } from "../shared/time-range";
import { hospitalClock } from "./hospital-clock";
import { BY_ACUITY, BY_RISK, type CompletedStay, type UnitFlow, USUAL_STAYS } from "./unit-flow";

/** Departures with which the usual is weighed: about as many make a share certain to a fifth. */
const PRIOR_EVENTS = 20;
/** Of a kind with fewer stays the usual is better. */
const FEWEST_STAYS = 50;
/** As where nothing is learnt: what a risk says of the first night, it hardly says of the second. */
const RISK_FADES_HOURS = 12;

interface Unit {
  unitId: UnitId;
  kind: UnitKind;
}

/**
 * Learns how patients leave from stays that are over: how fast by kind of unit, and where to by unit of
 * `units`, drawn towards the usual where stays are few.
 */
export function fitUnitFlow(
  stays: readonly CompletedStay[],
  units: readonly Unit[],
  { timeZone, source }: { timeZone: string; source: string },
): UnitFlow {
  const clock = hospitalClock(timeZone);
  const pieces = stays.map(({ kind, enteredAt, leftAt, to }) => ({
    kind,
    fromHours: 0,
    toHours: (leftAt.getTime() - enteredAt.getTime()) / MS_PER_HOUR,
    startsAtHour: hourOfWeek(clock(enteredAt)) + (enteredAt.getTime() % MS_PER_HOUR) / MS_PER_HOUR,
    ...{ acuity: "unknown" as const, riskToAlertLevel: "unknown" as const },
    ends: isUp(kind, to) ? ("to-intensive" as const) : ("left" as const),
  }));
  const fitted = fitHazards(pieces);
  const kinds = UnitKind.options.map((kind): KindHazards => {
    const own = fitted.find((hazards) => hazards.kind === kind);
    const isEnough = stays.filter((stay) => stay.kind === kind).length >= FEWEST_STAYS;
    // Stays alone do not tell what acuity and risk do.
    return {
      ...(own && isEnough ? own : usualHazards(kind)),
      byAcuity: BY_ACUITY,
      byRisk: BY_RISK,
      riskFadesHours: RISK_FADES_HOURS,
    };
  });
  return {
    hazards: { source, kinds, expectedDischarge: { keptShare: 0.7, spreadHours: 4 } },
    routes: units.map((unit) => routesOf(unit, stays, units)),
  };
}

/** A change of unit within intensive care is a transfer like any other. */
const isUp = (from: UnitKind, to: CompletedStay["to"]): boolean =>
  from !== "intensive" && to?.kind === "intensive";

function usualHazards(kind: UnitKind): Omit<KindHazards, "byAcuity" | "byRisk" | "riskFadesHours"> {
  const { meanHours, toIntensive } = USUAL_STAYS[kind];
  return {
    kind,
    fromHours: [0],
    perHour: [(1 - toIntensive) / meanHours],
    byHourOfDay: Array.from({ length: 24 }, () => 1),
    byWeekday: Array.from({ length: 7 }, () => 1),
    toIntensivePerHour: toIntensive / meanHours,
  };
}

/** Where those go who leave a unit: as counted, beside the usual, which is divided evenly over units of its kind. */
function routesOf(
  { unitId, kind }: Unit,
  stays: readonly CompletedStay[],
  units: readonly Unit[],
): UnitFlow["routes"][number] {
  const own = stays.filter((stay) => stay.unitId === unitId);
  const others = units.filter((unit) => unit.unitId !== unitId && unit.kind !== "emergency");
  const intensive = others.filter((unit) => unit.kind === "intensive");
  const beside = kind === "intensive" ? others : others.filter((unit) => unit.kind !== "intensive");
  return {
    unitId,
    onward: shares(
      own.filter(({ to }) => !isUp(kind, to)),
      { targets: beside, usualKind: "ward", usual: USUAL_STAYS[kind].toWard },
    ),
    toIntensive: shares(
      own.filter(({ to }) => isUp(kind, to)),
      { targets: intensive, usualKind: "intensive", usual: 1 },
    ),
  };
}

function shares(
  stays: readonly CompletedStay[],
  { targets, usualKind, usual }: { targets: readonly Unit[]; usualKind: UnitKind; usual: number },
): UnitFlow["routes"][number]["onward"] {
  const usualTargets = targets.filter(({ kind }) => kind === usualKind).length;
  return targets
    .map(({ unitId, kind }) => {
      const counted = stays.filter(({ to }) => to?.unitId === unitId).length;
      const usually = kind === usualKind ? (PRIOR_EVENTS * usual) / usualTargets : 0;
      return { unitId, share: (counted + usually) / (stays.length + PRIOR_EVENTS) };
    })
    .filter(({ share }) => share > 0);
}
