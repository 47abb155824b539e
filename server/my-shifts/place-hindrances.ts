import type { Queryable } from "#db/pool";
import { findRoster } from "#db/rosters";
import { placementsIn, windowsOf } from "#db/self-rostering";
import type { StaffMember } from "#db/staff";
import type { PlaceHindrance } from "#models/realtime/my-shifts";
import { ownRulesBroken } from "#models/rostering/judge-swap";
import { ownRefusalWords } from "#models/rostering/own-shift-words";
import type { PersonId, RosterId, Skill } from "#models/rostering/roster-ids";
import type { RosterScore } from "#models/rostering/roster-score";
import {
  isKeptForOthers,
  isPlacedAt,
  type OpenPlace,
  openPlaces,
  phaseOf,
  type Placement,
} from "#models/rostering/self-rostering";
import { readDemand, readScore } from "./judge";
import { turns } from "./turns";

/**
 * The places of a draft's open window that somebody may not take by their own rules, rest, absences, or because
 * the last ones are kept for a skill; nothing of a window that is not open, or of another unit's draft.
 */
export async function placeHindrances(
  db: Queryable,
  { rosterId, person, at }: { rosterId: RosterId; person: StaffMember; at: Date },
): Promise<PlaceHindrance[]> {
  const window = (await windowsOf(db, [rosterId])).get(rosterId);
  const roster = await findRoster(db, rosterId);
  const isTheirs = roster?.units.some(({ unitId }) => unitId === person.homeUnitId);
  if (!window || phaseOf(window, at) !== "open" || roster?.state !== "draft" || !isTheirs)
    return [];

  const { personId } = person;
  const placements = await placementsIn(db, [rosterId]);
  const own = placements.filter((placement) => placement.personId === personId);
  const demand = await readDemand(db, rosterId);
  const score = await readScore(db, rosterId, own);
  const placed = withSkills(placements, score);
  const isFirstCome = window.mode === "first-come";
  const mayYield = turns();

  const found: PlaceHindrance[] = [];
  for (const place of openPlaces(demand, placements)) {
    const { day, assignment } = place;
    if (own.some((each) => isPlacedAt(each, place))) continue;
    await mayYield();
    const says =
      ruleAgainst(score, personId, place) ??
      (isFirstCome && isKeptForOthers(place, person.skills, { demand, placed })
        ? ownRefusalWords("place:kept")
        : undefined);
    if (says !== undefined) found.push({ day, assignment, says });
  }
  return found;
}

/** What keeps somebody from a place, in words; undefined: nothing of their own. */
function ruleAgainst(
  score: RosterScore,
  personId: PersonId,
  { day, assignment }: Pick<OpenPlace, "day" | "assignment">,
): string | undefined {
  if (score.roster.get(personId)?.[day]) return ownRefusalWords("place:day-taken");
  return ownRulesBroken(score, { personId, day, assignment })[0]?.text;
}

/** Placements with what each of their people can do. */
export function withSkills(placements: readonly Placement[], { problem }: RosterScore) {
  const skills = new Map(problem.people.map((each) => [each.personId, each.skills]));
  return placements.map((placement): Placement & { skills: readonly Skill[] } => ({
    ...placement,
    skills: skills.get(placement.personId) ?? [],
  }));
}
