import type { Socket } from "node:net";
import type { DoorRole } from "./child-messages";
import type { Listening } from "./statement-text";

/** A prepared statement as its client knows it, with what is needed to prepare it again. */
export interface PreparedStatement {
  /** Unlike the client's name, no other client has it. The unnamed one stays unnamed. */
  backendName: string;
  sql: string;
  parse: Buffer;
}

/** Messages up to one that the server answers at once: a query, a sync or a flush. */
export type Batch = readonly Buffer[];

/** One connection, after it has proved who it is. */
export interface ClientSession {
  readonly id: number;
  readonly socket: Socket;
  /** Who it has proved to be; its turns are run as that role. */
  readonly role: DoorRole;
  /** The statement that makes the settings it asked for at its start; mostly empty. */
  readonly settings: string;
  /** In the order they came; `incomplete` still lacks its last message. */
  readonly ready: Batch[];
  incomplete: Buffer[];
  queuedBytes: number;
  readonly statements: Map<string, PreparedStatement>;
  readonly channels: Set<string>;
  /** Take effect when the transaction commits. */
  uncommittedListening: Listening[];
  isQueued: boolean;
  isClosed: boolean;
}

export const createClientSession = (
  id: number,
  socket: Socket,
  { role, settings }: { role: DoorRole; settings: string },
): ClientSession => ({
  id,
  socket,
  role,
  settings,
  ready: [],
  incomplete: [],
  queuedBytes: 0,
  statements: new Map(),
  channels: new Set(),
  uncommittedListening: [],
  isQueued: false,
  isClosed: false,
});
