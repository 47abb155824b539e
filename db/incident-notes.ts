import { randomUUID } from "node:crypto";
import { ClosingReport } from "#models/security/incident";
import { type IncidentNoteId, type IncidentId, type UserId } from "#models/shared/ids";
import { type FieldCipher, SealBroken } from "./encryption/field-cipher";
import { type Actor, addStep, markClosed, requireOpen, touchIncident } from "./incidents";
import type { Queryable } from "./pool";

export interface IncidentNote {
  incidentNoteId: IncidentNoteId;
  at: Date;
  userId: UserId;
  /** Undefined when the seal does not open: the note is there, and its words are not to be trusted. */
  text: string | undefined;
}

const INSERT_NOTE = `
  insert into incident_notes (incident_note_id, incident_id, kind, at, user_id, text)
  values ($1, $2, $3, $4, $5, $6)
`;

interface NewNote {
  incidentId: IncidentId;
  kind: "note" | "closing-report";
  text: string;
  by: Actor;
  now: Date;
}

async function insert(client: Queryable, cipher: FieldCipher, note: NewNote): Promise<void> {
  const noteId = randomUUID();
  await client.query(INSERT_NOTE, [
    noteId,
    note.incidentId,
    note.kind,
    note.now,
    note.by.userId,
    cipher.seal("incident_notes.text", noteId, note.text),
  ]);
}

export async function addNote(
  client: Queryable,
  cipher: FieldCipher,
  { incidentId, text, by, now }: Omit<NewNote, "kind">,
): Promise<void> {
  await requireOpen(client, incidentId);
  await insert(client, cipher, { incidentId, kind: "note", text, by, now });
  await touchIncident(client, incidentId, now);
  await addStep(client, { incidentId, step: "note-added", at: now, by });
}

/** Closes an incident with its report: both or neither. */
export async function closeWithReport(
  client: Queryable,
  cipher: FieldCipher,
  incidentId: IncidentId,
  { report, by, now }: { report: ClosingReport; by: Actor; now: Date },
): Promise<void> {
  await requireOpen(client, incidentId);
  const text = JSON.stringify(report);
  await insert(client, cipher, { incidentId, kind: "closing-report", text, by, now });
  await markClosed(client, incidentId, by, now);
}

const NOTES = `
  select incident_note_id as "incidentNoteId", kind, at, user_id as "userId", text
    from incident_notes
   where incident_id = $1
   order by at, incident_note_id
`;

type NoteRow = Omit<IncidentNote, "text"> & { kind: NewNote["kind"]; text: Buffer };

export interface IncidentWords {
  notes: IncidentNote[];
  /** Undefined while there is none, and when it does not open. */
  report: (ClosingReport & { at: Date; userId: UserId }) | undefined;
}

/** What people wrote about an incident, opened. */
export async function incidentWords(
  db: Queryable,
  cipher: FieldCipher,
  incidentId: IncidentId,
): Promise<IncidentWords> {
  const { rows } = await db.query<NoteRow>(NOTES, [incidentId]);
  const opened = rows.map(({ text, ...row }) => ({
    ...row,
    text: open(cipher, row.incidentNoteId, text),
  }));
  const closing = opened.find(({ kind }) => kind === "closing-report");
  return {
    notes: opened
      .filter(({ kind }) => kind === "note")
      .map(({ incidentNoteId, at, userId, text }) => ({ incidentNoteId, at, userId, text })),
    report:
      closing?.text === undefined
        ? undefined
        : {
            ...ClosingReport.parse(JSON.parse(closing.text)),
            at: closing.at,
            userId: closing.userId,
          },
  };
}

function open(cipher: FieldCipher, noteId: IncidentNoteId, sealed: Buffer): string | undefined {
  try {
    return cipher.open("incident_notes.text", noteId, sealed);
  } catch (cause) {
    // One note that somebody has tampered with must not hide the others.
    if (cause instanceof SealBroken) return undefined;
    throw cause;
  }
}
