import { io } from "socket.io-client";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import type { AlertId, UnitId } from "#models/shared/ids";
import {
  createLiveClient,
  type LiveClient,
  type LiveSocket,
} from "../../app/_components/live/live-client";
import type { LiveAction } from "../../app/_components/live/live-state";
import { createLiveStore, type LiveStore } from "../../app/_components/live/live-store";
import type { AlertOnWire } from "../../app/_components/live/alert-ledger";
import { Network, type NetworkLoss } from "./network";
import type { Watcher } from "./people";

/**
 * A tab without its window: the app's own connection and state, and a record of what it would have shown as
 * new. Its network can be taken away.
 */
export class Screen {
  readonly #store: LiveStore;
  readonly #client: LiveClient;
  readonly #network: Network;
  #close: (() => void) | undefined;
  #connectedAt: number | undefined;

  /** How many times each alert appeared on the screen. */
  readonly appeared = new Map<AlertId, number>();
  /** How many times each step changed it. */
  readonly steps = new Map<number, number>();
  /** The first snapshot of each unit: what came after it is news. */
  readonly baseline = new Map<UnitId, number>();
  /** From the connection to the screen that says it is live, milliseconds. */
  readonly catchUps: number[] = [];
  losses = 0;

  constructor(
    readonly watcher: Watcher,
    { url, httpPort }: { url: string; httpPort: number },
  ) {
    this.#network = new Network(httpPort);
    const store = createLiveStore({ startedAt: Date.now(), browserNow: Date.now });
    this.#store = { ...store, dispatch: (action) => this.#take(store, action) };
    const extraHeaders = { origin: url, cookie: watcher.cookie };
    this.#client = createLiveClient(this.#store, (options) => {
      // Of the page, as a browser would say; the way there is ours to break.
      const socket: LiveSocket = io(this.#network.url, {
        ...options,
        extraHeaders,
        forceNew: true,
      });
      socket.on("connect", () => (this.#connectedAt = performance.now()));
      return socket;
    });
  }

  async open(): Promise<void> {
    await this.#network.open();
    this.#close = this.#client.open(this.watcher.asked);
  }

  close(): void {
    this.#close?.();
    this.#network.close();
  }

  get isLive(): boolean {
    return this.#store.state().connection.state === "live";
  }

  get alerts(): ReadonlyMap<AlertId, AlertOnWire> {
    return this.#store.state().ledger.alerts;
  }

  loseNetwork(how: NetworkLoss): void {
    this.losses += 1;
    this.#network.lose(how);
  }

  findNetwork(): void {
    this.#network.find();
  }

  /** What a nurse does about some alert that waits; quietly nothing when none does. */
  async answerOne(answer: AlertAnswer): Promise<boolean> {
    for (const alert of this.alerts.values())
      if (alert.phase === "raised") {
        const answered = await this.#client.answer(alert, answer);
        return answered.ok;
      }
    return false;
  }

  #take(store: LiveStore, action: LiveAction): void {
    const before = store.state().ledger;
    store.dispatch(action);
    const after = store.state().ledger;
    if (action.type === "connected" && this.#connectedAt !== undefined) {
      this.catchUps.push(performance.now() - this.#connectedAt);
      this.#connectedAt = undefined;
    }
    if (action.type === "snapshot") {
      const { unitId, alertSequence } = action.snapshot;
      if (!this.baseline.has(unitId)) this.baseline.set(unitId, alertSequence);
      for (const alertId of after.alerts.keys())
        if (!before.alerts.has(alertId)) count(this.appeared, alertId);
    }
    if (action.type === "alert-event" && after !== before) {
      const { sequence, alert } = action.event;
      count(this.steps, sequence);
      if (!before.alerts.has(alert.alertId)) count(this.appeared, alert.alertId);
    }
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
