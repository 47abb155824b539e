import "server-only";
import type { LiveSession } from "#db/sessions";
import type { Unit } from "#db/units";
import { chooseOwnUnit } from "@/_lib/own-unit";
import { ALL_UNITS } from "./report-query";

/** What a report is of: one of the person's units, or all of them; no unit then stands for it. */
export async function chooseReported(
  session: LiveSession,
  asked: string | undefined,
): Promise<{ units: readonly Unit[]; reported: readonly Unit[]; unit: Unit | undefined }> {
  const isOfAll = asked === ALL_UNITS;
  const { units, unit } = await chooseOwnUnit(session, isOfAll ? undefined : asked);
  if (isOfAll) return { units, reported: units, unit: undefined };
  return { units, reported: unit ? [unit] : [], unit };
}
