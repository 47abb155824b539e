import { describe, expect, it } from "vitest";
import { ShiftId } from "../rostering/roster-ids";
import { guessDateOrder, guessMapping, missingFields } from "./column-mapping";
import { parseCsvTable } from "./csv-table";
import type { DateOrder, ImportKind } from "./import-kind";
import { type KnownToImport, readImport } from "./read-import";

const KNOWN: KnownToImport = {
  staffNumbers: new Set(["1001", "1002"]),
  unitCodes: new Set(["4A", "MICU"]),
  shifts: new Map([
    ["d", ShiftId.parse("long-day")],
    ["long day", ShiftId.parse("long-day")],
    ["n", ShiftId.parse("night")],
  ]),
  costedGrades: new Set(["registered", "senior"]),
  timeZone: "America/New_York",
};

function read<K extends ImportKind>(kind: K, csv: string, dateOrder: DateOrder = "year-first") {
  const table = parseCsvTable(csv);
  if (!table.ok) throw new Error(table.error.message);
  const mapping = guessMapping(kind, table.value.columns);
  expect(missingFields(kind, mapping)).toEqual([]);
  return readImport(kind, table.value, { mapping, dateOrder }, KNOWN);
}

describe("a file of staff", () => {
  it("is read whatever its columns are called, in any order and with any separator", () => {
    const csv =
      "Ward;Full Name;Employee No.;Band;Hours per week;Competences\n" +
      "4A;Amara Lind;2001;Registered Nurse;37,5;Ventilation|tracheostomy care\n";
    expect(read("staff", csv).rows).toEqual([
      {
        line: 2,
        row: {
          staffNumber: "2001",
          name: "Amara Lind",
          grade: "registered",
          employment: "contract",
          unitCode: "4A",
          floatUnitCodes: [],
          skills: ["ventilation", "tracheostomy-care"],
          contractMinutesPerWeek: 2_250,
          isNew: false,
        },
      },
    ]);
  });

  it("tells every fault of a line by line and column, and not what the cell holds", () => {
    const csv =
      "Staff number,Name,Grade,Unit,Contract hours\n" +
      '2001,"Amara\nLind",matron,9Z,sixty\n' +
      ",Bo Ek,senior,4A,30\n";
    const { rows, faults } = read("staff", csv);
    expect(rows).toEqual([]);
    expect(faults).toEqual([
      { line: 2, column: "Contract hours a week", message: "must be a number from 0 to 60" },
      { line: 2, column: "Grade", message: "must be assistant, registered, senior or charge" },
      { line: 2, column: "Unit", message: "must be a unit: 4A, MICU" },
      { line: 4, column: "Staff number", message: "must not be empty" },
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/matron|9Z|sixty/);
  });

  it("takes the first of two lines for one person", () => {
    const csv =
      "Staff number,Name,Grade,Unit,Hours\n2001,A B,senior,4A,30\n2001,A B,senior,MICU,30\n";
    const { rows, faults } = read("staff", csv);
    expect(rows.map(({ line }) => line)).toEqual([2]);
    expect(faults).toEqual([{ line: 3, message: "says again what line 2 says" }]);
  });
});

describe("what a new person costs", () => {
  it("must be said where nobody of the grade tells it", () => {
    const csv = "Staff number,Name,Grade,Unit,Hours\n2001,A B,charge,4A,30\n";
    expect(read("staff", csv).faults).toMatchObject([{ line: 2, column: "Cost of an hour" }]);
    const said = "Staff number,Name,Grade,Unit,Hours,Rate\n2001,A B,charge,4A,30,41.5\n";
    expect(read("staff", said).rows[0]?.row.regularCost).toBe(41.5);
  });
});

describe("files of leave, shifts, requests", () => {
  it("read dates in the order that is said, and refuse those that are none", () => {
    const csv = "Staff number,First day,Last day,Kind\n1001,03/04/2026,05/04/2026,holiday\n";
    expect(read("absences", csv, "day-first").rows[0]?.row).toEqual({
      ...{ staffNumber: "1001", from: "2026-04-03", to: "2026-04-05", absence: "annual-leave" },
    });
    expect(read("absences", csv, "month-first").rows[0]?.row).toMatchObject({ from: "2026-03-04" });
    const none = "Staff number,First day,Last day\n1001,30/02/2026,31/03/2026\n";
    expect(read("absences", none, "day-first").faults).toEqual([
      { line: 2, column: "First day", message: "must be a date, day first, such as 31/12/2026" },
    ]);
  });

  it("may say what a day of leave counts, which is left to the hospital's rule otherwise", () => {
    const csv =
      "Staff number,First day,Last day,Kind,Credited hours a day\n1001,2026-04-06,2026-04-10,holiday,7.5\n1002,2026-04-06,2026-04-10,holiday,\n1001,2026-05-04,2026-05-04,holiday,25\n";
    const { rows, faults } = read("absences", csv);
    expect(rows[0]?.row).toMatchObject({ creditMinutesPerDay: 450 });
    expect(rows[1]?.row).not.toHaveProperty("creditMinutesPerDay");
    expect(faults).toMatchObject([{ line: 4, column: "Credited hours a day" }]);
  });

  it("refuse leave that ends before it begins, and people who are not known", () => {
    const csv =
      "Staff number,First day,Last day\n1001,2026-04-05,2026-04-03\n77,2026-04-05,2026-04-05\n";
    expect(read("absences", csv).faults).toEqual([
      { line: 2, column: "Last day", message: "must not be before the first day" },
      {
        line: 3,
        column: "Staff number",
        message: "is no staff number of this hospital: import the person first",
      },
    ]);
  });

  it("know shifts by code and by name", () => {
    const csv = "Employee,Date,Duty,Ward\n1001,2026-04-05,Long Day,4A\n1002,2026-04-05,n,MICU\n";
    expect(read("shifts", csv).rows.map(({ row }) => row.shiftId)).toEqual(["long-day", "night"]);
  });

  it("keep to the days of the roster", () => {
    const table = parseCsvTable(
      "Employee,Date,Duty,Ward\n1001,2026-04-05,d,4A\n1001,2026-04-06,d,4A\n",
    );
    const days = { from: "2026-04-06", to: "2026-05-04" };
    const { rows, faults } = readImport(
      "shifts",
      table.ok ? table.value : { columns: [], rows: [] },
      { mapping: { staffNumber: 0, on: 1, shift: 2, unitCode: 3 }, dateOrder: "year-first" },
      { ...KNOWN, days },
    );
    expect(rows.map(({ line }) => line)).toEqual([3]);
    expect(faults).toEqual([{ line: 2, column: "Date", message: "is not a day of the roster" }]);
  });

  it("take a request for a day without a shift", () => {
    const csv = "Employee,Date,Wants,Shift\n1001,2026-04-05,off,\n1002,2026-04-05,work,N\n";
    expect(read("requests", csv).rows.map(({ row }) => row)).toEqual([
      { staffNumber: "1001", on: "2026-04-05", wants: "off" },
      { staffNumber: "1002", on: "2026-04-05", wants: "work", shiftId: "night" },
    ]);
  });
});

describe("a file of appointments", () => {
  it("is read by the hospital's clock on both sides of the change to summer time", () => {
    const csv =
      "Number,Theatre,Start,End,Status\n" +
      "1,OR 1,2026-03-07 08:00,2026-03-07 10:00,Confirmed\n" +
      "2,OR 1,2026-03-08T08:00,2026-03-08T07:00,booked\n" +
      "3,OR 1,2026-03-09 08:00,2026-03-09 10:00,no-show\n";
    const { rows, faults } = read("appointments", csv);
    expect(rows.map(({ row }) => [row.startsAt.toISOString(), row.state])).toEqual([
      ["2026-03-07T13:00:00.000Z", "booked"],
      ["2026-03-09T12:00:00.000Z", "missed"],
    ]);
    expect(faults).toEqual([{ line: 3, column: "End", message: "must be after the start" }]);
  });
});

describe("parseCsvTable", () => {
  it.each([
    ["", "The file is empty"],
    ["a,b\n", "no line below"],
    ["a,a\n1,2\n", "Two columns are called “a”"],
    ['a,b\n"1,2\n', "quotation mark"],
  ])("says what is wrong with %j", (csv, words) => {
    const table = parseCsvTable(csv);
    expect(table.ok).toBe(false);
    expect(!table.ok && table.error.message).toContain(words);
  });

  it("counts the lines of the file, those within cells and empty ones too", () => {
    const table = parseCsvTable('\uFEFFa,b\r\n"1\r\n1",2\r\n\r\n3,4\r\n');
    expect(table.ok && table.value.rows.map(({ line }) => line)).toEqual([2, 5]);
    expect(table.ok && table.value.columns).toEqual(["a", "b"]);
  });
});

describe("guesses", () => {
  it.each([
    [["2026-04-03", "2026-04-05"], "year-first"],
    [["03/04/2026", "25/04/2026"], "day-first"],
    [["03/04/2026", "04/25/2026"], "month-first"],
    [["03/04/2026", "04/03/2026"], undefined],
  ])("the order of %j is %s", (dates, order) => {
    const rows = dates.map((cell, at) => ({ line: at + 2, cells: [cell] }));
    expect(guessDateOrder({ columns: ["Date"], rows }, [0])).toBe(order);
  });

  it("names what a file lacks", () => {
    expect(missingFields("shifts", guessMapping("shifts", ["Employee", "Duty"]))).toEqual([
      "Date",
      "Unit",
    ]);
  });
});
