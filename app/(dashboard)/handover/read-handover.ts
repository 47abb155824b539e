import "server-only";
import type { Identifiers } from "#db/encryption/identifiers";
import {
  alertStories,
  highestScores,
  patientBackgrounds,
  signRanges,
  type PatientBackground,
} from "#db/handover-facts";
import { changesIn } from "#db/handover-signatures";
import { findHandover, handoverEntries, type Handover, type HandoverEntry } from "#db/handovers";
import type { Queryable } from "#db/pool";
import type { LiveSession } from "#db/sessions";
import { unitBeds } from "#db/unit-board";
import {
  type AlertStory,
  type HandoverFacts,
  isOpen,
  isUnanswered,
} from "#models/handover/handover-facts";
import { draftSheet } from "#models/handover/draft";
import { sectionsOf, type SheetSection } from "#models/handover/sheet";
import { whatIsDue } from "#models/handover/what-is-due";
import type { BedState, LiveRisk, LiveScore, Occupant } from "#models/realtime/board";
import type { EncounterId, UnitId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { identifiers } from "@/_lib/identifiers";

/** One patient's sheet, with what stands beside the words as long as it is not signed. */
export interface ReadSheet {
  encounterId: EncounterId;
  bedLabel: string;
  /** Null when it cannot be opened; undefined of a patient this person may not see any more. */
  name: string | null | undefined;
  /** Undefined once it is signed, and of a patient who has left the bed. */
  state:
    | {
        occupant: Occupant;
        score: LiveScore | undefined;
        risk: LiveRisk | undefined;
        openAlerts: number;
        unanswered: number;
        due: readonly string[];
      }
    | undefined;
  sections: readonly SheetSection[];
}

export interface ReadHandover {
  /** Undefined while nobody has written or signed anything. */
  handover: Handover | undefined;
  sheets: readonly ReadSheet[];
  /** Grows with every change of any section. */
  changes: number;
  readAt: Date;
}

type Asking = Pick<LiveSession, "userId">;

/** A unit's handover of a period: as it was signed, or as it stands now. */
export async function readHandover(
  session: Asking,
  unitId: UnitId,
  period: TimeRange,
): Promise<ReadHandover> {
  const cipher = await identifiers();
  const readAt = new Date();
  return asActor(session, async (db) => {
    const handover = await findHandover(db, unitId, period);
    const entries = handover ? await handoverEntries(db, cipher, handover.handoverId) : [];
    const facts = handover?.given
      ? []
      : await readFacts(db, cipher, unitId, { period, now: readAt });
    const here = new Set(facts.map(({ bed }) => bed.occupant.encounterId));
    const past = [...entriesByPatient(entries)].filter(([encounterId]) => !here.has(encounterId));
    const people = await patientBackgrounds(
      db,
      cipher,
      past.map(([encounterId]) => encounterId),
    );
    return {
      handover,
      readAt,
      changes: changesIn(entries),
      sheets: [
        ...facts.map((each) => presentSheet(each, entries)),
        ...past.flatMap(([encounterId, own]) => pastSheet(encounterId, own, people)),
      ],
    };
  });
}

/** What everybody's sheet in the unit is drafted from, in the order of the beds. */
export async function readFacts(
  db: Queryable,
  cipher: Identifiers,
  unitId: UnitId,
  { period, now }: { period: TimeRange; now: Date },
): Promise<HandoverFacts[]> {
  const beds = (await unitBeds(db, cipher, unitId, now)).flatMap(({ occupant, ...bed }) =>
    occupant ? [{ ...bed, occupant }] : [],
  );
  const encounterIds = beds.map(({ occupant }) => occupant.encounterId);
  const periods = beds.map((bed) => byFeed(bed, period));
  const ranges = await signRanges(db, periods);
  const scores = await highestScores(db, periods);
  const alerts = await alertStories(db, encounterIds, period);
  const people = await patientBackgrounds(db, cipher, encounterIds);
  return beds.map((bed) => {
    const { encounterId } = bed.occupant;
    const person = people.get(encounterId);
    return {
      ...{ now, period, bed },
      medicalRecord: person?.medicalRecord ?? null,
      prescription: person?.prescription,
      ranges: ranges.get(encounterId) ?? {},
      highestScore: scores.get(encounterId),
      alerts: alerts.get(encounterId) ?? [],
    };
  });
}

/** Signs and scores are dated by the clock of the bed's feed. */
const byFeed = (
  { occupant, feedOffsetMs }: BedState & { occupant: Occupant },
  { from, to }: TimeRange,
) => ({
  encounterId: occupant.encounterId,
  from: new Date(from.getTime() + feedOffsetMs),
  to: new Date(to.getTime() + feedOffsetMs),
});

function presentSheet(facts: HandoverFacts, entries: readonly HandoverEntry[]): ReadSheet {
  const time = hospitalTime();
  const { occupant, label, score, risk } = facts.bed;
  const count = (counts: (story: AlertStory) => boolean) => facts.alerts.filter(counts).length;
  return {
    encounterId: occupant.encounterId,
    bedLabel: label,
    name: occupant.name,
    state: {
      ...{ occupant, score, risk },
      openAlerts: count(isOpen),
      unanswered: count(isUnanswered),
      due: whatIsDue(facts, time).map(({ text }) => text),
    },
    sections: sectionsOf(draftSheet(facts, time), ofPatient(entries, occupant.encounterId)),
  };
}

/** Of a patient who has left, or of a signed handover: what was written, and nothing that is not. */
function pastSheet(
  encounterId: EncounterId,
  entries: readonly HandoverEntry[],
  people: ReadonlyMap<EncounterId, PatientBackground>,
): ReadSheet[] {
  const bedLabel = entries[0]?.bedLabel ?? "";
  const sections = sectionsOf(undefined, entries);
  if (sections.every(({ text }) => text === "")) return [];
  const name = people.get(encounterId)?.name;
  return [{ encounterId, bedLabel, name, state: undefined, sections }];
}

function entriesByPatient(
  entries: readonly HandoverEntry[],
): ReadonlyMap<EncounterId, HandoverEntry[]> {
  const byPatient = new Map<EncounterId, HandoverEntry[]>();
  for (const entry of entries) {
    const own = byPatient.get(entry.encounterId) ?? [];
    byPatient.set(entry.encounterId, [...own, entry]);
  }
  return byPatient;
}

const ofPatient = (entries: readonly HandoverEntry[], encounterId: EncounterId) =>
  entries.filter((entry) => entry.encounterId === encounterId);
