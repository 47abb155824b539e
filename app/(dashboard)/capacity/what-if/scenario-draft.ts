import { type Scenario, WAVE_SHIFT_MOST } from "#models/census/scenario";
import type { UnitId } from "#models/shared/ids";

/** What of a unit the form needs: where its fields begin and end. */
export interface PlannedUnit {
  unitId: UnitId;
  code: string;
  name: string;
  staffedBeds: number;
  licensedBeds: number;
}

/** A scenario as its form holds it: every lever has a place, pulled or not. */
export interface ScenarioDraft {
  /** Days; negative is earlier. */
  laterDays: number;
  waveFactor: number;
  lengthOfStayFactor: number;
  electivePostponedShare: number;
  /** Nurses there are over nurses planned. */
  staffingFactor: number;
  /** Of units that get other staffed beds than planned. */
  staffedBeds: ReadonlyMap<UnitId, number>;
  closedUnitIds: ReadonlySet<UnitId>;
}

/** Nothing is otherwise than planned. */
export const AS_PLANNED: ScenarioDraft = {
  laterDays: 0,
  waveFactor: 1,
  lengthOfStayFactor: 1,
  electivePostponedShare: 0,
  staffingFactor: 1,
  staffedBeds: new Map(),
  closedUnitIds: new Set(),
};

export type Lever =
  "laterDays" | "waveFactor" | "lengthOfStayFactor" | "electivePostponedShare" | "staffingFactor";

const LEVER_NAMES: readonly Lever[] = [
  "laterDays",
  "waveFactor",
  "lengthOfStayFactor",
  "electivePostponedShare",
  "staffingFactor",
];

/** How far each lever goes. The engine takes more than a hospital would try. */
export const LEVERS: Readonly<Record<Lever, { min: number; max: number; step: number }>> = {
  laterDays: { min: -WAVE_SHIFT_MOST, max: WAVE_SHIFT_MOST, step: 1 },
  waveFactor: { min: 0, max: 3, step: 0.05 },
  lengthOfStayFactor: { min: 0.5, max: 1.5, step: 0.01 },
  electivePostponedShare: { min: 0, max: 1, step: 0.05 },
  staffingFactor: { min: 0.5, max: 1.2, step: 0.01 },
};

export type DraftAction =
  | { type: "pulled"; lever: Lever; value: number }
  /** Undefined: as planned. */
  | { type: "staffed"; unit: PlannedUnit; beds: number | undefined }
  | { type: "closed"; unitId: UnitId; isClosed: boolean }
  | { type: "opened"; draft: ScenarioDraft };

export function reduceDraft(draft: ScenarioDraft, action: DraftAction): ScenarioDraft {
  switch (action.type) {
    case "pulled":
      return { ...draft, [action.lever]: withinLever(action.lever, action.value) };
    case "staffed": {
      const { unit, beds } = action;
      const staffedBeds = new Map(draft.staffedBeds);
      if (beds === undefined || beds === unit.staffedBeds) staffedBeds.delete(unit.unitId);
      else staffedBeds.set(unit.unitId, Math.min(unit.licensedBeds, Math.max(0, Math.round(beds))));
      return { ...draft, staffedBeds };
    }
    case "closed": {
      const closedUnitIds = new Set(draft.closedUnitIds);
      if (action.isClosed) closedUnitIds.add(action.unitId);
      else closedUnitIds.delete(action.unitId);
      return { ...draft, closedUnitIds };
    }
    case "opened":
      return action.draft;
  }
}

/** On the lever's steps, so that two ways to the same place are the same scenario. */
function withinLever(lever: Lever, value: number): number {
  const { min, max, step } = LEVERS[lever];
  const onStep = Math.round(value / step) * step;
  // Of steps of a hundredth, rounding leaves 0.30000000000000004.
  return Math.min(max, Math.max(min, Math.round(onStep * 1_000) / 1_000));
}

/** What the engine is given: only what is otherwise than planned, in one order. */
export function scenarioOf(draft: ScenarioDraft): Scenario {
  const { laterDays, waveFactor: factor } = draft;
  const staffedBeds = [...draft.staffedBeds]
    .map(([unitId, beds]) => ({ unitId, beds }))
    .sort((a, b) => a.unitId.localeCompare(b.unitId));
  const closedUnitIds = [...draft.closedUnitIds].sort();
  return {
    ...((laterDays !== 0 || factor !== 1) && { wave: { laterDays, factor } }),
    ...(draft.lengthOfStayFactor !== 1 && { lengthOfStayFactor: draft.lengthOfStayFactor }),
    ...(draft.electivePostponedShare !== 0 && {
      electivePostponedShare: draft.electivePostponedShare,
    }),
    ...(draft.staffingFactor !== 1 && { staffingFactor: draft.staffingFactor }),
    ...(staffedBeds.length > 0 && { staffedBeds }),
    ...(closedUnitIds.length > 0 && { closedUnitIds }),
  };
}

export interface OpenedDraft {
  draft: ScenarioDraft;
  /** Units it names that the hospital no longer has: what it says of them is left out. */
  lostUnits: number;
}

/** A scenario that was kept, for the form. */
export function draftOf(scenario: Scenario, units: readonly PlannedUnit[]): OpenedDraft {
  const known = new Map(units.map((unit) => [unit.unitId, unit]));
  const named = new Set([
    ...(scenario.staffedBeds ?? []).map(({ unitId }) => unitId),
    ...(scenario.closedUnitIds ?? []),
  ]);
  let draft = AS_PLANNED;
  const take = (action: DraftAction) => (draft = reduceDraft(draft, action));
  const pulled: readonly (readonly [Lever, number | undefined])[] = [
    ["laterDays", scenario.wave?.laterDays],
    ["waveFactor", scenario.wave?.factor],
    ["lengthOfStayFactor", scenario.lengthOfStayFactor],
    ["electivePostponedShare", scenario.electivePostponedShare],
    ["staffingFactor", scenario.staffingFactor],
  ];
  for (const [lever, value] of pulled)
    if (value !== undefined) take({ type: "pulled", lever, value });
  for (const { unitId, beds } of scenario.staffedBeds ?? []) {
    const unit = known.get(unitId);
    if (unit) take({ type: "staffed", unit, beds });
  }
  for (const unitId of scenario.closedUnitIds ?? [])
    if (known.has(unitId)) take({ type: "closed", unitId, isClosed: true });
  return { draft, lostUnits: [...named].filter((unitId) => !known.has(unitId)).length };
}

/** Whether the same is assumed. */
export const isSameScenario = (one: ScenarioDraft, other: ScenarioDraft): boolean =>
  JSON.stringify(scenarioOf(one)) === JSON.stringify(scenarioOf(other));

/** How many things are otherwise than planned. */
export const countChanges = (draft: ScenarioDraft): number =>
  LEVER_NAMES.filter((lever) => draft[lever] !== AS_PLANNED[lever]).length +
  draft.staffedBeds.size +
  draft.closedUnitIds.size;
