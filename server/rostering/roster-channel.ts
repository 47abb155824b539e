import type pg from "pg";
import { actingAs, readingAs } from "#db/acting";
import { rosterGapsNow } from "#db/roster-gaps";
import { findProposal } from "#db/roster-proposals";
import { findRoster, rosterDemand } from "#db/rosters";
import type { LiveSession } from "#db/sessions";
import { can, type Permission } from "#models/access/permission";
import {
  RosterCompareRequest,
  RosterGapsWatch,
  type RosterGaps,
  RosterHistoryRequest,
  rosterPlanRoom,
  rosterRoom,
  type RosterSnapshot,
  RosterSolve,
  RosterSolveCancel,
  RosterVersionRequest,
  RosterWatch,
  type SolverJobOnWire,
} from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import { mayReadRoster } from "#models/rostering/roster-rights";
import { AppError } from "#models/shared/errors";
import type { UnitId } from "#models/shared/ids";
import type { ServerAuditTrail } from "../audit/keep-audit-trail";
import { lookSoon } from "../jobs/look-soon";
import type { Logger } from "../logger";
import { answer } from "../realtime/answer";
import type { RosterChange } from "../realtime/change-listener";
import type { RealtimeServer, RealtimeSocket } from "../realtime/session-watch";
import { ofSocket } from "../realtime/watch-records";
import { compareVersions, readHistory, readVersion } from "./read-versions";
import { drawRosterDemand } from "./draw-demand";
import type { RosterJudge } from "./judging/roster-judge";
import { gapsOfUnits, reviewRosterGaps } from "./review-gaps";
import { createRosterCommands } from "./roster-commands";
import { createRosterNews } from "./roster-news";
import { createRosterPresence } from "./roster-presence";
import { demandOnWire, proposalOnWire, readSnapshot } from "./roster-snapshot";
import { createRosterTurns } from "./roster-turns";
import { createSolverJobs } from "./solver-jobs";
import { readSolverStart } from "./solver-start";

/** What rosters need of the rest of the server. */
export interface RosterParts {
  /** Reads every roster, and stores what machines make: demand, gaps, proposals. */
  pool: pg.Pool;
  /** Reads and writes as the person who asks. */
  people: pg.Pool;
  /** Of the hospital: a roster's days are its. */
  timeZone: string;
  /** The solver thread's code, when it is not ours: for tests. */
  solverEntry?: URL | undefined;
}

export interface RosterChannelOptions extends RosterParts {
  io: RealtimeServer;
  judge: RosterJudge;
  /** Whose session a screen is; undefined once it has ended. */
  current: (socket: RealtimeSocket) => LiveSession | undefined;
  trail: ServerAuditTrail;
  log: Logger;
  now: () => Date;
}

/** Joins the screens to rosters: who is told what of them, and who may do what. */
export interface RosterChannel {
  register(socket: RealtimeSocket, requireSession: () => LiveSession): void;
  /** Stored, by whichever process. */
  changed(change: RosterChange): void;
  /** Something may have been missed. */
  recheckAll(): void;
  /** Somebody's rights were read again: what may not be known any more is taken away at once. */
  rightsRead(sockets: ReadonlySet<RealtimeSocket>, session: LiveSession): void;
  stop(): Promise<void>;
}

export function createRosterChannel(options: RosterChannelOptions): RosterChannel {
  const { io, pool, people, timeZone, current, trail, log, now } = options;
  const presence = createRosterPresence();
  const turns = createRosterTurns();
  const news = createRosterNews({ io, db: pool, turns, log });
  /** Of each roster that somebody has open, its units. */
  const unitsOf = new Map<RosterId, readonly UnitId[]>();
  const gapsLook = lookSoon({
    look: () => reviewRosterGaps(pool, { at: now(), timeZone }),
    failed: "gaps of rosters could not be looked at; a job looks each minute",
    log,
  });
  const jobs = createSolverJobs({
    ...{ db: pool, log, now, entry: options.solverEntry },
    onProgress: (job) => io.to(rosterPlanRoom(job.rosterId)).emit("roster:solving", job),
  });

  /** What is told to screens and cannot be read is told when the database is heard again. */
  function attempt(what: string, work: () => Promise<void>): void {
    work().catch((cause: unknown) => log.warn({ cause }, `${what} could not be told`));
  }

  const attemptInTurn = (what: string, rosterId: RosterId, work: () => Promise<void>): void =>
    attempt(what, () => turns.take(rosterId, work));

  async function refuse(socket: RealtimeSocket, permission: Permission): Promise<never> {
    log.warn({ userId: socket.data.session.userId, permission }, "refused by access rights");
    const refusal = { action: "access:refused", outcome: "refused", permission } as const;
    await trail.record({ ...ofSocket(socket, now()), ...refusal });
    throw new AppError("forbidden", "rosters");
  }

  function tellPlanners(rosterId: RosterId): void {
    io.to(rosterRoom(rosterId)).emit("roster:planners-changed", {
      ...{ rosterId, planners: presence.of(rosterId) },
    });
  }

  function leave(socket: RealtimeSocket, rosterId: RosterId): void {
    void socket.leave(rosterRoom(rosterId));
    void socket.leave(rosterPlanRoom(rosterId));
    // Of a room that is empty nobody is about to be shown anything either.
    if (!io.sockets.adapter.rooms.has(rosterRoom(rosterId))) unitsOf.delete(rosterId);
    if (presence.leave(rosterId, socket)) tellPlanners(rosterId);
  }

  async function watch(
    socket: RealtimeSocket,
    requireSession: () => LiveSession,
    rosterId: RosterId,
  ): Promise<RosterSnapshot> {
    const session = requireSession();
    if (!can(session.role, "roster:read")) return refuse(socket, "roster:read");
    const row = await findRoster(pool, rosterId);
    if (!row) throw new AppError("not-found", `roster ${rosterId}`);
    const unitIds = row.units.map(({ unitId }) => unitId);
    if (!mayReadRoster(session, unitIds)) return refuse(socket, "roster:read");
    return turns.take(rosterId, () => show(socket, requireSession, { rosterId, unitIds }));
  }

  /** In its turn: no news that was sent before is newer than what is shown. */
  async function show(
    socket: RealtimeSocket,
    requireSession: () => LiveSession,
    { rosterId, unitIds }: { rosterId: RosterId; unitIds: readonly UnitId[] },
  ): Promise<RosterSnapshot> {
    const session = requireSession();
    // Join before reading: news from the moment between arrives twice rather than never.
    await socket.join(rosterRoom(rosterId));
    unitsOf.set(rosterId, unitIds);
    if (can(session.role, "roster:plan")) await socket.join(rosterPlanRoom(rosterId));
    const stored = await readingAs(people, session.userId, (db) =>
      readSnapshot(db, rosterId, { session, at: now() }),
    ).catch((cause: unknown) => {
      // Who was shown nothing is told nothing.
      leave(socket, rosterId);
      throw cause;
    });
    if (!stored || !mayReadRoster(requireSession(), unitIds)) {
      leave(socket, rosterId);
      throw new AppError("not-found", `roster ${rosterId}`);
    }
    news.shown(rosterId, stored.head.version);
    if (socket.connected) presence.enter(rosterId, socket, now());
    else leave(socket, rosterId);
    tellPlanners(rosterId);
    const isSolving = jobs.isRunning(rosterId);
    const { proposal } = stored;
    return {
      ...stored,
      planners: presence.of(rosterId),
      job: can(session.role, "roster:plan") ? jobOf(rosterId, stored) : null,
      proposal: proposal && !isSolving ? proposalOnWire(proposal) : null,
    };
  }

  /** Of a run whose process is gone nothing is left but what it came to. */
  function jobOf(
    rosterId: RosterId,
    { proposal }: Awaited<ReturnType<typeof readSnapshot>> & object,
  ): SolverJobOnWire | null {
    const job = jobs.of(rosterId);
    if (job || !proposal?.isRunning) return job ?? null;
    const { jobId, startedByName, startedAt, savedAt } = proposal;
    const { score, bound, hardViolations } = proposal;
    return {
      ...{ jobId, rosterId, startedBy: startedByName, startedAt: +startedAt },
      ...{ seconds: 0, seed: 0, workers: 0 },
      ...{ status: "interrupted", elapsedMs: +savedAt - +startedAt, score, bound, hardViolations },
      ...{ gap: null, isProved: false },
      says: "The server was started again while the solver ran. The best roster until then is kept.",
    };
  }

  /** Whoever asks reads as themselves: what is not theirs is not there. */
  const asked =
    <Request extends { rosterId: RosterId }, Answer>(
      socket: RealtimeSocket,
      requireSession: () => LiveSession,
      work: (
        db: Parameters<Parameters<typeof actingAs>[2]>[0],
        request: Request,
      ) => Promise<Answer>,
    ) =>
    async (request: Request): Promise<Answer> => {
      const session = requireSession();
      if (!can(session.role, "roster:read")) return refuse(socket, "roster:read");
      return actingAs(people, session.userId, (db) => work(db, request));
    };

  async function solve(
    socket: RealtimeSocket,
    requireSession: () => LiveSession,
    request: RosterSolve,
  ): Promise<SolverJobOnWire> {
    if (!can(requireSession().role, "roster:plan")) return refuse(socket, "roster:plan");
    await trail.record({
      ...ofSocket(socket, now()),
      action: "roster:solved",
      permission: "roster:plan",
      basis: "role",
      details: { rosterId: request.rosterId, seconds: request.seconds },
    });
    const session = requireSession();
    if (!can(session.role, "roster:plan")) return refuse(socket, "roster:plan");
    const start = await actingAs(people, session.userId, (db) =>
      readSolverStart(db, request, { session, at: now() }),
    );
    const job = jobs.start(start);
    io.to(rosterPlanRoom(request.rosterId)).emit("roster:solving", job);
    return job;
  }

  function gapsSeenBy(session: LiveSession, gaps: RosterGaps): RosterGaps {
    return gapsOfUnits(gaps, (unitId) => mayReadRoster(session, [unitId]));
  }

  async function watchGaps(
    socket: RealtimeSocket,
    requireSession: () => LiveSession,
  ): Promise<RosterGaps> {
    const session = requireSession();
    if (!can(session.role, "roster:read")) return refuse(socket, "roster:read");
    const stored = await actingAs(people, session.userId, rosterGapsNow);
    return gapsSeenBy(session, stored ?? (await reviewRosterGaps(pool, { at: now(), timeZone })));
  }

  async function tellGaps(): Promise<void> {
    const gaps = await rosterGapsNow(pool);
    if (!gaps) return;
    for (const socket of io.sockets.sockets.values()) {
      const session = current(socket);
      if (session && can(session.role, "roster:repair"))
        socket.emit("roster-gaps:changed", gapsSeenBy(session, gaps));
    }
  }

  function staffChanged(unitId: UnitId): void {
    for (const [rosterId, unitIds] of unitsOf)
      if (unitIds.includes(unitId))
        attemptInTurn("people of a roster", rosterId, async () => {
          io.to(rosterRoom(rosterId)).emit("roster:people-changed", { rosterId });
        });
  }

  async function tellDemand(rosterId: RosterId): Promise<void> {
    if (!io.sockets.adapter.rooms.has(rosterRoom(rosterId))) return;
    const demand = demandOnWire(await rosterDemand(pool, rosterId));
    io.to(rosterRoom(rosterId)).emit("roster:demand-changed", { rosterId, ...demand });
  }

  async function tellProposal(rosterId: RosterId): Promise<void> {
    if (!io.sockets.adapter.rooms.has(rosterPlanRoom(rosterId))) return;
    const proposal = await findProposal(pool, rosterId);
    io.to(rosterPlanRoom(rosterId)).emit("roster:proposal-changed", {
      rosterId,
      proposal: proposal && !jobs.isRunning(rosterId) ? proposalOnWire(proposal) : null,
    });
  }

  /** What a new roster has to cover, and what a changed one has from now on. */
  function redraw(rosterId: RosterId): void {
    attempt("what a roster has to cover", async () => {
      await drawRosterDemand(pool, rosterId, now());
    });
  }

  return {
    register(socket, requireSession) {
      const act = createRosterCommands(socket, requireSession, {
        ...{ people, judge: options.judge, timeZone, trail, log, now },
        isSolving: jobs.isRunning,
        stored(command, rosterId) {
          if (command.type === "make" || command.type === "change-settings") redraw(rosterId);
          news.changed(rosterId);
        },
      });
      socket.on("roster:act", (command, reply) => void act(command, reply));
      socket.on(
        "roster:watch",
        answer(log, RosterWatch, ({ rosterId }) => watch(socket, requireSession, rosterId)),
      );
      socket.on(
        "roster:leave",
        answer(log, RosterWatch, async ({ rosterId }) => {
          leave(socket, rosterId);
          return null;
        }),
      );
      socket.on(
        "roster:history",
        answer(log, RosterHistoryRequest, asked(socket, requireSession, readHistory)),
      );
      socket.on(
        "roster:compare",
        answer(log, RosterCompareRequest, asked(socket, requireSession, compareVersions)),
      );
      socket.on(
        "roster:version",
        answer(log, RosterVersionRequest, asked(socket, requireSession, readVersion)),
      );
      socket.on(
        "roster:solve",
        answer(log, RosterSolve, (request) => solve(socket, requireSession, request)),
      );
      socket.on(
        "roster:cancel-solve",
        answer(log, RosterSolveCancel, async ({ rosterId, jobId }) => {
          if (!can(requireSession().role, "roster:plan")) return refuse(socket, "roster:plan");
          return jobs.cancel(rosterId, jobId);
        }),
      );
      socket.on(
        "roster-gaps:watch",
        answer(log, RosterGapsWatch, () => watchGaps(socket, requireSession)),
      );
      socket.on("disconnect", () => {
        for (const rosterId of presence.openOn(socket)) leave(socket, rosterId);
      });
    },
    changed(change) {
      if (change.of === "roster") news.changed(change.rosterId, change.version);
      if (change.of === "staff") staffChanged(change.unitId);
      if (change.of === "demand")
        attemptInTurn("demand", change.rosterId, () => tellDemand(change.rosterId));
      if (change.of === "proposal")
        attemptInTurn("a proposal", change.rosterId, () => tellProposal(change.rosterId));
      if (change.of === "gaps") attempt("gaps of rosters", tellGaps);
      // What the solver proposes is on no published roster yet.
      else if (change.of !== "proposal") gapsLook.changed();
    },
    recheckAll() {
      for (const rosterId of presence.open()) news.changed(rosterId);
      gapsLook.changed();
    },
    rightsRead(sockets, session) {
      for (const socket of sockets)
        for (const rosterId of presence.openOn(socket)) {
          if (!mayReadRoster(session, unitsOf.get(rosterId) ?? [])) leave(socket, rosterId);
          if (!can(session.role, "roster:plan")) void socket.leave(rosterPlanRoom(rosterId));
        }
    },
    async stop() {
      await gapsLook.stop();
      await jobs.stop();
    },
  };
}
