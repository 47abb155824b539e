import type {
  PlannerPresent,
  RosterActAnswer,
  RosterChangeOnWire,
  RosterCommand,
  RosterComparison,
  RosterDemandOnWire,
  RosterFrame,
  RosterGaps,
  RosterProposal,
  RosterSnapshot,
  RosterSolve,
  SolverJobOnWire,
} from "#models/realtime/roster";
import type { RosterId, SolverJobId } from "#models/rostering/roster-ids";
import type { AppErrorCode } from "#models/shared/errors";
import { type Answer, type LiveSocket, request } from "./live-request";

/** What a page that shows one roster is told. */
export interface RosterListener {
  /** The whole of it: at first, after each time away, and when its people have changed. */
  onSnapshot: (snapshot: RosterSnapshot) => void;
  onFrame: (frame: RosterFrame) => void;
  onDemand: (news: RosterDemandOnWire) => void;
  onPlanners: (planners: readonly PlannerPresent[]) => void;
  onJob: (job: SolverJobOnWire) => void;
  onProposal: (proposal: RosterProposal | null) => void;
  /** It is not there any more, or not for this person. */
  onRefused: (code: AppErrorCode) => void;
}

type ActFailure = Extract<RosterActAnswer, { ok: false }>["error"];
type ActDone = Extract<RosterActAnswer, { ok: true }>["value"];

/** Rosters over the tab's one connection. */
export interface RosterClient {
  watch: (rosterId: RosterId, listener: RosterListener) => () => void;
  /** Asks for the whole of it: news was missed. */
  again: (rosterId: RosterId) => void;
  /** What the person does; the server alone says whether it is done. */
  act: (command: RosterCommand) => Promise<RosterActAnswer>;
  /** Its changes, the newest first; those before a version. */
  history: (rosterId: RosterId, before?: number) => Promise<Answer<readonly RosterChangeOnWire[]>>;
  compare: (rosterId: RosterId, from: number, to?: number) => Promise<Answer<RosterComparison>>;
  solve: (asked: RosterSolve) => Promise<Answer<SolverJobOnWire>>;
  cancelSolve: (rosterId: RosterId, jobId: SolverJobId) => Promise<Answer<SolverJobOnWire>>;
  /** Hears of the gaps of the coming days, as long as it is not stopped. */
  watchGaps: (listener: (gaps: RosterGaps) => void) => () => void;
}

/** What the connection itself has to call. */
export interface RosterConnection {
  client: RosterClient;
  /** A socket was made: what it tells is passed on. */
  listen: (socket: LiveSocket) => void;
  /** Asks for everything again that is looked at. */
  watchAll: (socket: LiveSocket) => Promise<Answer<unknown>[]>;
}

interface Connected {
  socket: () => LiveSocket | undefined;
  noteSentAt: (sentAt: number) => void;
  /** A page that is told nothing must not say that it is live. */
  goOnOrReconnect: (socket: LiveSocket) => (answer: Answer<unknown>) => void;
}

/** What no asking again changes. */
const NOT_OURS: ReadonlySet<string> = new Set(["forbidden", "not-found"]);

export function createRosterConnection(connected: Connected): RosterConnection {
  const { socket, noteSentAt, goOnOrReconnect } = connected;
  const watched = new Map<RosterId, Set<RosterListener>>();
  const onGaps = new Set<(gaps: RosterGaps) => void>();
  /** Whose whole is on its way, on which connection, and whether it is wanted once more after that. */
  const asking = new Map<RosterId, { connection: string | undefined; isOnceMore: boolean }>();

  async function watchRoster(to: LiveSocket, rosterId: RosterId): Promise<Answer<unknown>> {
    const answer = await request<RosterSnapshot>(to, (asked, reply) =>
      asked.emit("roster:watch", { rosterId }, reply),
    );
    const listeners = watched.get(rosterId) ?? [];
    if (answer.ok) {
      noteSentAt(answer.value.sentAt);
      for (const { onSnapshot } of listeners) onSnapshot(answer.value);
    } else if (NOT_OURS.has(answer.error.code))
      for (const { onRefused } of listeners) onRefused(answer.error.code);
    return answer;
  }

  async function askGaps(to: LiveSocket): Promise<Answer<unknown>> {
    const answer = await request<RosterGaps>(to, (asked, reply) =>
      asked.emit("roster-gaps:watch", {}, reply),
    );
    if (answer.ok) for (const hear of onGaps) hear(answer.value);
    return answer;
  }

  const again = (rosterId: RosterId) => {
    const to = socket();
    if (!to?.connected) return;
    const asked = asking.get(rosterId);
    if (asked && asked.connection === to.id) {
      // What is being answered may have been read before what one asks about.
      asked.isOnceMore = true;
      return;
    }
    const now = { connection: to.id, isOnceMore: false };
    asking.set(rosterId, now);
    void watchRoster(to, rosterId).then((answer) => {
      if (asking.get(rosterId) === now) asking.delete(rosterId);
      goOnOrReconnect(to)(answer);
      if (answer.ok && now.isOnceMore && watched.has(rosterId)) again(rosterId);
    });
  };

  const client: RosterClient = {
    watch: (rosterId, listener) => {
      watched.set(rosterId, (watched.get(rosterId) ?? new Set()).add(listener));
      again(rosterId);
      return () => {
        const listeners = watched.get(rosterId);
        listeners?.delete(listener);
        if (listeners?.size) return;
        watched.delete(rosterId);
        void request<null>(socket(), (to, reply) => to.emit("roster:leave", { rosterId }, reply));
      };
    },
    again,
    act: (command) =>
      request<ActDone, ActFailure>(socket(), (to, reply) => to.emit("roster:act", command, reply)),
    history: (rosterId, before) =>
      request(socket(), (to, reply) =>
        to.emit("roster:history", { rosterId, ...(before !== undefined && { before }) }, reply),
      ),
    compare: (rosterId, from, upTo) =>
      request(socket(), (to, reply) =>
        to.emit(
          "roster:compare",
          { rosterId, from, ...(upTo !== undefined && { to: upTo }) },
          reply,
        ),
      ),
    solve: (asked) => request(socket(), (to, reply) => to.emit("roster:solve", asked, reply)),
    cancelSolve: (rosterId, jobId) =>
      request(socket(), (to, reply) => to.emit("roster:cancel-solve", { rosterId, jobId }, reply)),
    watchGaps: (listener) => {
      onGaps.add(listener);
      const to = socket();
      if (to?.connected) void askGaps(to).then(goOnOrReconnect(to));
      return () => {
        onGaps.delete(listener);
      };
    },
  };

  return {
    client,
    listen: (to) => listen(to, (rosterId) => watched.get(rosterId) ?? [], { again, onGaps }),
    watchAll: (to) =>
      Promise.all([
        ...[...watched.keys()].map((rosterId) => watchRoster(to, rosterId)),
        ...(onGaps.size > 0 ? [askGaps(to)] : []),
      ]),
  };
}

function listen(
  socket: LiveSocket,
  listenersOf: (rosterId: RosterId) => Iterable<RosterListener>,
  { again, onGaps }: { again: RosterClient["again"]; onGaps: Iterable<(gaps: RosterGaps) => void> },
): void {
  socket.on("roster:changed", (frame) => {
    for (const { onFrame } of listenersOf(frame.rosterId)) onFrame(frame);
  });
  socket.on("roster:demand-changed", ({ rosterId, ...news }) => {
    for (const { onDemand } of listenersOf(rosterId)) onDemand(news);
  });
  socket.on("roster:discarded", ({ rosterId }) => {
    for (const { onRefused } of listenersOf(rosterId)) onRefused("not-found");
  });
  socket.on("roster:people-changed", ({ rosterId }) => again(rosterId));
  socket.on("roster:planners-changed", ({ rosterId, planners }) => {
    for (const { onPlanners } of listenersOf(rosterId)) onPlanners(planners);
  });
  socket.on("roster:solving", (job) => {
    for (const { onJob } of listenersOf(job.rosterId)) onJob(job);
  });
  socket.on("roster:proposal-changed", ({ rosterId, proposal }) => {
    for (const { onProposal } of listenersOf(rosterId)) onProposal(proposal);
  });
  socket.on("roster-gaps:changed", (gaps) => {
    for (const hear of onGaps) hear(gaps);
  });
}
