import type { BedTag } from "../beds/bed-tag";
import type { UnitKind } from "../encounters/demographics";

export interface HospitalUnit {
  siteCode: string;
  code: string; // the point of care of PV1-3
  name: string;
  kind: UnitKind;
  bedLabels: readonly string[]; // the bed of PV1-3
}

export interface HospitalPlan {
  sites: readonly { code: string; name: string }[];
  units: readonly HospitalUnit[];
}

const beds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, "0"));

/** One made-up hospital on two sites. The seed writes it, the simulator and the replay admit into it. */
export const DEMO_HOSPITAL: HospitalPlan = {
  sites: [
    { code: "NORTH", name: "Northgate Campus" },
    { code: "RIVER", name: "Riverside Campus" },
  ],
  units: [
    {
      siteCode: "NORTH",
      code: "MICU",
      name: "Medical ICU",
      kind: "intensive",
      bedLabels: beds(24),
    },
    {
      siteCode: "NORTH",
      code: "SICU",
      name: "Surgical ICU",
      kind: "intensive",
      bedLabels: beds(20),
    },
    {
      siteCode: "RIVER",
      code: "CICU",
      name: "Cardiac ICU",
      kind: "intensive",
      bedLabels: beds(16),
    },
    { siteCode: "NORTH", code: "SDU", name: "Step-down", kind: "step-down", bedLabels: beds(20) },
    { siteCode: "NORTH", code: "4A", name: "Medicine 4A", kind: "ward", bedLabels: beds(28) },
    { siteCode: "NORTH", code: "5B", name: "Surgery 5B", kind: "ward", bedLabels: beds(28) },
    { siteCode: "RIVER", code: "R2", name: "Cardiology R2", kind: "ward", bedLabels: beds(24) },
    { siteCode: "RIVER", code: "R3", name: "Respiratory R3", kind: "ward", bedLabels: beds(24) },
    { siteCode: "NORTH", code: "ED", name: "Emergency", kind: "emergency", bedLabels: beds(24) },
  ],
};

/** Of a made-up hospital: everywhere but where beds change hands by the hour. */
export const hasHousekeeping = ({ kind }: HospitalUnit): boolean => kind !== "emergency";

/**
 * The unit the simulator leaves empty unless told otherwise, so that a replay of real stays finds beds.
 */
export const REPLAY_UNIT_CODE = "MICU";

/** A hospital of intensive-care units of 50 beds, for load tests. */
const TAGS_OF_KIND: Readonly<Record<UnitKind, readonly BedTag[]>> = {
  intensive: ["oxygen", "monitor", "ventilator"],
  "step-down": ["oxygen", "monitor"],
  ward: ["oxygen"],
  emergency: ["oxygen", "monitor"],
};

/** What a bed of a made-up hospital offers: what its kind of unit does, and the first beds and the last more. */
export function bedTagsOf({ kind, bedLabels }: HospitalUnit, label: string): BedTag[] {
  const usual = TAGS_OF_KIND[kind];
  if (label === bedLabels.at(-1)) return [...usual, "bariatric"];
  if (kind === "emergency") return [...usual];
  if (label === "01") return [...usual, "isolation-airborne", "negative-pressure"];
  if (label === "02" || label === "03") return [...usual, "isolation-contact", "isolation-droplet"];
  return label === "04" ? [...usual, "isolation-protective"] : [...usual];
}

export const loadTestHospital = (bedCount: number): HospitalPlan => ({
  sites: [{ code: "LOAD", name: "Load test" }],
  units: Array.from({ length: Math.ceil(bedCount / 50) }, (_, index) => ({
    siteCode: "LOAD",
    code: `LT${index + 1}`,
    name: `Load test ${index + 1}`,
    kind: "intensive" as const,
    bedLabels: beds(Math.min(50, bedCount - index * 50)),
  })),
});
