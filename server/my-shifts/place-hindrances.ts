import type { Queryable } from "#db/pool";
import { findRoster } from "#db/rosters";
import { placementsIn, windowsOf } from "#db/self-rostering";
import type { StaffMember } from "#db/staff";
import type { PlaceHindrance } from "#models/realtime/my-shifts";
import { ownRefusalWords } from "#models/rostering/own-shift-words";
import type { RosterId, Skill } from "#models/rostering/roster-ids";
import {
  isKeptForOthers,
  isPlacedAt,
  type OpenPlace,
  openPlaces,
  phaseOf,
  type Placement,
} from "#models/rostering/self-rostering";
import type { JudgedRoster } from "../rostering/judging/judgements";
import { readJudged } from "../rostering/judging/read-judged";
import type { RosterJudge } from "../rostering/judging/roster-judge";
import { readDemand } from "./judge";

/**
 * The places of a draft's open window that somebody may not take by their own rules, rest, absences, or because
 * the last ones are kept for a skill; nothing of a window that is not open, or of another unit's draft.
 */
export async function placeHindrances(
  { pool: db, judge }: { pool: Queryable; judge: RosterJudge },
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
  const judged = await readJudged(judge, db, rosterId, own);
  const held = new Set(
    judged.roster.cells.flatMap((cell) =>
      cell.personId === personId && cell.assignment ? [cell.day] : [],
    ),
  );
  const placed = withSkills(placements, judged.roster);
  const isKept = (place: OpenPlace) =>
    window.mode === "first-come" && isKeptForOthers(place, person.skills, { demand, placed });

  const places = openPlaces(demand, placements).filter(
    (place) => !own.some((each) => isPlacedAt(each, place)),
  );
  const cells = places.map(({ day, assignment }) => ({ personId, day, assignment }));
  const rules = await judged.ask({ kind: "placements", places: cells });
  return places.flatMap((place, index) => {
    const { day, assignment } = place;
    const rule = rules[index];
    const refusal = held.has(day)
      ? ("place:day-taken" as const)
      : rule
        ? ("place:rules" as const)
        : isKept(place)
          ? ("place:kept" as const)
          : undefined;
    if (!refusal) return [];
    const says = (refusal === "place:rules" && rule?.says) || ownRefusalWords(refusal);
    return [{ day, assignment, says }];
  });
}

/** Placements with what each of their people can do. */
export function withSkills(placements: readonly Placement[], { problem }: JudgedRoster) {
  const skills = new Map(problem.people.map((each) => [each.personId, each.skills]));
  return placements.map((placement): Placement & { skills: readonly Skill[] } => ({
    ...placement,
    skills: skills.get(placement.personId) ?? [],
  }));
}
