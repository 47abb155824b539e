import { createHash } from "node:crypto";
import { seededRandom } from "#models/deterioration/seeded-random";
import type { UnitKind } from "#models/encounters/demographics";
import type { HospitalPlan, HospitalUnit } from "#models/hospital/demo-hospital";
import { TITLE_22_RATIOS } from "#models/nurse-demand/nurse-rules";
import { PersonId, Skill } from "#models/rostering/roster-ids";
import type { Employment, Grade } from "#models/rostering/roster-problem";
import { demoId } from "./demo-id";

// The made-up hospital's nurses: enough for what its units plan for, in grades, contracts and skills as a ward
// has them. Made up, names and all; the same at each start.

/** Somebody of the made-up hospital, by the codes of units. */
export interface DemoNurse {
  personId: PersonId;
  name: string;
  grade: Grade;
  employment: Employment;
  skills: Skill[];
  homeUnitCode: string;
  floatUnitCodes: string[];
  contractMinutesPerWeek: number;
  isNew: boolean;
  hourlyCost: { regular: number; overtime: number };
  /** Whose account it is; undefined of all but a few. */
  email: string | undefined;
}

const GIVEN = [
  ...[
    "Adaeze",
    "Bastian",
    "Carys",
    "Daniyar",
    "Eleni",
    "Farouk",
    "Greta",
    "Hamish",
    "Ilse",
    "Jamal",
  ],
  ...[
    "Katya",
    "Lorcan",
    "Maren",
    "Nikhil",
    "Odile",
    "Pavel",
    "Quilla",
    "Rosalind",
    "Samir",
    "Teodora",
  ],
  ...[
    "Ulrich",
    "Valeria",
    "Wanjiru",
    "Xavier",
    "Ysolde",
    "Zoran",
    "Aoife",
    "Bruno",
    "Chiara",
    "Dimitri",
  ],
];
const FAMILY = [
  ...["Abernathy", "Bakshi", "Calloway", "Dragomir", "Eklund", "Fontaine", "Gallardo", "Hashemi"],
  ...[
    "Ivanova",
    "Jankowski",
    "Kimathi",
    "Laurent",
    "Macaulay",
    "Nakagawa",
    "Oyelaran",
    "Pellegrino",
  ],
  ...[
    "Quigley",
    "Rasmussen",
    "Sokolov",
    "Thackeray",
    "Uzun",
    "Vandermeer",
    "Wojcik",
    "Yilmaz",
    "Zamora",
  ],
];

/** A shift of twelve hours, without its break. */
export const SHIFT_HOURS = 11.5;
const FULL_TIME_MINUTES = 3 * SHIFT_HOURS * 60;
const PART_TIME_MINUTES = 2 * SHIFT_HOURS * 60;

/** What a unit plans for a shift where no forecast says anything: seven of ten beds taken, and six at the least. */
export function plannedNurses({ kind, bedLabels }: HospitalUnit): {
  minimum: number;
  target: number;
} {
  const nurses = (share: number) => Math.ceil((bedLabels.length * share) / TITLE_22_RATIOS[kind]);
  return { minimum: nurses(0.6), target: nurses(0.7) };
}

/** Contract staff for the plan with some leave; two of the bank and two of an agency beside them. */
function headsOf(unit: HospitalUnit): number {
  const shiftsAWeek = plannedNurses(unit).target * 2 * 7;
  const meanShifts = 2.8; // most work three a week, every fifth two
  return Math.ceil((shiftsAWeek / meanShifts) * 1.06);
}

const SKILLS: Readonly<Record<UnitKind, readonly string[]>> = {
  intensive: ["ventilation", "renal-replacement"],
  "step-down": ["telemetry", "ventilation"],
  ward: ["telemetry"],
  emergency: ["triage", "resuscitation"],
};

/** Units that lend each other people. */
export const FLOAT_PAIRS: Readonly<Record<string, string>> = {
  MICU: "SDU",
  SDU: "MICU",
  CICU: "R2",
  R2: "CICU",
};

const HOURLY: Readonly<Record<Grade, number>> = {
  assistant: 22,
  registered: 38,
  senior: 45,
  charge: 52,
};

/** Everybody of the units of a plan, unit by unit. */
export const demoNurses = (plan: HospitalPlan): DemoNurse[] => {
  const names = demoNames();
  return plan.units.flatMap((unit) => nursesOf(unit, plan, names));
};

function nursesOf(unit: HospitalUnit, plan: HospitalPlan, names: Iterator<string>): DemoNurse[] {
  const heads = headsOf(unit);
  const random = seededRandom(seedOf(unit.code));
  return Array.from({ length: heads + 4 }, (_, index): DemoNurse => {
    const employment = index < heads ? "contract" : index < heads + 2 ? "bank" : "agency";
    const grade = gradeOf(index, employment);
    const isPartTime = index % 5 === 4;
    const regular = HOURLY[grade] * (employment === "agency" ? 2 : employment === "bank" ? 1.2 : 1);
    const floats = FLOAT_PAIRS[unit.code];
    const isFloat = index % 4 === 1 && plan.units.some(({ code }) => code === floats);
    return {
      personId: PersonId.parse(demoId(`nurse ${unit.code} ${index}`)),
      name: names.next().value ?? "Staff",
      ...{ grade, employment, homeUnitCode: unit.code },
      skills: skillsOf(unit, grade, random),
      floatUnitCodes: floats !== undefined && isFloat ? [floats] : [],
      contractMinutesPerWeek:
        employment !== "contract" ? 0 : isPartTime ? PART_TIME_MINUTES : FULL_TIME_MINUTES,
      isNew: grade === "registered" && employment === "contract" && index % 9 === 8,
      hourlyCost: { regular, overtime: Math.round(regular * 1.5) },
      email: accountOf(unit, index, plan),
    };
  });
}

/** The first is who leads, the next the one with the nurse's account; one in six leads too. */
function gradeOf(index: number, employment: Employment): Grade {
  if (employment !== "contract") return "registered";
  if (index !== 1 && index % 6 === 0) return "charge";
  return index !== 1 && index % 3 === 0 ? "senior" : index % 10 === 7 ? "assistant" : "registered";
}

function skillsOf({ kind }: HospitalUnit, grade: Grade, random: () => number): Skill[] {
  const leads = grade === "charge" || grade === "senior" ? ["charge"] : [];
  const [usual = [], rare = []] = SKILLS[kind].map((skill, at) =>
    random() < (at === 0 ? 0.8 : 0.35) ? [skill] : [],
  );
  return [...leads, ...usual, ...rare].map((skill) => Skill.parse(skill));
}

/** As the demo accounts are made: a charge nurse and a nurse for each unit, and one over critical care. */
function accountOf({ code }: HospitalUnit, index: number, plan: HospitalPlan): string | undefined {
  const of = (local: string) => `${local}.${code.toLowerCase()}@wardcast.example`;
  if (index === 0) return of("charge");
  if (index === 1) return of("nurse");
  const isFirst = plan.units.find(({ kind }) => kind === "intensive")?.code === code;
  return index === 6 && isFirst ? "charge.critical-care@wardcast.example" : undefined;
}

/** Each pair once, families in turn. */
function* demoNames(): Generator<string> {
  for (let round = 0; ; round += 1)
    for (const [at, family] of FAMILY.entries())
      yield `${GIVEN[(at * 7 + round) % GIVEN.length]} ${family}`;
}

const seedOf = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0);
