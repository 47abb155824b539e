import { RESET_SESSION, type Backend } from "./backend";
import type { Batch, ClientSession, PreparedStatement } from "./client-session";
import { cString, frame, framesOf, int32, replaceCString, typeOf } from "./frames";
import { readyForQuery } from "./greeting";
import { PreparedNames } from "./prepared-names";
import {
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
  "do $refusal$ begin raise exception using errcode = '0A000', " +
  "message = 'the embedded database has no COPY FROM; insert from unnest() instead'; end $refusal$";

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
    }
    const abandoned = this.#names.abandoned(client);
    if (abandoned.length > 0) {
      const closes = abandoned.map((name) => frame("C", Buffer.from("S"), name));
      await this.backend.exchange(Buffer.concat([...closes, SYNC]));
    }
    if (this.#stateOf === client) await this.#reset();
  }

  async run(client: ClientSession, batch: Batch): Promise<void> {
    if (this.#stateOf && this.#stateOf !== client) await this.#reset();
    this.owner = client;
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
      if (isCopyIn(sql)) return { message: query(REFUSE_COPY), needs: undefined };
      turn.expect(sql);
      return { message, needs: undefined };
    }
    if (type === "P") {
      const sqlAt = cString(message, 5).next;
      const isRefused = isCopyIn(cString(message, sqlAt).text);
      const parse = isRefused ? replaceCString(message, sqlAt, REFUSE_COPY) : message;
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

  /** A setting that the server refuses is as if it had not been asked for. */
  async #makeSettings(client: ClientSession): Promise<void> {
    this.#stateOf = client;
    await this.backend.exchange(query(client.settings));
  }

  async #reset(): Promise<void> {
    this.#stateOf = undefined;
    this.#names.forgetAll();
    await this.backend.exchange(RESET_SESSION);
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
