import { createHash } from "node:crypto";
import type { Hospital } from "./read-patients";

export type Part = "train" | "tune" | "test";

export interface Splittable {
  patientId: string;
  hospital: Hospital;
  isSeptic: boolean;
}

/** Fixed for good: another seed would let patients of one version's test part teach the next version. */
const KEY = "icu-split-v1|seed=20260719|";
const TUNE_SHARE = 0.15;
const TEST_SHARE = 0.15;

/**
 * Who is learnt from, tuned on and tested on. By patient, never by hour, so that no patient is on both
 * sides; and in each stratum of hospital and outcome alike. Sorted by SHA-256, so that the order of the
 * file does not matter: the first 15 % tune, the next 15 % test, the others train.
 */
export function splitPatients(patients: readonly Splittable[]): Map<string, Part> {
  const strata = new Map<string, { patientId: string; rank: string }[]>();
  for (const { patientId, hospital, isSeptic } of patients) {
    const stratum = `${hospital}|${isSeptic}`;
    const members = strata.get(stratum) ?? [];
    members.push({ patientId, rank: sha256(KEY + patientId) });
    strata.set(stratum, members);
  }

  const parts = new Map<string, Part>();
  for (const members of strata.values()) {
    members.sort((one, other) => (one.rank < other.rank ? -1 : 1));
    const tuneEnd = Math.round(members.length * TUNE_SHARE);
    const testEnd = Math.round(members.length * (TUNE_SHARE + TEST_SHARE));
    for (const [index, { patientId }] of members.entries()) {
      parts.set(patientId, index < tuneEnd ? "tune" : index < testEnd ? "test" : "train");
    }
  }
  return parts;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
