import type { UnitId } from "../shared/ids";
import type { Assignment, RosterCell } from "./roster";
import { byGravity, type RosterCharge } from "./roster-charge";
import { type RestAround, restAround } from "./rest-around";
import { type PersonLine, workedOn } from "./roster-frame";
import type { PersonId, ShiftId } from "./roster-ids";
import type { RosterScore } from "./roster-score";
import { candidateInWords, reasonInWords } from "./candidate-words";
import { type RosterState, stateAfter } from "./scoring/roster-state";
import { nightsWorked, weekendsWorked } from "./scoring/weekend-breaches";

/** A shift of a unit on a day that somebody is wanted for. */
export interface OpenShift {
  day: number;
  shiftId: ShiftId;
  unitId: UnitId;
  /** Who works it now and would be free instead; absent: it is vacant, or one more is wanted. */
  insteadOf?: PersonId;
}

/** What the change would cost in money, in the hospital's currency; negative: it saves some. */
export interface MarginalCost {
  /** `contract`: within the hours that are paid anyway. */
  paidAs: "contract" | "overtime" | "bank" | "agency";
  /** All of it. */
  money: number;
  /** Of it, for working in another unit than their own. */
  float: number;
}

/** Somebody who could take a shift, and what would follow from it. */
export interface Candidate extends RestAround {
  personId: PersonId;
  /** No hard rule would be broken that is not broken already, or more than it is. */
  isLegal: boolean;
  /** What the roster's points would become less what they are: negative is better. */
  points: number;
  /** The same of steps of hard rules. */
  hardSteps: number;
  cost: MarginalCost;
  /** What they do on that day now, and would leave; null: they are free. */
  leaves: Assignment | null;
  /** Charges that would be new or larger, hard ones first; those of `insteadOf` are not among them. */
  newCharges: readonly RosterCharge[];
  /**
   * Nights and weekends beyond their share after it (+) or fewer (-), the months before included; undefined:
   * they have no share.
   */
  fairness: { nights: number; weekends: number } | undefined;
  /** In one sentence. */
  text: string;
}

/**
 * Everybody of the problem but who works it already: legal ones first, then by points, then by money. People
 * who are absent or who do not know the unit are in it, as not legal, with the reason. Throws where the
 * problem has no such day, shift or unit.
 */
export const candidatesFor = (
  { state }: Pick<RosterScore, "state">,
  open: OpenShift,
): Candidate[] =>
  state.lines
    .filter((line) => !worksIt(line, open) && line.of.person.personId !== open.insteadOf)
    .map((line) => candidate(state, line, open))
    .sort(bestFirst);

/** One of them; undefined of who is not on the roster, or works it already. */
export function candidateFor(
  { state }: Pick<RosterScore, "state">,
  personId: PersonId,
  open: OpenShift,
): Candidate | undefined {
  const line = state.lines[state.frame.indexOf.get(personId) ?? -1];
  return line && !worksIt(line, open) ? candidate(state, line, open) : undefined;
}

/** Why somebody does not have a shift, in one sentence. Throws for who is not on the roster. */
export function whyNot(
  score: Pick<RosterScore, "state">,
  personId: PersonId,
  open: OpenShift,
): string {
  const { frame, lines } = score.state;
  const line = lines[frame.indexOf.get(personId) ?? -1];
  if (!line) throw new Error(`no person ${personId} on the roster`);
  if (worksIt(line, open)) return `${line.of.person.name} works it.`;
  const all = candidatesFor(score, open);
  const asked = all.find((each) => each.personId === personId);
  const best = all.find((each) => each.isLegal);
  return asked ? reasonInWords(line, asked, best, score.state) : `${line.of.person.name} works it.`;
}

const worksIt = (line: PersonLine, { day, shiftId, unitId }: OpenShift): boolean => {
  const worked = workedOn(line, day);
  return worked?.shift.shiftId === shiftId && worked.unitId === unitId;
};

const bestFirst = (a: Candidate, b: Candidate): number =>
  Number(b.isLegal) - Number(a.isLegal) ||
  a.points - b.points ||
  a.cost.money - b.cost.money ||
  a.hardSteps - b.hardSteps;

function candidate(before: RosterState, line: PersonLine, open: OpenShift): Candidate {
  const { day, shiftId, unitId, insteadOf } = open;
  const { index, person, shares, balance } = line.of;
  const cells: RosterCell[] = [
    { personId: person.personId, day, assignment: { shiftId, unitId } },
    ...(insteadOf === undefined ? [] : [{ personId: insteadOf, day, assignment: null }]),
  ];
  const after = stateAfter(before, cells);
  const change = changeOf(before, after);
  const newCharges = change.added
    .filter((charge) => insteadOf === undefined || charge.personId !== insteadOf)
    .sort(byGravity);
  const changed = after.lines[index] ?? line;
  const worked = workedOn(line, day);
  const found: Omit<Candidate, "text"> = {
    personId: person.personId,
    isLegal: !newCharges.some(({ isHard }) => isHard),
    ...{ points: change.points, hardSteps: change.hardSteps, newCharges },
    cost: marginalCost(line, before.byPerson[index] ?? [], after.byPerson[index] ?? []),
    ...restAround(changed, day),
    leaves: worked && { shiftId: worked.shift.shiftId, unitId: worked.unitId },
    fairness:
      shares.nights === undefined || shares.weekends === undefined
        ? undefined
        : {
            nights: balance.nights + nightsWorked(changed) - shares.nights,
            weekends: balance.weekends + weekendsWorked(changed) - shares.weekends,
          },
  };
  return { ...found, text: candidateInWords(line, found) };
}

interface Change {
  points: number;
  hardSteps: number;
  /** Charges that are new, or larger than before. */
  added: RosterCharge[];
}

/** What was not counted again is the same array in both. */
function changeOf(before: RosterState, after: RosterState): Change {
  const change: Change = { points: 0, hardSteps: 0, added: [] };
  const compare = (old: readonly RosterCharge[], now: readonly RosterCharge[]) => {
    if (old === now) return;
    const known = new Map(old.map((charge) => [keyOf(charge), charge]));
    for (const charge of old) count(change, charge, -1);
    for (const charge of now) {
      count(change, charge, 1);
      const same = known.get(keyOf(charge));
      if (!same || charge.steps > same.steps || charge.points > same.points) {
        change.added.push(charge);
      }
    }
  };
  before.byPerson.forEach((charges, at) => compare(charges, after.byPerson[at] ?? []));
  before.byPlace.forEach((charges, at) => compare(charges, after.byPlace[at] ?? []));
  compare(before.fairRequests, after.fairRequests);
  return change;
}

function count(change: Change, { points, steps, isHard }: RosterCharge, sign: 1 | -1): void {
  change.points += sign * points;
  if (isHard) change.hardSteps += sign * steps;
}

/** A run that grows is the same charge, only larger: it is told by where it began. */
const keyOf = ({ ruleId, personId, unitId, shiftId, fromDay }: RosterCharge): string =>
  `${ruleId} ${personId} ${unitId} ${shiftId} ${fromDay}`;

function marginalCost(
  { of }: PersonLine,
  before: readonly RosterCharge[],
  after: readonly RosterCharge[],
): MarginalCost {
  const change = (isIn: (charge: RosterCharge) => boolean) =>
    sumOf(after.filter(isIn)) - sumOf(before.filter(isIn));
  const { employment } = of.person;
  const overtime = change(({ ruleId }) => ruleId === "overtime");
  return {
    paidAs: employment === "contract" && overtime > 0 ? "overtime" : employment,
    money: change(({ kind }) => kind === "money"),
    float: change(({ ruleId }) => ruleId === "float"),
  };
}

const sumOf = (charges: readonly RosterCharge[]): number =>
  charges.reduce((sum, { points }) => sum + points, 0);
