import type { Candidate } from "./candidates";
import type { RosterCharge } from "./roster-charge";
import type { PersonLine } from "./roster-frame";
import { roundedToTenth, shiftNameOf } from "./roster-words";
import type { RosterState } from "./scoring/roster-state";

type Found = Omit<Candidate, "text">;

const PAID_AS: Readonly<Record<Found["cost"]["paidAs"], string>> = {
  contract: "within contract hours",
  overtime: "as overtime",
  bank: "by bank rates",
  agency: "by agency rates",
};

/** Hours beyond the contract that are no overtime by the roster's rule cost the plain rate. */
const paidInWords = ({ cost: { paidAs, money, float } }: Found): string =>
  paidAs === "contract" && money > float ? "at the plain rate" : PAID_AS[paidAs];

/** Wages are told beside it. */
const rulesOf = ({ newCharges }: Found): RosterCharge[] =>
  newCharges.filter(({ kind }) => kind !== "money");

/** A sentence for a list of who could take it. */
export function candidateInWords(line: PersonLine, found: Found): string {
  const { name } = line.of.person;
  const broken = rulesOf(found);
  if (!found.isLegal) return `${name} may not: ${reasons(broken.filter(({ isHard }) => isHard))}`;
  const leaving = found.leaves
    ? `, leaving ${shiftNameOf(line.frame.problem, found.leaves.shiftId)}`
    : "";
  const but = broken.length > 0 ? `: ${reasons(broken)}` : ".";
  return `${name} can take it ${paidInWords(found)}${moneyInWords(found)}${leaving}${but}`;
}

/** An answer to who asks why somebody has not got it. */
export function reasonInWords(
  line: PersonLine,
  asked: Candidate,
  best: Candidate | undefined,
  { frame }: RosterState,
): string {
  const { name } = line.of.person;
  if (!asked.isLegal || !best) return asked.text;
  const broken = rulesOf(asked);
  const because = broken.length > 0 ? `: ${reasons(broken)}` : ".";
  if (best.personId !== asked.personId && best.points < asked.points) {
    const bestName = frame.people[frame.indexOf.get(best.personId) ?? -1]?.person.name;
    return `${name} may, but ${bestName} costs ${pointsInWords(asked.points - best.points)} less${because}`;
  }
  return asked.points > 0
    ? `${name} may, but the roster would cost ${pointsInWords(asked.points)} more${because}`
    : `Nothing speaks against ${name}: the roster would cost ${pointsInWords(-asked.points)} less.`;
}

function reasons(charges: readonly RosterCharge[]): string {
  const [first, ...others] = charges;
  if (!first) return "a rule would be broken.";
  return others.length === 0
    ? first.text
    : `${first.text.replace(/\.$/, "")}, and ${others.length} more.`;
}

const moneyInWords = ({ cost }: Found): string => {
  if (Math.round(cost.money) === 0) return "";
  return cost.money > 0
    ? `, with ${roundedToTenth(cost.money)} more in wages`
    : `, with ${roundedToTenth(-cost.money)} less in wages`;
};

const pointsInWords = (points: number): string => {
  const rounded = roundedToTenth(points);
  return `${rounded} ${rounded === "1" ? "point" : "points"}`;
};
