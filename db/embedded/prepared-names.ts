import type { ClientSession, PreparedStatement } from "./client-session";
import { cString, replaceCString, typeOf } from "./frames";

type Expected =
  | { answer: "1"; client: ClientSession; name: string; statement: PreparedStatement }
  | { answer: "3"; client: ClientSession; name: string; statement: PreparedStatement }
  | { answer: "3"; client: undefined };

/**
 * Gives every client a name space of its own for prepared statements, on a server that has one.
 *
 * Each is known to the server by a name that no other client uses, and is prepared again when a
 * reset of the session has dropped it. What a message will change is assumed at once, so that the
 * messages behind it see it, and taken back if the server did not confirm it.
 */
export class PreparedNames {
  readonly #onServer = new Map<string, PreparedStatement>();
  #expected: Expected[] = [];
  #sequence = 0;

  /** The message as the server is to see it, and the statement that must be there before it. */
  translate(
    client: ClientSession,
    message: Buffer,
  ): { message: Buffer; needs?: PreparedStatement; statement?: PreparedStatement } {
    switch (typeOf(message)) {
      case "P":
        return this.#parse(client, message);
      case "B": {
        const { next } = cString(message, 5);
        return this.#use(client, message, next);
      }
      case "D":
        return message[5] === STATEMENT ? this.#use(client, message, 6) : { message };
      case "C":
        return this.#close(client, message);
      default:
        return { message };
    }
  }

  isOnServer = (statement: PreparedStatement): boolean =>
    this.#onServer.get(statement.backendName) === statement;

  putBack(statement: PreparedStatement): void {
    this.#onServer.set(statement.backendName, statement);
  }

  /** Told of each ParseComplete and CloseComplete, which come in the order of what they answer. */
  confirm(): void {
    this.#expected.shift();
  }

  /** The rest of the batch was skipped by the server after an error. */
  settle(): void {
    for (const expected of this.#expected.reverse()) {
      if (!expected.client) continue;
      const { client, name, statement, answer } = expected;
      if (answer === "1") {
        if (client.statements.get(name) === statement) client.statements.delete(name);
        this.#onServer.delete(statement.backendName);
      } else {
        client.statements.set(name, statement);
        this.#onServer.set(statement.backendName, statement);
      }
    }
    this.#expected = [];
  }

  /** The server's session was reset: every statement is prepared again when it is next used. */
  forgetAll(): void {
    this.#onServer.clear();
  }

  /** What the server still holds for a client that has left. */
  abandoned(client: ClientSession): string[] {
    const held = [...client.statements.values()].filter(this.isOnServer);
    client.statements.clear();
    for (const { backendName } of held) this.#onServer.delete(backendName);
    return held.map(({ backendName }) => backendName).filter((name) => name !== "");
  }

  #parse(client: ClientSession, message: Buffer) {
    const { text: name, next } = cString(message, 5);
    const known = name === "" ? undefined : client.statements.get(name);
    // A name used twice is the server's to refuse, so it must have the first.
    if (known) {
      return { message: replaceCString(message, 5, known.backendName), needs: known };
    }

    const backendName = name === "" ? "" : `w${client.id}_${++this.#sequence}`;
    const parse = name === "" ? message : replaceCString(message, 5, backendName);
    const statement = { backendName, sql: cString(message, next).text, parse };
    client.statements.set(name, statement);
    this.#onServer.set(backendName, statement);
    this.#expected.push({ answer: "1", client, name, statement });
    return { message: parse };
  }

  /**
   * A name we do not know may come from an SQL `prepare` and goes through as it is. The unnamed
   * statement of a client that has none is somebody else's, so it gets a name that nobody has.
   */
  #use(client: ClientSession, message: Buffer, nameAt: number) {
    const { text: name } = cString(message, nameAt);
    const statement = client.statements.get(name);
    if (!statement) {
      return { message: name === "" ? replaceCString(message, nameAt, "unnamed") : message };
    }
    return {
      message: name === "" ? message : replaceCString(message, nameAt, statement.backendName),
      needs: statement,
      statement,
    };
  }

  #close(client: ClientSession, message: Buffer) {
    const { text: name } = cString(message, 6);
    const statement = message[5] === STATEMENT ? client.statements.get(name) : undefined;
    if (!statement) {
      this.#expected.push({ answer: "3", client: undefined });
      return { message };
    }
    client.statements.delete(name);
    this.#onServer.delete(statement.backendName);
    this.#expected.push({ answer: "3", client, name, statement });
    return { message: name === "" ? message : replaceCString(message, 6, statement.backendName) };
  }
}

const STATEMENT = "S".charCodeAt(0);
