import type { PersonLine } from "../roster-frame";
import type { RosterRule } from "../roster-rule";
import { roundedToTenth } from "../roster-words";
import { begun, type Breach, breach, type Terms } from "./breach";
import { refusedRequests } from "./request-charges";
import { nightsWorked, weekendsWorked } from "./weekend-breaches";

export function fairShareBreaches(
  line: PersonLine,
  rule: RosterRule,
  { of, tolerance }: Terms<"fair-share">,
): Breach[] {
  const { person, balance } = line.of;
  const share = line.frame.sharesBy(rule, person)[of];
  if (share === undefined) return [];
  const worked = of === "nights" ? nightsWorked(line) : weekendsWorked(line);
  const beyond = worked + balance[of] - share;
  return breach(
    { fromDay: 0, toDay: line.frame.problem.days },
    begun(Math.abs(beyond) - tolerance),
    () =>
      `${person.name} has ${worked} ${of}, and with the months before ${roundedToTenth(Math.abs(beyond))} ${beyond > 0 ? "more" : "fewer"} than a share of ${roundedToTenth(share)}.`,
  );
}

/** Of each line that the rule applies to, which is all that matters of it here. */
export interface RefusedCount {
  line: PersonLine;
  refused: number;
}

export const refusedCount = (line: PersonLine): RefusedCount => ({
  line,
  refused: refusedRequests(line).length,
});

/** More than the mean of all who asked, the months before included. Who asked for nothing is not among them. */
export function fairRequestBreaches(
  counts: readonly RefusedCount[],
  { tolerance }: Terms<"fair-requests">,
): { line: PersonLine; breaches: Breach[] }[] {
  const asked = counts
    .filter(({ line }) => line.of.requests.length > 0)
    .map(({ line, refused }) => ({ line, burden: refused + line.of.balance.refusedRequests }));
  const mean = asked.reduce((sum, { burden }) => sum + burden, 0) / Math.max(1, asked.length);
  return asked.map(({ line, burden }) => ({
    line,
    breaches: breach(
      { fromDay: 0, toDay: line.frame.problem.days },
      begun(burden - mean - tolerance),
      () =>
        `${line.of.person.name} had ${roundedToTenth(burden - mean)} more requests refused than the mean of all who asked, the months before included.`,
    ),
  }));
}
