import { RESET_SESSION, type Backend } from "./backend";
import { type DoorRole, OWNER } from "./child-messages";
import type { Batch, ClientSession, PreparedStatement } from "./client-session";
import { cString, frame, framesOf, int32, replaceCString, typeOf } from "./frames";
import { readyForQuery } from "./greeting";
import { PreparedNames } from "./prepared-names";
import {
  changesUser,
  isCopyIn,
  leavesState,
  leavesStateByTag,
  parseListening,
  type Listening,
} from "./statement-text";

const SYNC = frame("S");
const query = (sql: string): Buffer => frame("Q", sql);

/** Raised by the server itself, so that a transaction around it fails as it would for any error. */
const REFUSE_COPY =
  "select front_door.refuse('0A000', " +
  "'the embedded database has no COPY FROM; insert from unnest() instead')";
const REFUSE_USER_CHANGE =
  "select front_door.refuse('42501', 'this role may not become somebody else')";

/** A restricted client came to be somebody else: nothing more is said to it, nor done for it. */
export class UserChanged extends Error {
  override readonly name = "UserChanged";
}

/**
 * Runs the batches of many clients on one session, so that each sees a session of its own.
 *
 * Not safe to call twice at once: the front door gives one turn at a time.
 */
export class BackendTurns {
  /** Inside a transaction, or between a flush and its sync. Nobody else may run a batch. */
  owner: ClientSession | undefined;
  serverVersion = "";

  readonly #clients = new Set<ClientSession>();
  readonly #names = new PreparedNames();
  readonly #serverChannels = new Set<string>();
  /** Whom the session acts as; undefined when that is not sure. */
  #role: DoorRole | undefined = OWNER;
  #status = "I";
  /** Whose settings, temporary tables and locks the session holds. */
  #stateOf: ClientSession | undefined;

  constructor(private readonly backend: Backend) {}

  async start(): Promise<void> {
    const answer = await this.backend.exchange(query("show server_version"));
    const row = [...framesOf(answer)].find((message) => typeOf(message) === "D");
    this.serverVersion = row?.toString("utf8", 11) ?? "";
  }

  join(client: ClientSession): void {
    this.#clients.add(client);
  }

  /** Undoes what a client that has gone left behind: its transaction, its statements, its channels. */
  async leave(client: ClientSession): Promise<void> {
    this.#clients.delete(client);
    if (this.owner === client) {
      this.owner = undefined;
      await this.#exchange(client, SYNC, new Turn());
      if (this.#status !== "I") await this.#exchange(client, query("rollback"), new Turn());
      this.#names.settle();
      // What it had sent without a sync was carried out just now, and looked at by nobody.
      if (client.role !== OWNER) this.#role = undefined;
    }
    const abandoned = this.#names.abandoned(client);
    if (abandoned.length > 0) {
      const closes = abandoned.map((name) => frame("C", Buffer.from("S"), name));
      await this.backend.exchange(Buffer.concat([...closes, SYNC]));
    }
    if (this.#stateOf === client || !this.#role) await this.#reset();
  }

  async run(client: ClientSession, batch: Batch): Promise<void> {
    if (this.#stateOf && this.#stateOf !== client) await this.#reset();
    this.owner = client;
    if (this.#role !== client.role) await this.#become(client.role);
    if (client.settings && this.#stateOf !== client) await this.#makeSettings(client);

    const turn = new Turn();
    for (const message of batch) {
      if (this.#answerUnlisten(client, message, turn)) continue;
      const translated = this.#translate(client, message, turn);
      if (translated.needs && !this.#names.isOnServer(translated.needs)) {
        await this.#flush(client, turn);
        await this.#prepareAgain(translated.needs, turn);
      }
      turn.unsent.push(translated.message);
    }
    await this.#flush(client, turn);
    // A failed transaction answers nothing more, and takes back whatever was set in it.
    if (client.role !== OWNER && turn.isReady && this.#status !== "E")
      await this.#requireSameUser(client.role);

    this.#names.settle();
    if (turn.leftState) this.#stateOf = client;
    if (turn.isReady && this.#status === "I") {
      await this.#listenAgain();
      this.owner = undefined;
    }
    client.socket.write(turn.answer());
  }

  #translate(client: ClientSession, message: Buffer, turn: Turn) {
    const type = typeOf(message);
    if (type === "Q") {
      const sql = cString(message, 5).text;
      const refused = refusalOf(sql, client.role);
      if (refused) return { message: query(refused), needs: undefined };
      turn.expect(sql);
      return { message, needs: undefined };
    }
    if (type === "P") {
      const sqlAt = cString(message, 5).next;
      const refused = refusalOf(cString(message, sqlAt).text, client.role);
      const parse = refused ? replaceCString(message, sqlAt, refused) : message;
      return this.#names.translate(client, parse);
    }
    const translated = this.#names.translate(client, message);
    if (type === "B" && translated.statement) turn.expect(translated.statement.sql);
    return translated;
  }

  /**
   * `unlisten` ends one client's interest; the session goes on listening for the others. Answered
   * here when it is a query of its own, else the session is set right after the batch.
   */
  #answerUnlisten(client: ClientSession, message: Buffer, turn: Turn): boolean {
    if (typeOf(message) !== "Q" || this.#status === "E") return false;
    const listening = parseListening(cString(message, 5).text);
    if (listening?.verb !== "unlisten") return false;

    this.#change(client, listening);
    turn.isReady = true;
    turn.sent.push(frame("C", "UNLISTEN"), readyForQuery(this.#status));
    return true;
  }

  async #prepareAgain(statement: PreparedStatement, turn: Turn) {
    const answer = [...framesOf(await this.backend.exchange(statement.parse))];
    // Without a ParseComplete the server is skipping to the next sync, or has just begun to.
    if (answer.some((part) => typeOf(part) === "1")) this.#names.putBack(statement);
    turn.sent.push(...answer.filter((part) => typeOf(part) === "E"));
  }

  async #flush(client: ClientSession, turn: Turn): Promise<void> {
    if (turn.unsent.length === 0) return;
    const messages = Buffer.concat(turn.unsent);
    turn.unsent = [];
    await this.#exchange(client, messages, turn);
  }

  #completed(client: ClientSession, tag: string, turn: Turn): void {
    if (leavesStateByTag(tag, turn.sql)) turn.leftState = true;
    switch (tag) {
      case "LISTEN":
      case "UNLISTEN": {
        const listening = turn.listening.shift();
        if (listening) this.#change(client, listening);
        if (tag === "UNLISTEN") this.#serverChannels.clear();
        break;
      }
      case "DISCARD ALL":
        this.#change(client, { verb: "unlisten", channel: "*" });
        this.#serverChannels.clear();
        client.statements.clear();
        this.#names.forgetAll();
        break;
      case "DEALLOCATE ALL":
        client.statements.clear();
        this.#names.forgetAll();
        break;
      case "COMMIT":
        for (const listening of client.uncommittedListening) apply(client, listening);
        client.uncommittedListening = [];
        break;
      case "ROLLBACK":
        client.uncommittedListening = [];
        break;
    }
  }

  #change(client: ClientSession, listening: Listening): void {
    if (this.#status === "I") apply(client, listening);
    else client.uncommittedListening.push(listening);
  }

  /** Whatever the clients want to hear, the session listens to. */
  async #listenAgain(): Promise<void> {
    for (const client of this.#clients) {
      for (const channel of client.channels) {
        if (this.#serverChannels.has(channel)) continue;
        this.#serverChannels.add(channel);
        await this.backend.exchange(query(`listen "${channel.replaceAll('"', '""')}"`));
      }
    }
  }

  /**
   * The session's user for the turns that follow. Between transactions, so no rollback takes it back.
   * Before the first migration the roles are not there yet, and nobody's turn is run as another.
   */
  async #become(role: DoorRole): Promise<void> {
    this.#role = undefined;
    const answer = await this.backend.exchange(query(`set session authorization ${role}`));
    const isDone = [...framesOf(answer)].some((part) => typeOf(part) === "C");
    if (!isDone)
      throw new UserChanged(`the role ${role} is not there: the database is not migrated`);
    this.#role = role;
  }

  /** A setting that the server refuses is as if it had not been asked for. */
  async #makeSettings(client: ClientSession): Promise<void> {
    this.#stateOf = client;
    await this.backend.exchange(query(client.settings));
  }

  async #reset(): Promise<void> {
    this.#stateOf = undefined;
    this.#names.forgetAll();
    await this.backend.exchange(RESET_SESSION);
    this.#role = OWNER;
  }

  /**
   * Sends to the server and adds its answer to the turn, but for the notifications, which go to
   * whoever listens. A client's own come before the server says it is ready, as they do from a server.
   */
  async #exchange(client: ClientSession, messages: Buffer, turn: Turn): Promise<void> {
    const answer = await this.backend.exchange(messages);
    const own: Buffer[] = [];
    let unsentFrom = 0;
    let offset = 0;
    for (const part of framesOf(answer)) {
      const end = offset + part.length;
      switch (typeOf(part)) {
        case "A":
          turn.sent.push(answer.subarray(unsentFrom, offset));
          unsentFrom = end;
          this.#announce(client, part, own);
          break;
        case "1":
        case "3":
          this.#names.confirm();
          break;
        case "C":
          this.#completed(client, cString(part, 5).text, turn);
          break;
        case "Z":
          this.#status = String.fromCharCode(part[5] ?? 0);
          turn.isReady = true;
          if (own.length > 0) {
            turn.sent.push(answer.subarray(unsentFrom, offset), ...own.splice(0));
            unsentFrom = offset;
          }
          break;
      }
      offset = end;
    }
    turn.sent.push(answer.subarray(unsentFrom));
  }

  /**
   * The second look, before the answer is given: whatever text it was that got past the first. 50 µs.
   * This build does not report of its own accord when the session's user changes.
   */
  async #requireSameUser(role: DoorRole): Promise<void> {
    this.#role = undefined;
    const answer = await this.backend.exchange(ASK_USER);
    const row = [...framesOf(answer)].find((part) => typeOf(part) === "D");
    if (row?.toString("utf8", ROW_TEXT_AT) !== role)
      throw new UserChanged("this role may not become somebody else");
    this.#role = role;
  }

  /** The sender is named by the number its client knows, as with a session each. */
  #announce(sender: ClientSession, notification: Buffer, own: Buffer[]): void {
    const { text: channel } = cString(notification, 9);
    const message = frame("A", int32(sender.id), notification.subarray(9));
    for (const client of this.#clients) {
      if (!client.channels.has(channel)) continue;
      if (client === sender) own.push(message);
      else client.socket.write(message);
    }
  }
}

/** Under names of its own, so that it disturbs no statement and no cursor of the client's. */
const ASK_USER = Buffer.concat([
  frame("P", "front_door", "show session_authorization", Buffer.alloc(2)),
  frame("B", "front_door", "front_door", Buffer.alloc(6)),
  frame("E", "front_door", int32(0)),
  frame("C", Buffer.from("P"), "front_door"),
  frame("C", Buffer.from("S"), "front_door"),
  SYNC,
]);
/** Of a row of one column: behind its type, its length, the count of columns and the column's length. */
const ROW_TEXT_AT = 11;

/** The text that is run instead of one that this role may not run. */
function refusalOf(sql: string, role: DoorRole): string | undefined {
  if (role !== OWNER && changesUser(sql)) return REFUSE_USER_CHANGE;
  return isCopyIn(sql) ? REFUSE_COPY : undefined;
}

function apply(client: ClientSession, { verb, channel }: Listening): void {
  if (verb === "listen") client.channels.add(channel);
  else if (channel === "*") client.channels.clear();
  else client.channels.delete(channel);
}

/** What one batch has sent, got, and may have changed. */
class Turn {
  unsent: Buffer[] = [];
  readonly sent: Buffer[] = [];
  readonly listening: Listening[] = [];
  sql = "";
  leftState = false;
  isReady = false;

  expect(sql: string): void {
    this.sql = sql;
    if (leavesState(sql)) this.leftState = true;
    const listening = parseListening(sql);
    if (listening) this.listening.push(listening);
  }

  answer = (): Buffer => Buffer.concat(this.sent);
}
