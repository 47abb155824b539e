import type { Role } from "#models/access/role";
import type { HospitalPlan } from "#models/hospital/demo-hospital";

export interface DemoStaffMember {
  email: string;
  name: string;
  role: Role;
  unitCodes: readonly string[];
}

/** Made up. Enough for two to a unit of the demo hospital and the house-wide roles; then they come again. */
const NAMES = [
  "Amara Lindqvist",
  "Tobias Okafor",
  "Ines Marchetti",
  "Ruairi Sandoval",
  "Noor Halvorsen",
  "Callum Ferreira",
  "Yuki Brandt",
  "Leonie Abara",
  "Mateo Whitlock",
  "Priya Dufresne",
  "Anders Mbeki",
  "Saoirse Tanaka",
  "Felix Romero",
  "Zainab Keller",
  "Oskar Villanueva",
  "Mireille Osei",
  "Jonah Petrov",
  "Layla Nordin",
  "Dominic Achebe",
  "Freya Castellano",
  "Idris Vogel",
  "Camille Adeyemi",
  "Ravi Thorne",
  "Elsa Moreau",
];

/** A charge nurse and a nurse for each unit, one charge nurse over critical care, and the house-wide roles. */
export function demoStaff(plan: HospitalPlan): DemoStaffMember[] {
  const criticalCare = plan.units.filter(
    ({ kind }) => kind === "intensive" || kind === "step-down",
  );
  const posts: Omit<DemoStaffMember, "name">[] = [
    {
      email: address("charge.critical-care"),
      role: "charge-nurse",
      unitCodes: criticalCare.map(({ code }) => code),
    },
    ...plan.units.flatMap(({ code }) => [
      { email: address(`charge.${code}`), role: "charge-nurse" as const, unitCodes: [code] },
      { email: address(`nurse.${code}`), role: "nurse" as const, unitCodes: [code] },
    ]),
    { email: address("administrator"), role: "administrator", unitCodes: [] },
    { email: address("scheduler"), role: "scheduler", unitCodes: [] },
    { email: address("security"), role: "security-officer", unitCodes: [] },
    { email: address("system"), role: "system-admin", unitCodes: [] },
  ];
  return posts.map((post, index) => ({ ...post, name: NAMES[index % NAMES.length] ?? "Staff" }));
}

const address = (local: string): string => `${local.toLowerCase()}@wardcast.example`;
