import { type Result, err, ok } from "../../shared/result";

// The shift scheduling benchmark instances of Curtois and Qu (2014): a text file of sections, each with
// lines of commas. Everybody begins as if the time before had been as it should.

export interface CurtoisQuInstance {
  days: number;
  shifts: readonly CurtoisQuShift[];
  staff: readonly CurtoisQuEmployee[];
  requests: readonly CurtoisQuRequest[];
  covers: readonly CurtoisQuCover[];
}

export interface CurtoisQuShift {
  shiftId: string;
  minutes: number;
  /** Shifts that must not be worked on the day after this one. */
  cannotBeFollowedBy: readonly string[];
}

export interface CurtoisQuEmployee {
  employeeId: string;
  maximumShifts: ReadonlyMap<string, number>;
  maximumMinutes: number;
  minimumMinutes: number;
  maximumConsecutiveShifts: number;
  minimumConsecutiveShifts: number;
  minimumConsecutiveDaysOff: number;
  maximumWeekends: number;
  daysOff: readonly number[];
}

export interface CurtoisQuRequest {
  wants: "on" | "off";
  employeeId: string;
  day: number;
  shiftId: string;
  weight: number;
}

export interface CurtoisQuCover {
  day: number;
  shiftId: string;
  requirement: number;
  weightUnder: number;
  weightOver: number;
}

type Sections = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Reads an instance; an error says which line of which section cannot be read. */
export function parseCurtoisQu(text: string): Result<CurtoisQuInstance, string> {
  try {
    return ok(readInstance(readSections(text)));
  } catch (cause) {
    if (cause instanceof UnreadableLine) return err(cause.message);
    throw cause;
  }
}

class UnreadableLine extends Error {}

function readSections(text: string): Sections {
  const sections = new Map<string, string[][]>();
  let rows: string[][] | undefined;
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("SECTION_")) {
      rows = [];
      sections.set(line, rows);
    } else if (rows) {
      rows.push(line.split(",").map((field) => field.trim()));
    } else {
      throw new UnreadableLine(`The file must begin with SECTION_HORIZON, not with ${line}`);
    }
  }
  return sections;
}

function readInstance(sections: Sections): CurtoisQuInstance {
  const rows = (section: string): readonly (readonly string[])[] => {
    const found = sections.get(section);
    if (!found) throw new UnreadableLine(`${section} is missing`);
    return found;
  };
  const shifts = rows("SECTION_SHIFTS").map(readShift);
  const daysOff = new Map(
    rows("SECTION_DAYS_OFF").map(([employeeId = "", ...off]) => [employeeId, off.map(count)]),
  );
  const staff = rows("SECTION_STAFF").map((row) => readEmployee(row, daysOff));
  const known = {
    shifts: new Set(shifts.map(({ shiftId }) => shiftId)),
    staff: new Set(staff.map(({ employeeId }) => employeeId)),
    days: count(rows("SECTION_HORIZON")[0]?.[0]),
  };
  const requests = (["on", "off"] as const).flatMap((wants) =>
    rows(`SECTION_SHIFT_${wants.toUpperCase()}_REQUESTS`).map((row): CurtoisQuRequest => {
      const [employeeId, day, shiftId, weight] = row;
      return {
        wants,
        employeeId: among(known.staff, employeeId, "employee"),
        day: below(known.days, day),
        shiftId: among(known.shifts, shiftId, "shift"),
        weight: count(weight),
      };
    }),
  );
  const covers = rows("SECTION_COVER").map(([day, shiftId, requirement, under, over]) => ({
    day: below(known.days, day),
    shiftId: among(known.shifts, shiftId, "shift"),
    requirement: count(requirement),
    weightUnder: count(under),
    weightOver: count(over),
  }));
  return { days: known.days, shifts, staff, requests, covers };
}

function readShift([shiftId = "", minutes, followers = ""]: readonly string[]): CurtoisQuShift {
  return {
    shiftId,
    minutes: count(minutes),
    cannotBeFollowedBy: followers.split("|").filter((follower) => follower !== ""),
  };
}

function readEmployee(
  row: readonly string[],
  daysOff: ReadonlyMap<string, readonly number[]>,
): CurtoisQuEmployee {
  const [employeeId = "", maxima = "", ...numbers] = row;
  return {
    employeeId,
    maximumShifts: new Map(
      maxima.split("|").map((one): [string, number] => {
        const [shiftId = "", maximum] = one.split("=");
        return [shiftId, count(maximum)];
      }),
    ),
    maximumMinutes: count(numbers[0]),
    minimumMinutes: count(numbers[1]),
    maximumConsecutiveShifts: count(numbers[2]),
    minimumConsecutiveShifts: count(numbers[3]),
    minimumConsecutiveDaysOff: count(numbers[4]),
    maximumWeekends: count(numbers[5]),
    daysOff: daysOff.get(employeeId) ?? [],
  };
}

function count(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || text === "" || !Number.isSafeInteger(value) || value < 0) {
    throw new UnreadableLine(`A whole number is needed where ${text ?? "nothing"} is`);
  }
  return value;
}

function below(limit: number, text: string | undefined): number {
  const value = count(text);
  if (value < limit) return value;
  throw new UnreadableLine(`Day ${value} is beyond the horizon of ${limit} days`);
}

function among(known: ReadonlySet<string>, text: string | undefined, what: string): string {
  if (text !== undefined && known.has(text)) return text;
  throw new UnreadableLine(`There is no ${what} ${text ?? "without a name"}`);
}
