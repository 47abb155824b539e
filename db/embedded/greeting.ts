import { createHash, timingSafeEqual } from "node:crypto";
import { type DoorRole, OWNER } from "./child-messages";
import { cString, errorResponse, frame, int32, MalformedFrame } from "./frames";

const PROTOCOL_3 = 3;
const CANCEL_REQUEST = 80877102;
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;

export type StartupRequest =
  | { kind: "encryption" } // answered with N: the connection never leaves this machine
  | { kind: "cancel" }
  | { kind: "start"; parameters: ReadonlyMap<string, string> }
  | { kind: "refused"; reason: string };

/** Reads the message that opens a connection. */
export function parseStartup(message: Buffer): StartupRequest {
  if (message.length < 8) throw new MalformedFrame("a start without a version");
  const code = message.readInt32BE(4);
  if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: "encryption" };
  if (code === CANCEL_REQUEST) return { kind: "cancel" };
  if (code >>> 16 !== PROTOCOL_3) return { kind: "refused", reason: "protocol 3 is spoken here" };

  const parameters = new Map<string, string>();
  let offset = 8;
  while (offset < message.length && message[offset] !== 0) {
    const name = cString(message, offset);
    const value = cString(message, name.next);
    parameters.set(name.text, value.text);
    offset = value.next;
  }
  const encoding = parameters.get("client_encoding") ?? "UTF8";
  if (!/^['"]?utf-?8['"]?$/i.test(encoding)) {
    return { kind: "refused", reason: `client_encoding ${encoding}: only UTF8 is supported` };
  }
  return { kind: "start", parameters };
}

const SETTING = /(?:-c\s*|--)([a-z_][a-z0-9_.]*)=((?:\\.|[^\s\\])*)/gi;

/**
 * The settings a client asks for at its start (`options=-c work_mem=8MB`), as the statement that makes
 * them on the shared session whenever that client's turn comes. Empty when it asks for none.
 */
export function settingsOf(parameters: ReadonlyMap<string, string>): string {
  const asked = [...(parameters.get("options") ?? "").matchAll(SETTING)];
  return asked
    .map(([, name = "", value = ""]) => {
      const plain = value.replaceAll(/\\(.)/g, "$1").replaceAll("'", "''");
      return `set ${name} = '${plain}'`;
    })
    .join("; ");
}

export const ASK_FOR_PASSWORD = frame("R", int32(3));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** In constant time, whatever the length. */
export const isPassword = (message: Buffer, expected: string): boolean =>
  timingSafeEqual(digest(cString(message, 5).text), digest(expected));

/** What the server tells a client that may come in. The secret is for cancelling, which is accepted and has no effect. */
export function welcome(
  { id, role }: { id: number; role: DoorRole },
  parameters: ReadonlyMap<string, string>,
  serverVersion: string,
): Buffer {
  const status = {
    server_version: serverVersion,
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    application_name: parameters.get("application_name") ?? "",
    DateStyle: "ISO, MDY",
    IntervalStyle: "postgres",
    TimeZone: "UTC",
    integer_datetimes: "on",
    standard_conforming_strings: "on",
    is_superuser: role === OWNER ? "on" : "off",
    session_authorization: role,
    in_hot_standby: "off",
    default_transaction_read_only: "off",
  };
  return Buffer.concat([
    frame("R", int32(0)),
    ...Object.entries(status).map(([name, value]) => frame("S", name, value)),
    frame("K", int32(id), int32(0)),
    readyForQuery("I"),
  ]);
}

export const readyForQuery = (status: string): Buffer => frame("Z", Buffer.from(status));

export const refusal = (code: string, reason: string): Buffer =>
  errorResponse("FATAL", code, reason);
