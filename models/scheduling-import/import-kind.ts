import { z } from "zod";

/** What a file may say. */
export const ImportKind = z.enum(["staff", "absences", "shifts", "requests", "appointments"]);
export type ImportKind = z.infer<typeof ImportKind>;

export interface ImportField {
  fieldId: string;
  title: string;
  /** What a column that holds it is often called, in lower case and without marks. */
  aliases: readonly string[];
  isRequired: boolean;
  /** What a cell may hold, for whoever maps the columns. */
  holds: string;
}

interface ImportPlan {
  title: string;
  about: string;
  fields: readonly ImportField[];
}

const field = (
  fieldId: string,
  title: string,
  aliases: readonly string[],
  holds: string,
  isRequired = true,
): ImportField => ({ fieldId, title, aliases, isRequired, holds });

const optional = (
  fieldId: string,
  title: string,
  aliases: readonly string[],
  holds: string,
): ImportField => field(fieldId, title, aliases, holds, false);

const STAFF_NUMBER = field(
  "staffNumber",
  "Staff number",
  [
    "staff no",
    "employee number",
    "employee id",
    "employee",
    "personnel number",
    "assignment number",
  ],
  "the number that the hospital knows the person by",
);
const UNIT = field(
  "unitCode",
  "Unit",
  ["unit code", "ward", "department", "home unit", "cost centre", "location"],
  "the code of a unit, such as 4A",
);
const DATE = field("on", "Date", ["day", "shift date", "on", "duty date"], "a date");
const shiftField = (isRequired: boolean): ImportField =>
  field(
    "shift",
    "Shift",
    ["shift code", "shift type", "shift name", "duty", "shift id"],
    "the code or the name of a shift",
    isRequired,
  );

export const IMPORT_PLANS: Readonly<Record<ImportKind, ImportPlan>> = {
  staff: {
    title: "Staff",
    about:
      "People, their grade, skills, unit, contract and cost. A known staff number is brought up to date.",
    fields: [
      STAFF_NUMBER,
      field("name", "Name", ["full name", "employee name", "staff name"], "first and last name"),
      field(
        "grade",
        "Grade",
        ["band", "role", "job title"],
        "assistant, registered, senior or charge",
      ),
      optional(
        "employment",
        "Employment",
        ["contract type", "employment type", "type"],
        "contract, bank or agency; contract where nothing is said",
      ),
      UNIT,
      optional(
        "floatUnitCodes",
        "Other units",
        ["float units", "also works in", "cross trained"],
        "codes of units, with a semicolon between them",
      ),
      optional(
        "skills",
        "Skills",
        ["skill", "competencies", "competences", "qualifications"],
        "words such as ventilation, with a semicolon between them",
      ),
      field(
        "contractHoursPerWeek",
        "Contract hours a week",
        ["contract hours", "contracted hours", "hours per week", "weekly hours", "hours"],
        "a number from 0 to 60",
      ),
      optional(
        "regularCost",
        "Cost of an hour",
        ["hourly cost", "hourly rate", "rate", "regular rate"],
        "a number",
      ),
      optional("overtimeCost", "Cost of an hour of overtime", ["overtime rate"], "a number"),
      optional("isNew", "New", ["new starter", "preceptorship", "is new"], "yes or no"),
    ],
  },
  absences: {
    title: "Leave",
    about: "Days on which somebody cannot be rostered.",
    fields: [
      STAFF_NUMBER,
      field("from", "First day", ["start", "start date", "from date", "begins"], "a date"),
      field(
        "to",
        "Last day",
        ["end", "end date", "to date", "until"],
        "a date, not before the first day",
      ),
      optional(
        "absence",
        "Kind",
        ["absence type", "leave type", "type"],
        "annual leave, study, parental or other; other where nothing is said",
      ),
      optional(
        "creditHours",
        "Credited hours a day",
        ["credited hours", "leave hours per day", "hours per day"],
        "a number from 0 to 24; a seventh of the contract's week where nothing is said",
      ),
    ],
  },
  shifts: {
    title: "Shifts",
    about:
      "Who works or worked which shift: a roster of another system, or the weeks before the first one here.",
    fields: [STAFF_NUMBER, DATE, shiftField(true), UNIT],
  },
  requests: {
    title: "Requests",
    about: "Days and shifts that people ask to work or to have off.",
    fields: [
      STAFF_NUMBER,
      DATE,
      field("wants", "Wants", ["request", "request type", "on off", "preference"], "work or off"),
      shiftField(false),
    ],
  },
  appointments: {
    title: "Appointments",
    about: "Theatre slots and appointments that need nurses, where no HL7 feed sends them.",
    fields: [
      field(
        "number",
        "Number",
        ["appointment number", "appointment id", "booking", "id"],
        "the booking's number",
      ),
      field(
        "place",
        "Place",
        ["theatre", "room", "location", "resource"],
        "as the booking system names it",
      ),
      field("startsAt", "Start", ["starts", "start time", "begin", "from"], "a date and a time"),
      field(
        "endsAt",
        "End",
        ["ends", "end time", "finish", "to"],
        "a date and a time after the start",
      ),
      optional(
        "state",
        "State",
        ["status", "appointment status"],
        "booked, cancelled or missed; booked where nothing is said",
      ),
    ],
  },
};

/** Which fields hold dates. */
export const DATE_FIELDS: Readonly<Record<ImportKind, readonly string[]>> = {
  staff: [],
  absences: ["from", "to"],
  shifts: ["on"],
  requests: ["on"],
  appointments: ["startsAt", "endsAt"],
};

/** The order of day, month and year in the file's dates. */
export const DateOrder = z.enum(["year-first", "day-first", "month-first"]);
export type DateOrder = z.infer<typeof DateOrder>;

export const DATE_ORDERS: Readonly<Record<DateOrder, { title: string; example: string }>> = {
  "year-first": { title: "Year first", example: "2026-12-31" },
  "day-first": { title: "Day first", example: "31/12/2026" },
  "month-first": { title: "Month first", example: "12/31/2026" },
};
