import type { AppointmentState } from "../appointments/appointment";
import type { AbsenceKind, Employment, Grade } from "../rostering/roster-problem";
import { ShiftId, Skill } from "../rostering/roster-ids";
import type { Result } from "../shared/result";
import type { ColumnMapping } from "./column-mapping";
import type { CsvTable } from "./csv-table";
import { date, dateTime, number, oneOf, several, text, yesOrNo } from "./import-cells";
import { type DateOrder, IMPORT_PLANS, type ImportKind } from "./import-kind";
import type { ImportRows } from "./import-row";

/** What the hospital has, for what a line names. */
export interface KnownToImport {
  staffNumbers: ReadonlySet<string>;
  unitCodes: ReadonlySet<string>;
  /** By code, by name and by id, in lower case. */
  shifts: ReadonlyMap<string, ShiftId>;
  /** Grades of which it is known what an hour costs. */
  costedGrades: ReadonlySet<Grade>;
  /** Dates of the roster that shifts are read into, the second excluded; absent: any. */
  days?: { from: string; to: string };
  timeZone: string;
}

/** What is wrong with a line, in words; the column by its title, where it is one column's. */
export interface ImportFault {
  line: number;
  column?: string;
  message: string;
}

export interface ImportReading<K extends ImportKind> {
  /** The lines without a fault, in their order. */
  rows: readonly { line: number; row: ImportRows[K] }[];
  faults: readonly ImportFault[];
}

/** Reads every line, so that all faults of a file are told at once. */
export function readImport<K extends ImportKind>(
  kind: K,
  table: CsvTable,
  { mapping, dateOrder }: { mapping: ColumnMapping; dateOrder: DateOrder },
  known: KnownToImport,
): ImportReading<K> {
  const rows: { line: number; row: ImportRows[K] }[] = [];
  const faults: ImportFault[] = [];
  const seen = new Map<string, number>();
  const readRow = READERS[kind];

  for (const { line, cells } of table.rows) {
    const cellsOf = new LineReader(kind, cells, mapping, dateOrder, known);
    const row = readRow(cellsOf);
    const key = KEYS[kind](row);
    const before = seen.get(key);
    if (cellsOf.faults.length === 0 && before !== undefined)
      cellsOf.faults.push({ message: `says again what line ${before} says` });
    if (cellsOf.faults.length > 0) {
      faults.push(...cellsOf.faults.map((fault) => ({ line, ...fault })));
      continue;
    }
    seen.set(key, line);
    rows.push({ line, row });
  }
  return { rows, faults };
}

/** Reads the cells of a line by their field, and keeps what is wrong with them. */
class LineReader {
  readonly faults: Omit<ImportFault, "line">[] = [];

  constructor(
    private readonly kind: ImportKind,
    private readonly cells: readonly string[],
    private readonly mapping: ColumnMapping,
    readonly dateOrder: DateOrder,
    readonly known: KnownToImport,
  ) {}

  /** The cell's value; the fallback when it is empty and may be, or is at fault. */
  read<T>(fieldId: string, fallback: T, parse: (cell: string) => Result<T, string>): T {
    const field = IMPORT_PLANS[this.kind].fields.find((each) => each.fieldId === fieldId);
    const column = this.mapping[fieldId] ?? null;
    const cell = column === null ? "" : (this.cells[column] ?? "");
    if (cell === "") {
      if (field?.isRequired) this.fault(field.title, "must not be empty");
      return fallback;
    }
    const parsed = parse(cell);
    if (parsed.ok) return parsed.value;
    this.fault(field?.title ?? fieldId, parsed.error);
    return fallback;
  }

  fault(column: string, message: string): void {
    this.faults.push({ column, message });
  }

  staffNumber(): string {
    return this.read("staffNumber", "", (cell) =>
      this.known.staffNumbers.has(cell)
        ? { ok: true, value: cell }
        : { ok: false, error: "is no staff number of this hospital: import the person first" },
    );
  }

  unitCode(fieldId: string): string {
    return this.read(fieldId, "", (cell) => this.knownUnit(cell));
  }

  knownUnit(cell: string): Result<string, string> {
    return this.known.unitCodes.has(cell)
      ? { ok: true, value: cell }
      : { ok: false, error: `must be a unit: ${[...this.known.unitCodes].join(", ")}` };
  }

  shiftId(): ShiftId | undefined {
    return this.read<ShiftId | undefined>("shift", undefined, (cell) => {
      const shiftId = this.known.shifts.get(cell.toLowerCase());
      return shiftId === undefined
        ? { ok: false, error: "is no shift that is rostered here" }
        : { ok: true, value: shiftId };
    });
  }

  date(fieldId: string): string {
    return this.read(fieldId, "", (cell) => date(cell, this.dateOrder));
  }

  dateOfRoster(fieldId: string): string {
    const { days } = this.known;
    return this.read(fieldId, "", (cell) => {
      const on = date(cell, this.dateOrder);
      if (!on.ok || !days || (on.value >= days.from && on.value < days.to)) return on;
      return { ok: false, error: "is not a day of the roster" };
    });
  }

  instant(fieldId: string): Date {
    return this.read(fieldId, new Date(0), (cell) =>
      dateTime(cell, this.dateOrder, this.known.timeZone),
    );
  }
}

const GRADES: Readonly<Record<string, Grade>> = {
  assistant: "assistant",
  registered: "registered",
  "registered nurse": "registered",
  rn: "registered",
  senior: "senior",
  charge: "charge",
  "charge nurse": "charge",
};
const EMPLOYMENTS: Readonly<Record<string, Employment>> = {
  contract: "contract",
  permanent: "contract",
  bank: "bank",
  agency: "agency",
};
const ABSENCES: Readonly<Record<string, AbsenceKind>> = {
  "annual leave": "annual-leave",
  annual: "annual-leave",
  holiday: "annual-leave",
  vacation: "annual-leave",
  sick: "sick",
  sickness: "sick",
  study: "study",
  "study leave": "study",
  parental: "parental",
  maternity: "parental",
  paternity: "parental",
  other: "other",
};
const WANTS: Readonly<Record<string, "work" | "off">> = {
  work: "work",
  on: "work",
  off: "off",
  "day off": "off",
};
const STATES: Readonly<Record<string, AppointmentState>> = {
  booked: "booked",
  confirmed: "booked",
  cancelled: "cancelled",
  canceled: "cancelled",
  missed: "missed",
  "no show": "missed",
};

const MINUTES_PER_HOUR = 60;
const NO_SHIFT = ShiftId.parse("none");

const READERS: { [K in ImportKind]: (line: LineReader) => ImportRows[K] } = {
  staff: (line) => {
    const cost = (cell: string) => number(cell, { from: 0, to: 1_000 });
    const employment = line.read<Employment>("employment", "contract", (cell) =>
      oneOf(cell, EMPLOYMENTS, "contract, bank or agency"),
    );
    const hours = line.read("contractHoursPerWeek", 0, (cell) => number(cell, { from: 0, to: 60 }));
    const regularCost = line.read<number | undefined>("regularCost", undefined, cost);
    const overtimeCost = line.read<number | undefined>("overtimeCost", undefined, cost);
    const staffNumber = line.read("staffNumber", "", (cell) => text(cell, 40));
    const grade = line.read<Grade>("grade", "registered", (cell) =>
      oneOf(cell, GRADES, "assistant, registered, senior or charge"),
    );
    const { staffNumbers, costedGrades } = line.known;
    if (regularCost === undefined && !staffNumbers.has(staffNumber) && !costedGrades.has(grade))
      line.fault(
        "Cost of an hour",
        "must be given: of nobody of this grade is known what an hour costs",
      );
    return {
      staffNumber,
      name: line.read("name", "", (cell) => text(cell, 100)),
      grade,
      employment,
      unitCode: line.unitCode("unitCode"),
      floatUnitCodes: line.read<readonly string[]>("floatUnitCodes", [], (cell) => {
        const codes = several(cell);
        const fault = codes.map((code) => line.knownUnit(code)).find((each) => !each.ok);
        return fault && !fault.ok ? fault : { ok: true, value: codes };
      }),
      skills: line.read<readonly Skill[]>("skills", [], (cell) => {
        const skills = several(cell).map((word) =>
          Skill.safeParse(word.toLowerCase().replace(/\s+/g, "-")),
        );
        return skills.every((skill) => skill.success)
          ? { ok: true, value: skills.map(({ data }) => data) }
          : { ok: false, error: "must be words of letters, with a semicolon between them" };
      }),
      contractMinutesPerWeek: Math.round(hours * MINUTES_PER_HOUR),
      ...(regularCost !== undefined && { regularCost }),
      ...(overtimeCost !== undefined && { overtimeCost }),
      isNew: line.read("isNew", false, yesOrNo),
    };
  },

  absences: (line) => {
    const hours = line.read<number | undefined>("creditHours", undefined, (cell) =>
      number(cell, { from: 0, to: 24 }),
    );
    const row = {
      staffNumber: line.staffNumber(),
      from: line.date("from"),
      to: line.date("to"),
      absence: line.read<AbsenceKind>("absence", "other", (cell) =>
        oneOf(cell, ABSENCES, "annual leave, sick, study, parental or other"),
      ),
      ...(hours !== undefined && { creditMinutesPerDay: Math.round(hours * MINUTES_PER_HOUR) }),
    };
    if (row.from !== "" && row.to !== "" && row.to < row.from)
      line.fault("Last day", "must not be before the first day");
    return row;
  },

  shifts: (line) => ({
    staffNumber: line.staffNumber(),
    on: line.dateOfRoster("on"),
    // Without one the line is at fault, and what it says is not used.
    shiftId: line.shiftId() ?? NO_SHIFT,
    unitCode: line.unitCode("unitCode"),
  }),

  requests: (line) => {
    const shiftId = line.shiftId();
    return {
      staffNumber: line.staffNumber(),
      on: line.date("on"),
      wants: line.read<"work" | "off">("wants", "off", (cell) => oneOf(cell, WANTS, "work or off")),
      ...(shiftId !== undefined && { shiftId }),
    };
  },

  appointments: (line) => {
    const row = {
      number: line.read("number", "", (cell) => text(cell, 200)),
      place: line.read("place", "", (cell) => text(cell, 100)),
      startsAt: line.instant("startsAt"),
      endsAt: line.instant("endsAt"),
      state: line.read<AppointmentState>("state", "booked", (cell) =>
        oneOf(cell, STATES, "booked, cancelled or missed"),
      ),
    };
    if (line.faults.length === 0 && row.endsAt <= row.startsAt)
      line.fault("End", "must be after the start");
    return row;
  },
};

/** Two lines with the same key say something of the same thing. */
const KEYS: { [K in ImportKind]: (row: ImportRows[K]) => string } = {
  staff: ({ staffNumber }) => staffNumber,
  absences: ({ staffNumber, from }) => `${staffNumber} ${from}`,
  shifts: ({ staffNumber, on }) => `${staffNumber} ${on}`,
  requests: ({ staffNumber, on }) => `${staffNumber} ${on}`,
  appointments: ({ number: booking }) => booking,
};
