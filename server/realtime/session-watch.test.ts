import { EventEmitter } from "node:events";
import { afterEach, expect, it } from "vitest";
import type { LiveSession } from "#db/sessions";
import { SessionId, UnitId, UserId } from "#models/shared/ids";
import {
  createSessionWatch,
  type RealtimeSocket,
  type SessionReads,
  type SessionWatch,
} from "./session-watch";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const UNIT_ONE = UnitId.parse("00000000-0000-4000-8000-000000000001");
const UNIT_TWO = UnitId.parse("00000000-0000-4000-8000-000000000002");
const USER = UserId.parse("00000000-0000-4000-8000-000000000003");

const sessionIn = (...unitIds: UnitId[]): LiveSession => ({
  sessionId: SessionId.parse("00000000-0000-4000-8000-000000000004"),
  userId: USER,
  name: "Nurse",
  email: "nurse@wardcast.test",
  role: "nurse",
  unitIds,
  secondFactorAt: new Date(),
  steppedUpAt: undefined,
  idleAt: new Date(Date.now() + 60_000),
  expiresAt: new Date(Date.now() + 60_000),
});

/** Notes what it is told; it has no connection behind it. */
function socketOf(session: LiveSession) {
  const told: unknown[] = [];
  const socket = Object.assign(new EventEmitter(), {
    data: { session },
    leave: (room: string) => told.push(["leave", room]),
    emit: (...news: unknown[]) => told.push(news),
    disconnect: () => told.push("disconnected"),
  });
  return { socket: socket as unknown as RealtimeSocket, told };
}

let watch: SessionWatch;
afterEach(() => watch.stop());

/** The answers are given by the test, in the order it likes. */
function watchWithAnswers() {
  const answers: ((session: LiveSession | undefined) => void)[] = [];
  const sessions: SessionReads = {
    find: () => new Promise((resolve) => answers.push(resolve)),
    findEnd: async () => "revoked",
    findHolderOfClosed: async () => undefined,
    touch: async () => undefined,
  };
  watch = createSessionWatch(sessions, { now: () => new Date(), log: silent });
  const answer = async (index: number, session: LiveSession | undefined) => {
    answers[index]?.(session);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { answer };
}

it("ends a socket whose session was revoked between its handshake and its connection", async () => {
  const { answer } = watchWithAnswers();
  const { socket, told } = socketOf(sessionIn(UNIT_ONE));
  watch.enter(socket);

  await answer(0, undefined);

  expect(told).toEqual([["session:ended", { reason: "revoked" }], "disconnected"]);
});

it("keeps narrowed rights when an older answer comes after the newer one", async () => {
  const { answer } = watchWithAnswers();
  const { socket } = socketOf(sessionIn(UNIT_ONE, UNIT_TWO));
  watch.enter(socket);
  watch.recheckUser(USER);

  await answer(1, sessionIn(UNIT_ONE));
  await answer(0, sessionIn(UNIT_ONE, UNIT_TWO));

  expect(watch.current(socket)?.unitIds).toEqual([UNIT_ONE]);
});

it("does not widen the rights of open sockets by what a later handshake read before", async () => {
  const { answer } = watchWithAnswers();
  const first = socketOf(sessionIn(UNIT_ONE, UNIT_TWO));
  watch.enter(first.socket);
  await answer(0, sessionIn(UNIT_ONE));

  watch.enter(socketOf(sessionIn(UNIT_ONE, UNIT_TWO)).socket);

  expect(watch.current(first.socket)?.unitIds).toEqual([UNIT_ONE]);
});
