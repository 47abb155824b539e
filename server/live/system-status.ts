import type { SystemStatus } from "#models/realtime/board";

/** A feed that says nothing for this long, though patients are monitored, is shown as silent. */
export const FEED_SILENT_MS = 5_000;

export interface StatusWatch {
  status(): SystemStatus;
  databaseFailed(): void;
  scoringBecame(scoring: SystemStatus["scoring"]): void;
  modelBecame(model: SystemStatus["model"]): void;
  messageReceived(at: number): void;
  /** Once a second: judges the feed, and asks the database whether it is there. */
  check(): Promise<void>;
}

export interface StatusWatchOptions {
  now: () => Date;
  ping: () => Promise<void>;
  /** Whether any patient in a bed has ever been heard of by the bedside. */
  hasMonitoredPatients: () => boolean;
  onChanged: (status: SystemStatus) => void;
}

export function createStatusWatch(options: StatusWatchOptions): StatusWatch {
  const { now, ping, hasMonitoredPatients, onChanged } = options;
  let status: SystemStatus = {
    database: "up",
    scoring: "up",
    // Told before anybody watches; until then there is nothing to say of it.
    model: "in-service",
    feed: "up",
    since: now().getTime(),
  };
  let lastMessageAt = now().getTime();
  let pinging: Promise<void> | undefined;

  function become(change: Partial<SystemStatus>): void {
    const next = { ...status, ...change };
    const isSame =
      next.database === status.database &&
      next.scoring === status.scoring &&
      next.model === status.model &&
      next.feed === status.feed;
    if (isSame) return;
    status = { ...next, since: now().getTime() };
    onChanged(status);
  }

  async function pingDatabase(): Promise<void> {
    try {
      await ping();
      become({ database: "up" });
    } catch {
      become({ database: "down" }); // said to everybody and logged as a change; asked again next time
    }
  }

  return {
    status: () => status,
    databaseFailed: () => become({ database: "down" }),
    scoringBecame: (scoring) => become({ scoring }),
    modelBecame: (model) => become({ model }),
    messageReceived(at) {
      lastMessageAt = at;
      if (status.feed === "silent") become({ feed: "up" });
    },
    async check() {
      const isSilent = now().getTime() - lastMessageAt >= FEED_SILENT_MS && hasMonitoredPatients();
      become({ feed: isSilent ? "silent" : "up" });
      pinging ??= pingDatabase().finally(() => (pinging = undefined));
      await pinging;
    },
  };
}
