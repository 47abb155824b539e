import type { Evidence } from "#models/security/evidence";
import { nameOf, type StaffNames } from "../../_components/staff-names";

export interface EvidenceRow {
  what: string;
  /** Of things, not of values: a range of records is as many as are in it. */
  count: number;
  values: readonly string[];
}

/** As much of an encounter's id as tells it from others; it names no patient. */
const SHORT = 8;
const RECORDS = "Audit records";

/** What an incident rests on. Staff by name, encounters by the beginning of their id. */
export function evidenceRows(evidence: Evidence, names: StaffNames): EvidenceRow[] {
  const rows = [
    { what: "Done by", values: evidence.actorIds.map((userId) => nameOf(names, userId)) },
    { what: "Accounts", values: evidence.subjectIds.map((userId) => nameOf(names, userId)) },
    { what: "Addresses", values: evidence.addresses },
    { what: "Gateways", values: evidence.gateways },
    { what: "Files", values: evidence.files },
    { what: "Encounters", values: evidence.encounterIds.map((id) => id.slice(0, SHORT)) },
    { what: "Sessions", values: evidence.sessionIds.map((id) => id.slice(0, SHORT)) },
    { what: RECORDS, values: ranges(evidence.auditSequences) },
  ];
  return rows
    .filter(({ values }) => values.length > 0)
    .map((row) => ({
      ...row,
      count: row.what === RECORDS ? evidence.auditSequences.length : row.values.length,
    }));
}

/** 4, 5, 6, 9 as `4 to 6` and `9`: hundreds of numbers in a row say nothing. */
export function ranges(sequences: readonly number[]): string[] {
  const found: { from: number; to: number }[] = [];
  for (const sequence of sequences) {
    const last = found.at(-1);
    if (last && sequence === last.to + 1) last.to = sequence;
    else found.push({ from: sequence, to: sequence });
  }
  return found.map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`));
}
