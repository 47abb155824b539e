import type { AnsweredCause, UnitAlertEvent } from "#db/alerts";
import type { Alert } from "#models/alerts/alert";
import { type AlertLife, isEnded } from "#models/alerts/alert-lifecycle";
import type { AlertId, UnitId } from "#models/shared/ids";
import type { AlertRows } from "./alert-command";

/** An alert as a row: what never changes of it, where it is, and its life. */
interface Row {
  alert: Alert;
  life: AlertLife;
}

export interface StoredStep {
  event: UnitAlertEvent;
  before: AlertLife | undefined;
  after: AlertLife;
}

/** The rows of the database without the database, and every step they took: for tests only. */
export class MemoryAlertRows implements AlertRows {
  readonly #rows = new Map<AlertId, Row>();
  readonly steps: StoredStep[] = [];

  open(): Alert[] {
    return [...this.#rows.values()].filter(({ life }) => !isEnded(life)).map(toAlert);
  }

  all(): Alert[] {
    return [...this.#rows.values()].map(toAlert);
  }

  /** The last answer to each cause, of alerts that a person ended. */
  answered(): AnsweredCause[] {
    const last = new Map<string, AnsweredCause>();
    for (const { event, after } of this.steps) {
      const { alert, details, at } = event.event;
      const { encounterId, unitId, priority, reason } = alert;
      const key = `${encounterId} ${reason.cause}`;
      const isStill = this.life(alert.alertId) === after;
      if (details?.step !== "resolved" || !details.disposition || !isStill) continue;
      const { disposition } = details;
      last.set(key, {
        ...{ encounterId, unitId, cause: reason.cause, priority, disposition, endedAt: at },
      });
    }
    return [...last.values()];
  }

  life(alertId: AlertId): AlertLife | undefined {
    return this.#rows.get(alertId)?.life;
  }

  async raise(alert: Alert): Promise<UnitAlertEvent | undefined> {
    const isThere = this.#rows.has(alert.alertId) || this.isOpen(alert);
    if (isThere) return undefined;
    const { priority, phase, rung } = alert;
    const life: AlertLife = {
      ...{ priority, phase, rung },
      raisedAt: alert.raisedAt.getTime(),
      askedAt: alert.askedAt.getTime(),
      dueAt: alert.dueAt?.getTime(),
      ...{ acknowledged: undefined, inHand: undefined, snooze: undefined, endedAt: undefined },
    };
    const row = { alert, life };
    this.#rows.set(alert.alertId, row);
    return this.#tell(row, undefined, alert.unitId, { step: "raised", at: alert.raisedAt });
  }

  /** Whether one of the same patient and cause is open: what a unique index of the database forbids. */
  isOpen({ encounterId, reason }: Pick<Alert, "encounterId" | "reason">): boolean {
    return this.open().some(
      (open) => open.encounterId === encounterId && open.reason.cause === reason.cause,
    );
  }

  async lock(alertId: AlertId): ReturnType<AlertRows["lock"]> {
    const row = this.#rows.get(alertId);
    return row && { unitId: row.alert.unitId, life: row.life };
  }

  async save(made: Parameters<AlertRows["save"]>[0]): Promise<UnitAlertEvent | undefined> {
    const { alertId, unitId, life, step, details, at, assessed } = made;
    const row = this.#rows.get(alertId);
    if (!row) return undefined;
    const before = row.life;
    row.life = life;
    if (assessed) row.alert = { ...row.alert, reason: assessed.reason };
    return this.#tell(row, before, unitId, { step, at, ...(details && { details }) });
  }

  async move(move: Parameters<AlertRows["move"]>[0]): Promise<UnitAlertEvent[]> {
    const { alertId, from, to, bedId, at } = move;
    const row = this.#rows.get(alertId);
    const isThere = row?.alert.unitId === to && row.alert.bedId === bedId;
    if (!row || isEnded(row.life) || isThere) return [];
    row.alert = { ...row.alert, unitId: to, bedId };
    return [...new Set([from, to])].map((unitId) =>
      this.#tell(row, row.life, unitId, { step: "moved", at }),
    );
  }

  #tell(
    row: Row,
    before: AlertLife | undefined,
    heardIn: UnitId,
    told: Pick<UnitAlertEvent["event"], "step" | "at" | "details">,
  ): UnitAlertEvent {
    const sequence = this.steps.length + 1;
    const event = { heardIn, event: { sequence, alert: toAlert(row), ...told } };
    this.steps.push({ event, before, after: row.life });
    return event;
  }
}

function toAlert({ alert, life }: Row): Alert {
  const { alertId, encounterId, unitId, bedId, bedLabel, reason } = alert;
  const { phase, priority, rung, dueAt, endedAt } = life;
  return {
    ...{ alertId, encounterId, unitId, bedId, bedLabel, reason, phase, priority, rung },
    raisedAt: new Date(life.raisedAt),
    askedAt: new Date(life.askedAt),
    ...(dueAt !== undefined && { dueAt: new Date(dueAt) }),
    ...(endedAt !== undefined && { endedAt: new Date(endedAt) }),
  };
}
