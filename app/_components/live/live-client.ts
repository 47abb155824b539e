import { io, type ManagerOptions, type SocketOptions } from "socket.io-client";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { EncounterForecast } from "#models/realtime/encounter-forecast";
import type {
  BedActAnswer,
  BedActDone,
  BedBoard,
  BedBoardFrame,
  BedCommand,
} from "#models/realtime/bed-board";
import type { EncounterSnapshot, UnitSnapshot } from "#models/realtime/board";
import { ALERT_STEPS_PER_ANSWER, type AlertsCatchUp } from "#models/realtime/events";
import type { EscalationNews } from "#models/realtime/escalation-news";
import type { AppErrorCode } from "#models/shared/errors";
import type { EmergencyAccessId, EncounterId, TechnicalAlarmId, UnitId } from "#models/shared/ids";
import { err, ok } from "#models/shared/result";
import type { AlertNews, AlertOnWire } from "./alert-ledger";
import { type Answer, type LiveSocket, request } from "./live-request";
import type { LiveStore } from "./live-store";
import { createMyShiftsClient, type MyShiftsClient } from "./my-shifts-client";
import { createRosterConnection, type RosterClient, type RosterConnection } from "./roster-client";
import { createSickCallsClient, type SickCallsClient } from "./sick-calls-client";

export type { Answer, LiveSocket } from "./live-request";

type BedActFailure = Extract<BedActAnswer, { ok: false }>["error"];

export type SeenAlert = Pick<AlertOnWire, "alertId" | "priority">;

export interface LiveClient {
  /** Connects and keeps the store as the server says; the answer closes it again. */
  open: (unitIds: readonly UnitId[]) => () => void;
  /** Keeps the store as the server says of one patient of another unit; the answer stops it. */
  watchEncounter: (watched: OpenedEncounter) => () => void;
  /** Tells the listener of the whole hospital's beds as the server does; the answer stops it. */
  watchBeds: (listener: BedsListener) => () => void;
  /** What the person does to a bed; the server alone says whether it is done. */
  actOnBed: (command: BedCommand) => Promise<BedActAnswer>;
  /** What is to be expected of a patient's signs. */
  forecast: (encounterId: EncounterId) => Promise<Answer<EncounterForecast>>;
  /** What the person does about an alert as they saw it. */
  answer: (seen: SeenAlert, given: AlertAnswer) => Promise<Answer<AlertNews>>;
  /** Somebody looks after it; every screen hears of it with the news of the bed or unit. */
  seeTechnicalAlarm: (technicalAlarmId: TechnicalAlarmId) => Promise<Answer<TechnicalAlarm>>;
  /** Hears of the hospital's escalation level, as long as it is not stopped. */
  onEscalation: (listener: EscalationListener) => () => void;
  /** The person's own work, and what waits for their approval. */
  myShifts: MyShiftsClient;
  rosters: RosterClient;
  /** Shifts that somebody left: to fill them, and to take one. */
  sickCalls: SickCallsClient;
  /** The person is active. Answers when the session will end. */
  touch: () => Promise<Answer<{ idleAt: number; expiresAt: number }>>;
}

type EscalationListener = (news: EscalationNews) => void;

/** A patient, and the emergency access that opens it. */
export interface OpenedEncounter {
  encounterId: EncounterId;
  emergencyAccessId: EmergencyAccessId;
}

export interface BedsListener {
  /** The board as it stands: at first, and again after each time away. */
  onBoard: (board: BedBoard) => void;
  onFrame: (frame: BedBoardFrame) => void;
}

interface Watched {
  unitIds: readonly UnitId[];
  encounters: ReadonlySet<OpenedEncounter>;
  beds: ReadonlySet<BedsListener>;
  rosters: RosterConnection;
}

const FIRST_RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 24_000;

export type Connect = (options: Partial<ManagerOptions & SocketOptions>) => LiveSocket;

/** The tab's one connection, to the server that the page came from; nothing happens before it is opened. */
export function createLiveClient(store: LiveStore, connect: Connect = io): LiveClient {
  let socket: LiveSocket | undefined;
  const encounters = new Set<OpenedEncounter>();
  const beds = new Set<BedsListener>();
  const onEscalation = new Set<EscalationListener>();
  const myShifts = createMyShiftsClient(
    (send) => request(socket, send),
    () => socket?.connected ?? false,
  );
  const sickCalls = createSickCallsClient(
    (send) => request(socket, send),
    () => socket?.connected ?? false,
  );
  const rosters = createRosterConnection({
    socket: () => socket,
    noteSentAt: store.noteSentAt,
    goOnOrReconnect,
  });

  return {
    open: (unitIds) => {
      const opened = connect(HOW_TO_CONNECT);
      socket = opened;
      const stop = keepConnected(opened, store, { unitIds, encounters, beds, rosters });
      myShifts.join(opened);
      sickCalls.join(opened);
      opened.on("escalation:changed", (news) => onEscalation.forEach((hear) => hear(news)));
      return () => {
        stop();
        opened.close();
      };
    },
    watchEncounter: (watched) => {
      encounters.add(watched);
      // Without a connection it is asked for with everything else, when there is one.
      if (socket?.connected) void watchEncounter(socket, store, watched);
      return () => {
        encounters.delete(watched);
        const { encounterId } = watched;
        void request<null>(socket, (to, reply) =>
          to.emit("encounter:leave", { encounterId }, reply),
        );
      };
    },
    watchBeds: (listener) => {
      beds.add(listener);
      // A board that is told nothing must not say that it is live: it is asked for again.
      if (socket?.connected) void watchBeds(socket, store, beds).then(goOnOrReconnect(socket));
      return () => {
        beds.delete(listener);
        if (beds.size === 0)
          void request<null>(socket, (to, reply) => to.emit("bed-board:leave", {}, reply));
      };
    },
    actOnBed: (command) =>
      request<BedActDone, BedActFailure>(socket, (to, reply) => to.emit("bed:act", command, reply)),
    forecast: async (encounterId) => {
      const answer = await request<unknown>(socket, (to, reply) =>
        to.emit("encounter:forecast", { encounterId }, reply),
      );
      if (!answer.ok) return answer;
      const parsed = EncounterForecast.safeParse(answer.value);
      return parsed.success ? ok(parsed.data) : err({ code: "unavailable" });
    },
    answer: async ({ alertId, priority: seen }, given) => {
      const answer = await request<AlertNews>(socket, (to, reply) =>
        to.emit("alert:answer", { alertId, answer: given, seen }, reply),
      );
      if (answer.ok) store.dispatch({ type: "alert-event", event: answer.value });
      return answer;
    },
    seeTechnicalAlarm: (technicalAlarmId) =>
      request(socket, (to, reply) => to.emit("technical-alarm:see", { technicalAlarmId }, reply)),
    onEscalation: (listener) => {
      onEscalation.add(listener);
      return () => onEscalation.delete(listener);
    },
    myShifts,
    rosters: rosters.client,
    sickCalls,
    touch: () => request(socket, (to, reply) => to.emit("session:touch", {}, reply)),
  };
}

const HOW_TO_CONNECT = {
  transports: ["websocket", "polling"],
  reconnectionDelay: 500,
  reconnectionDelayMax: 4_000,
};

function keepConnected(socket: LiveSocket, store: LiveStore, watched: Watched): () => void {
  let retry: ReturnType<typeof setTimeout> | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isOver = false;

  const onAway = () => {
    store.dispatch({ type: "disconnected", at: store.now() });
    // Socket.IO does not come back by itself after the server has closed or refused the socket.
    const isEnded = store.state().connection.state === "ended";
    clearTimeout(retry);
    if (socket.active || isEnded || isOver) return;
    // Each waits longer, and not all equally long: a server that cannot answer so many must not be asked by
    // all of them again and again.
    retry = setTimeout(() => socket.connect(), retryMs * (0.75 + Math.random() / 2));
    retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
  };

  const onConnect = async () => {
    await watchAll(socket, store, watched);
    if (store.state().connection.state === "live") retryMs = FIRST_RETRY_MS;
  };
  socket.on("connect", () => void onConnect());
  socket.on("disconnect", onAway);
  socket.on("connect_error", (error) => {
    if (error.message === "unauthenticated") store.dispatch({ type: "ended", reason: "expired" });
    else onAway();
  });
  listen(socket, store);
  watched.rosters.listen(socket);
  socket.on("bed-board:changed", (frame) => {
    store.noteSentAt(frame.sentAt);
    for (const { onFrame } of watched.beds) onFrame(frame);
  });
  return () => {
    // The closing itself is told as a loss like any other.
    isOver = true;
    clearTimeout(retry);
  };
}

function listen(socket: LiveSocket, store: LiveStore): void {
  socket.on("beds:changed", (frame) => {
    store.noteSentAt(frame.sentAt);
    store.dispatch({ type: "frame", frame });
  });
  socket.on("encounter:changed", (snapshot) => {
    store.noteSentAt(snapshot.sentAt);
    store.dispatch({ type: "encounter", snapshot });
  });
  socket.on("encounter:closed", (end) => store.dispatch({ type: "encounter-closed", ...end }));
  for (const step of ["began", "ended"] as const)
    socket.on(`emergency-access:${step}`, (notice) =>
      store.dispatch({ type: "emergency-news", news: { step, notice } }),
    );
  socket.on("alert:changed", (event) => store.dispatch({ type: "alert-event", event }));
  socket.on("system:changed", (system) => store.dispatch({ type: "system", system }));
  socket.on("access:changed", ({ unitIds }) => store.dispatch({ type: "access", unitIds }));
  socket.on("policy:changed", () => store.dispatch({ type: "policy" }));
  socket.on("session:ended", ({ reason }) => store.dispatch({ type: "ended", reason }));
}

/** Asks for everything again: whatever was missed while away is in the answers. */
async function watchAll(
  socket: LiveSocket,
  store: LiveStore,
  { unitIds, encounters, beds, rosters }: Watched,
): Promise<void> {
  const allowed = store.state().unitIds;
  const connection = socket.id;
  const units = unitIds.filter((unitId) => allowed?.has(unitId) ?? true);
  const rostersAnswered = rosters.watchAll(socket);
  const answers: Answer<unknown>[] = await Promise.all([
    ...units.map((unitId) => watchUnit(socket, store, unitId)),
    ...[...encounters].map((encounter) => watchEncounter(socket, store, encounter)),
    ...(beds.size > 0 ? [watchBeds(socket, store, beds)] : []),
  ]);
  answers.push(...(await rostersAnswered));

  // A unit that does not answer leaves the screen on old values: it must not say that it is live.
  const isAnswered = answers.every((answer) => answer.ok || NOT_OURS.has(answer.error.code));
  // What a connection left unanswered that is gone says nothing of the one that came after it.
  if (!socket.connected || socket.id !== connection) return;
  if (isAnswered) store.dispatch({ type: "connected" });
  else socket.disconnect();
}

const NOT_OURS: ReadonlySet<AppErrorCode> = new Set(["forbidden", "not-found"]);

async function watchUnit(
  socket: LiveSocket,
  store: LiveStore,
  unitId: UnitId,
): Promise<Answer<UnitSnapshot>> {
  const connection = socket.id;
  const afterSequence = store.state().ledger.toldUpTo.get(unitId);
  const answer = await request<UnitSnapshot>(socket, (to, reply) =>
    to.emit("unit:watch", { unitId }, reply),
  );
  if (!answer.ok) return answer;

  // The steps come before the snapshot that contains them, or they would be dropped as known.
  // While some are missing there is no snapshot either, and all of it is asked for again.
  if (afterSequence !== undefined) {
    const missed = await catchUp(socket, store, { unitId, afterSequence });
    if (!missed.ok) return missed;
    if (socket.id !== connection) return err({ code: "unavailable" });
  }
  store.noteSentAt(answer.value.sentAt);
  store.dispatch({ type: "snapshot", snapshot: answer.value });
  return answer;
}

async function watchEncounter(
  socket: LiveSocket,
  store: LiveStore,
  { encounterId, emergencyAccessId }: OpenedEncounter,
): Promise<Answer<EncounterSnapshot>> {
  const answer = await request<EncounterSnapshot>(socket, (to, reply) =>
    to.emit("encounter:watch", { encounterId }, reply),
  );
  if (answer.ok) {
    store.noteSentAt(answer.value.sentAt);
    store.dispatch({ type: "encounter", snapshot: answer.value });
  } else if (answer.error.code === "forbidden")
    store.dispatch({ type: "encounter-closed", encounterId, emergencyAccessId });
  return answer;
}

async function watchBeds(
  socket: LiveSocket,
  store: LiveStore,
  listeners: ReadonlySet<BedsListener>,
): Promise<Answer<BedBoard>> {
  const answer = await request<BedBoard>(socket, (to, reply) =>
    to.emit("bed-board:watch", {}, reply),
  );
  if (answer.ok) {
    store.noteSentAt(answer.value.sentAt);
    for (const { onBoard } of listeners) onBoard(answer.value);
  }
  return answer;
}

const goOnOrReconnect =
  (socket: LiveSocket) =>
  (answer: Answer<unknown>): void => {
    if (!answer.ok && !NOT_OURS.has(answer.error.code) && socket.connected) socket.disconnect();
  };

async function catchUp(
  socket: LiveSocket,
  store: LiveStore,
  { unitId, afterSequence }: AlertsCatchUp,
): Promise<Answer<null>> {
  for (let last = afterSequence; ;) {
    const missed = { unitId, afterSequence: last };
    const answer = await request<AlertNews[]>(socket, (to, reply) =>
      to.emit("alerts:catch-up", missed, reply),
    );
    if (!answer.ok) return answer;
    for (const event of answer.value) store.dispatch({ type: "alert-event", event });
    last = answer.value.at(-1)?.sequence ?? last;
    if (answer.value.length < ALERT_STEPS_PER_ANSWER) return ok(null);
  }
}
