import type { StoredAuditEvent } from "../audit/audit-event";
import { type EncounterId, SessionId, type UserId } from "../shared/ids";
import { type Detector, DETECTORS, gatewayOf } from "./detector";
import type { Evidence } from "./evidence";
import type { Signal } from "./signal";

/** What is kept of an event while it is in a window. */
interface Observation {
  at: number;
  sequence: number;
  actorId: UserId | undefined;
  subjectId: UserId | undefined;
  sessionId: SessionId | undefined;
  encounterId: EncounterId | undefined;
  address: string | undefined;
  gateway: string | undefined;
}

/** The last observation of each thing counted. */
type Window = ReadonlyMap<string, Observation>;

/**
 * Everything the detectors remember. The windows are no more than the events since
 * `oldestSequence`, so they can be built again from those; the rest is small and is stored.
 */
export interface DetectorState {
  windows: ReadonlyMap<string, Window>;
  /** By cause: until when it is not signalled again, epoch milliseconds. */
  quietUntil: ReadonlyMap<string, number>;
  /** Of all events so far. */
  latestAt: number;
}

export const NOTHING_SEEN: DetectorState = {
  windows: new Map(),
  quietUntil: new Map(),
  latestAt: -Infinity,
};

/** Above every threshold. An attacker who fills a window pushes out the oldest, which are known by then. */
const KEPT_IN_WINDOW = 300;

/**
 * Takes events in and says what they amount to. Pure; the order of events within one batch does not
 * matter. A cause that was signalled is quiet for the length of its window, then signalled again if it
 * goes on.
 */
export function detect(
  state: DetectorState,
  events: readonly StoredAuditEvent[],
  detectors: readonly Detector[] = DETECTORS,
): { state: DetectorState; signals: Signal[] } {
  const windows = new Map(state.windows);
  const quietUntil = new Map(state.quietUntil);
  const signals: Signal[] = [];
  let { latestAt } = state;

  for (const event of inOrder(events)) {
    const at = event.occurredAt.getTime();
    latestAt = Math.max(latestAt, at);
    for (const detector of detectors) {
      const seen = detector.read(event);
      if (!seen) continue;

      const { kind, threshold, name } = detector;
      const window = lookIn(windows.get(`${name} ${seen.key}`), seen.value, event, threshold);
      windows.set(`${name} ${seen.key}`, window);

      const cause = `${kind}:${seen.key}`;
      if (window.size < threshold.distinct || (quietUntil.get(cause) ?? -Infinity) > at) continue;
      quietUntil.set(cause, at + threshold.windowMs);
      signals.push({ kind, dedupKey: cause, at: event.occurredAt, evidence: evidenceOf(window) });
    }
  }
  return { state: forget({ windows, quietUntil, latestAt }, detectors), signals };
}

/** A state after a restart: its windows from the events since its `oldestSequence`, the rest as it was kept. */
export const restored = (
  replayed: DetectorState,
  kept: Pick<DetectorState, "quietUntil" | "latestAt">,
): DetectorState => forget({ windows: replayed.windows, ...kept }, DETECTORS);

/** The first audit record that still counts somewhere; undefined when none does. */
export function oldestSequence({ windows }: DetectorState): number | undefined {
  let oldest: number | undefined;
  for (const window of windows.values())
    for (const { sequence } of window.values())
      if (oldest === undefined || sequence < oldest) oldest = sequence;
  return oldest;
}

const inOrder = (events: readonly StoredAuditEvent[]): StoredAuditEvent[] =>
  [...events].sort(
    (one, other) =>
      one.occurredAt.getTime() - other.occurredAt.getTime() || one.sequence - other.sequence,
  );

function lookIn(
  before: Window | undefined,
  value: string,
  event: StoredAuditEvent,
  { windowMs }: { windowMs: number },
): Window {
  const at = event.occurredAt.getTime();
  const window = new Map<string, Observation>();
  for (const [known, seen] of before ?? [])
    if (known !== value && seen.at > at - windowMs) window.set(known, seen);

  // Taken out and put in again: the order of the map is that of the last sighting.
  const previous = before?.get(value);
  window.set(value, previous && previous.at > at ? previous : observe(event));
  const [oldest] = window.keys();
  if (window.size > KEPT_IN_WINDOW && oldest !== undefined) window.delete(oldest);
  return window;
}

function observe(event: StoredAuditEvent): Observation {
  const { actor, details } = event;
  return {
    at: event.occurredAt.getTime(),
    sequence: event.sequence,
    actorId: actor.kind === "user" ? actor.userId : undefined,
    subjectId: event.subjectUserId,
    sessionId:
      (actor.kind === "user" ? actor.sessionId : undefined) ??
      SessionId.safeParse(details?.["sessionId"]).data,
    encounterId: event.encounterId,
    address: event.address,
    gateway: gatewayOf(event),
  };
}

function evidenceOf(window: Window): Evidence {
  const seen = [...window.values()];
  const times = seen.map(({ at }) => at);
  const all = <T>(pick: (one: Observation) => T | undefined): T[] => [
    ...new Set(seen.map(pick).filter((each) => each !== undefined)),
  ];
  return {
    firstAt: new Date(Math.min(...times)),
    lastAt: new Date(Math.max(...times)),
    distinct: window.size,
    auditSequences: all(({ sequence }) => sequence).sort((a, b) => a - b),
    actorIds: all(({ actorId }) => actorId),
    subjectIds: all(({ subjectId }) => subjectId),
    sessionIds: all(({ sessionId }) => sessionId),
    encounterIds: all(({ encounterId }) => encounterId),
    addresses: all(({ address }) => address),
    gateways: all(({ gateway }) => gateway),
    files: [],
  };
}

/** Lets go of what can no longer count: the windows hold what the last hour did, however long we run. */
function forget(
  { windows, quietUntil, latestAt }: DetectorState,
  detectors: readonly Detector[],
): DetectorState {
  const lengths = new Map(detectors.map(({ name, threshold }) => [name, threshold.windowMs]));
  const kept = new Map<string, Window>();
  for (const [key, window] of windows) {
    const since = latestAt - (lengths.get(key.slice(0, key.indexOf(" "))) ?? 0);
    const live = [...window].filter(([, { at }]) => at > since);
    if (live.length > 0) kept.set(key, live.length === window.size ? window : new Map(live));
  }
  return {
    windows: kept,
    quietUntil: new Map([...quietUntil].filter(([, until]) => until > latestAt)),
    latestAt,
  };
}
