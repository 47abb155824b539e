/** Literals, quoted names and comments, so that a word in a note is not taken for a command. */
const QUOTED =
  /'(?:[^']|'')*'|\$([A-Za-z_]\w*|)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;

const bare = (sql: string): string => sql.replace(QUOTED, " ");

/**
 * What could end in another user of the shared session. Looked for in the whole text, quoted or not, so
 * that no way of quoting hides it: a false alarm refuses a statement that none of ours contains. Names
 * with Unicode escapes can spell anything, so a restricted role does without them.
 */
const CHANGES_USER = /authorization|u&"/i;

export const changesUser = (sql: string): boolean => CHANGES_USER.test(sql);

const COPY_IN = /(?:^|;)\s*copy\b[^;]*\bfrom\s+(?:stdin|program)\b/i;

/** `copy ... from stdin` switches the protocol to a mode that the embedded server cannot leave. */
export const isCopyIn = (sql: string): boolean => /\bcopy\b/i.test(sql) && COPY_IN.test(bare(sql));

/**
 * Commands and functions whose effect outlives their transaction. What they are called by is found
 * by the words alone, a false alarm costs one reset (0.2 ms).
 */
const STATEFUL =
  /(?:^|;)\s*(?:set(?!\s+(?:local|transaction|constraints)\b)|reset|prepare|deallocate|discard|load|do|call)\b|\b(?:set_config|setseed|pg_(?:try_)?advisory_lock\w*|temp|temporary|pg_temp|with\s+hold)\b/i;

/** Whether the session may be different afterwards. Function bodies are not searched: see `leavesStateByTag`. */
export const leavesState = (sql: string): boolean => STATEFUL.test(sql);

const PLAIN_SET_LOCAL = /(?:^|;)\s*set\s+(?:local|transaction|constraints)\b/i;
const STATEFUL_TAGS = new Set(["PREPARE", "DEALLOCATE", "DEALLOCATE ALL", "DISCARD ALL", "LOAD"]);

/** The second look, at what the server says it has done: a comment cannot hide a command from it. */
export const leavesStateByTag = (tag: string, sql: string): boolean =>
  tag === "SET" || tag === "RESET" ? !PLAIN_SET_LOCAL.test(sql) : STATEFUL_TAGS.has(tag);

const LISTENING = /^\s*(listen|unlisten)\s+(?:"((?:[^"]|"")+)"|([a-z_][\w$]*)|(\*))\s*;?\s*$/i;

export interface Listening {
  verb: "listen" | "unlisten";
  channel: string | "*";
}

/** Reads a lone `listen` or `unlisten`; anything else is undefined. */
export function parseListening(sql: string): Listening | undefined {
  const match = LISTENING.exec(sql);
  if (!match) return undefined;
  const [, verb, quoted, plain, all] = match;
  const channel = quoted?.replaceAll('""', '"') ?? plain?.toLowerCase() ?? all ?? "*";
  return { verb: verb?.toLowerCase() === "listen" ? "listen" : "unlisten", channel };
}
