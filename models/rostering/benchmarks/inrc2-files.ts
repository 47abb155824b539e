import { type Result, err, ok } from "../../shared/result";

// The files of the Second International Nurse Rostering Competition (Ceschia et al. 2015): a scenario for the
// whole horizon, a history of what was before a week, the data of a week, and a week's solution. Sections
// begin with their name; fields are separated by spaces.

export const INRC2_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

export interface Inrc2Range {
  minimum: number;
  maximum: number;
}

export interface Inrc2Shift {
  shiftId: string;
  consecutive: Inrc2Range;
  /** Shifts that must not be worked on the day after this one. */
  cannotBeFollowedBy: readonly string[];
}

export interface Inrc2Contract {
  contractId: string;
  /** Over the whole horizon. */
  assignments: Inrc2Range;
  consecutiveWork: Inrc2Range;
  consecutiveOff: Inrc2Range;
  maximumWeekends: number;
  completeWeekends: boolean;
}

export interface Inrc2Nurse {
  nurseId: string;
  contract: Inrc2Contract;
  skills: readonly string[];
}

export interface Inrc2Scenario {
  scenarioId: string;
  weeks: number;
  skills: readonly string[];
  shifts: readonly Inrc2Shift[];
  nurses: readonly Inrc2Nurse[];
}

export interface Inrc2NurseHistory {
  assignments: number;
  weekends: number;
  /** Undefined: the last day was free. */
  lastShiftId: string | undefined;
  consecutiveSame: number;
  consecutiveWork: number;
  consecutiveOff: number;
}

export interface Inrc2History {
  /** Weeks that have been. */
  week: number;
  nurses: ReadonlyMap<string, Inrc2NurseHistory>;
}

export interface Inrc2Requirement {
  shiftId: string;
  skill: string;
  /** 0 is Monday. */
  day: number;
  minimum: number;
  optimum: number;
}

export interface Inrc2Week {
  requirements: readonly Inrc2Requirement[];
  /** Without a shift: the whole day. */
  offRequests: readonly { nurseId: string; day: number; shiftId: string | undefined }[];
}

export interface Inrc2Assignment {
  nurseId: string;
  day: number;
  shiftId: string;
  skill: string;
}

class Unreadable extends Error {}

function reading<T>(read: () => T): Result<T, string> {
  try {
    return ok(read());
  } catch (cause) {
    if (cause instanceof Unreadable) return err(cause.message);
    throw cause;
  }
}

/** Lines of each section by its name, which may end in ` = n`. */
function sectionsOf(text: string): { sections: ReadonlyMap<string, string[][]> } {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const sections = new Map<string, string[][]>();
  let rows: string[][] | undefined;
  for (const line of lines) {
    const heading = /^([A-Z_]{4,})(?:\s*=\s*(\S+))?$/.exec(line);
    if (line === "") continue;
    if (heading?.[1]) {
      rows = heading[2] === undefined ? [] : [[heading[2]]];
      sections.set(heading[1], rows);
    } else if (rows) {
      rows.push(line.split(/\s+/));
    } else {
      throw new Unreadable(`The file must begin with the name of a section, not with ${line}`);
    }
  }
  return { sections };
}

function sectionOf(sections: ReadonlyMap<string, string[][]>, name: string): string[][] {
  const rows = sections.get(name);
  if (rows === undefined) throw new Unreadable(`The file has no section ${name}`);
  return rows;
}

/** After the section's count. */
const counted = (rows: readonly string[][]): readonly string[][] => rows.slice(1);

function wholeNumber(text: string | undefined, line: readonly string[]): number {
  if (text === undefined || !/^\d+$/.test(text)) {
    throw new Unreadable(`Expected a whole number in: ${line.join(" ")}`);
  }
  return Number(text);
}

function rangeOf(text: string | undefined, line: readonly string[]): Inrc2Range {
  const [, minimum, maximum] = /^\((\d+),(\d+)\)$/.exec(text ?? "") ?? [];
  if (minimum === undefined || maximum === undefined) {
    throw new Unreadable(`Expected a range such as (2,5) in: ${line.join(" ")}`);
  }
  return { minimum: Number(minimum), maximum: Number(maximum) };
}

function dayOf(text: string | undefined, line: readonly string[]): number {
  const day = INRC2_DAYS.findIndex((name) => name === text);
  if (day < 0) throw new Unreadable(`Expected a day such as Mon in: ${line.join(" ")}`);
  return day;
}

export function parseInrc2Scenario(text: string): Result<Inrc2Scenario, string> {
  return reading(() => {
    const { sections } = sectionsOf(text);
    const successions = new Map(
      sectionOf(sections, "FORBIDDEN_SHIFT_TYPES_SUCCESSIONS").map(([shift = "", , ...next]) => [
        shift,
        next,
      ]),
    );
    const contracts = counted(sectionOf(sections, "CONTRACTS")).map((line): Inrc2Contract => {
      const [contractId = "", assignments, work, off, weekends, complete] = line;
      return {
        contractId,
        assignments: rangeOf(assignments, line),
        consecutiveWork: rangeOf(work, line),
        consecutiveOff: rangeOf(off, line),
        maximumWeekends: wholeNumber(weekends, line),
        completeWeekends: wholeNumber(complete, line) === 1,
      };
    });
    return {
      scenarioId: sectionOf(sections, "SCENARIO")[0]?.[0] ?? "",
      weeks: wholeNumber(sectionOf(sections, "WEEKS")[0]?.[0], ["WEEKS"]),
      skills: counted(sectionOf(sections, "SKILLS")).map(([skill = ""]) => skill),
      shifts: counted(sectionOf(sections, "SHIFT_TYPES")).map((line) => ({
        shiftId: line[0] ?? "",
        consecutive: rangeOf(line[1], line),
        cannotBeFollowedBy: successions.get(line[0] ?? "") ?? [],
      })),
      nurses: counted(sectionOf(sections, "NURSES")).map((line) => {
        const [nurseId = "", contractId, , ...skills] = line;
        const contract = contracts.find((one) => one.contractId === contractId);
        if (!contract) throw new Unreadable(`No such contract in: ${line.join(" ")}`);
        return { nurseId, contract, skills };
      }),
    };
  });
}

export function parseInrc2History(text: string): Result<Inrc2History, string> {
  return reading(() => {
    const { sections } = sectionsOf(text);
    const nurses = sectionOf(sections, "NURSE_HISTORY").map((line) => {
      const [nurseId = "", assignments, weekends, last, same, work, off] = line;
      return [
        nurseId,
        {
          assignments: wholeNumber(assignments, line),
          weekends: wholeNumber(weekends, line),
          lastShiftId: last === "None" ? undefined : last,
          consecutiveSame: wholeNumber(same, line),
          consecutiveWork: wholeNumber(work, line),
          consecutiveOff: wholeNumber(off, line),
        },
      ] as const;
    });
    const [first] = sectionOf(sections, "HISTORY");
    return { week: wholeNumber(first?.[0], first ?? []), nurses: new Map(nurses) };
  });
}

export function parseInrc2Week(text: string): Result<Inrc2Week, string> {
  return reading(() => {
    const { sections } = sectionsOf(text);
    return {
      requirements: sectionOf(sections, "REQUIREMENTS").flatMap((line) => {
        const [shiftId = "", skill = "", ...ranges] = line;
        return ranges.map((range, day) => {
          const { minimum, maximum } = rangeOf(range, line);
          return { shiftId, skill, day, minimum, optimum: maximum };
        });
      }),
      offRequests: counted(sectionOf(sections, "SHIFT_OFF_REQUESTS")).map((line) => ({
        nurseId: line[0] ?? "",
        shiftId: line[1] === "Any" ? undefined : line[1],
        day: dayOf(line[2], line),
      })),
    };
  });
}

export function parseInrc2Solution(text: string): Result<Inrc2Assignment[], string> {
  return reading(() =>
    counted(sectionOf(sectionsOf(text).sections, "ASSIGNMENTS"))
      // Some solvers write notes such as `Cost: 575` after the assignments.
      .filter(([first = ""]) => !first.endsWith(":"))
      .map((line) => {
        const [nurseId = "", day, shiftId = "", skill = ""] = line;
        return { nurseId, day: dayOf(day, line), shiftId, skill };
      }),
  );
}

/** In the competition's format; `week` from 0. */
export function writeInrc2Solution(
  scenarioId: string,
  week: number,
  assignments: readonly Inrc2Assignment[],
): string {
  const lines = assignments.map(
    ({ nurseId, day, shiftId, skill }) => `${nurseId} ${INRC2_DAYS[day]} ${shiftId} ${skill}`,
  );
  return `SOLUTION\n${week} ${scenarioId}\n\nASSIGNMENTS = ${lines.length}\n${lines.join("\n")}\n`;
}
