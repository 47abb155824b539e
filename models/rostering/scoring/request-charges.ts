import { type PersonLine, type Worked, workedOn } from "../roster-frame";
import type { RosterCharge } from "../roster-charge";
import { BUILT_IN_CHARGES } from "../roster-charge";
import type { ShiftRequest } from "../roster-problem";
import { dayInWords, shiftNameOf } from "../roster-words";

/** Whether what somebody works on the day is what was asked for. */
export function isMet({ wants, shiftId }: ShiftRequest, worked: Worked | null): boolean {
  const isIt = worked !== null && (shiftId === undefined || worked.shift.shiftId === shiftId);
  return wants === "work" ? isIt : !isIt;
}

export const refusedRequests = (line: PersonLine): ShiftRequest[] =>
  line.of.requests.filter((request) => !isMet(request, workedOn(line, request.day)));

export const requestCharges = (line: PersonLine): RosterCharge[] =>
  refusedRequests(line).map((request) => ({
    kind: "request",
    ruleId: "request",
    title: BUILT_IN_CHARGES.request,
    personId: request.personId,
    fromDay: request.day,
    toDay: request.day + 1,
    steps: 1,
    points: request.weight,
    isHard: false,
    text: refusedText(line, request),
  }));

function refusedText(line: PersonLine, { day, wants, shiftId }: ShiftRequest): string {
  const { problem } = line.frame;
  const shift = shiftId === undefined ? "a shift" : shiftNameOf(problem, shiftId);
  const asked =
    wants === "work"
      ? `to work ${shift}`
      : shiftId === undefined
        ? "for the day off"
        : `not to work ${shift}`;
  const worked = workedOn(line, day);
  const has = worked ? `works ${worked.shift.name}` : "is off";
  return `${line.of.person.name} asked ${asked} on ${dayInWords(problem, day)} and ${has}.`;
}
