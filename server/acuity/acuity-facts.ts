import type { AcuityFacts } from "#models/acuity/acuity-of";
import type { UnitKind } from "#models/encounters/demographics";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { scoreEarlyWarning } from "#models/vitals/early-warning-score";
import { newestSignsOf, type LiveEncounter } from "../live/live-bed";

/** What tells of oxygen and consciousness. The rest of NEWS2 is in the score that the scorer made. */
const ASKED_SIGNS = ["oxygenFlow", "inspiredOxygen", "consciousness"] as const;

/** What is known of one patient at that instant on our clock. */
export function acuityFacts(
  encounter: LiveEncounter,
  { unitKind, unansweredAlerts, at }: { unitKind: UnitKind; unansweredAlerts: number; at: number },
): AcuityFacts {
  const { score, risk, occupant, inBedSince, feedOffsetMs } = encounter;
  // Asked of NEWS2, which knows how old a sign may be and what counts as oxygen.
  const inputs = scoreEarlyWarning(newestSignsOf(encounter, ASKED_SIGNS), {
    at: at + feedOffsetMs,
    oxygenScale: occupant.oxygenScale,
  })?.inputs;
  return {
    unitKind,
    hoursInBed: (at - inBedSince) / MS_PER_HOUR,
    score,
    onOxygen: inputs?.supplementalOxygen && inputs.supplementalOxygen.points > 0,
    isAlert: inputs?.consciousness && inputs.consciousness.points === 0,
    riskRatio: risk && risk.risk / risk.threshold,
    unansweredAlerts,
  };
}
