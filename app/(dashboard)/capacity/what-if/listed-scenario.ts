import type { SavedScenario } from "#db/scenarios";

/** A kept scenario as a page hands it to the browser. */
export type ListedScenario = Pick<
  SavedScenario,
  "scenarioId" | "name" | "note" | "scenario" | "version" | "changedBy"
> & {
  /** Epoch milliseconds. */
  changedAt: number;
};

export const listedScenario = ({
  scenarioId,
  name,
  note,
  scenario,
  version,
  changedBy,
  changedAt,
}: SavedScenario): ListedScenario => ({
  ...{ scenarioId, name, note, scenario, version, changedBy },
  changedAt: changedAt.getTime(),
});

export const COMPARED_AT_MOST = 3;

export const scenarioHref = (scenarioId: string): string =>
  `/capacity/what-if?scenario=${encodeURIComponent(scenarioId)}`;

export const compareHref = (scenarioIds: readonly string[]): string =>
  `/capacity/what-if/compare?${queryOf(scenarioIds)}`;

export const comparisonFileHref = (scenarioIds: readonly string[]): string =>
  `/capacity/what-if/compare/comparison.csv?${queryOf(scenarioIds)}`;

const queryOf = (scenarioIds: readonly string[]): URLSearchParams =>
  new URLSearchParams(scenarioIds.map((id) => ["of", id]));
