import type { UnitAlertEvent } from "#db/alerts";
import type { Alert, AlertEvent } from "#models/alerts/alert";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import type { AssessedPatient } from "#models/alerts/alert-finding";
import { advance } from "#models/alerts/alert-lifecycle";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import { type AlertId, BedId, EncounterId, UnitId, type UserId } from "#models/shared/ids";
import { applyAlertCommand, type AlertCommand } from "./alert-command";
import { type AlertTimer, createAlertTimer } from "./alert-timer";
import { type AlertPlace, type AlertWatch, createAlertWatch } from "./alert-watch";
import { MemoryAlertRows } from "./testing-alert-rows";

const id = (kind: string, digit: number) => `${kind}0000000-0000-4000-8000-00000000000${digit}`;
export const UNITS = [1, 2].map((digit) => UnitId.parse(id("a", digit)));
export const ENCOUNTERS = [1, 2, 3].map((digit) => EncounterId.parse(id("e", digit)));

/** A server's part in alerts, joined as it joins them, over rows in memory that can be away: for tests only. */
export class AlertHospital {
  readonly rows = new MemoryAlertRows();
  readonly policies: Map<UnitId, AlertPolicy>;
  readonly places = new Map<EncounterId, AlertPlace>();
  readonly announced: AlertEvent[] = [];
  now = Date.parse("2026-03-01T00:00:00Z");
  isDatabaseUp = true;
  /** Steps that a second storing of the same command made: there must be none. */
  madeTwice = 0;
  #waiting: AlertCommand[] = [];
  #open = new Map<AlertId, Alert>();
  #ids = 0;
  #watch: AlertWatch;
  #timer: AlertTimer;

  constructor(policy: AlertPolicy) {
    this.policies = new Map(UNITS.map((unitId) => [unitId, policy]));
    [this.#watch, this.#timer] = this.#begin();
  }

  policyOf = (unitId: UnitId): AlertPolicy => {
    const policy = this.policies.get(unitId);
    if (!policy) throw new Error("the hospital has no such unit");
    return policy;
  };

  /** Nothing waits to be stored. */
  get isSettled(): boolean {
    return this.#waiting.length === 0;
  }

  /** What the server itself takes for open, and the patients it watches for it. */
  get open(): Alert[] {
    return [...this.#open.values()];
  }
  get watched(): EncounterId[] {
    return this.#watch.encounters();
  }

  async assess(encounterId: EncounterId, assessment: AssessedPatient): Promise<void> {
    const place = this.places.get(encounterId);
    if (place) this.#watch.assessed(place, assessment);
    await this.store();
  }

  /** True when it was taken. */
  async answer(alertId: AlertId, answer: AlertAnswer, by: UserId): Promise<boolean> {
    if (!this.isDatabaseUp) return false;
    const held = await this.rows.lock(alertId);
    const alert = this.rows.all().find((each) => each.alertId === alertId);
    if (!held || !alert || (answer.type === "reopen" && this.rows.isOpen(alert))) return false;
    const command =
      answer.type === "acknowledge" || answer.type === "take" ? { ...answer, by } : answer;
    const made = advance(held.life, command, this.now, this.policyOf(held.unitId));
    if (!made.ok) return false;
    const { life, step, details } = made;
    const at = new Date(this.now);
    this.#tell(await this.rows.save({ alertId, unitId: held.unitId, life, step, details, at }));
    await this.store();
    return true;
  }

  async arrive(encounterId: EncounterId, unitId: UnitId): Promise<void> {
    const before = this.places.get(encounterId);
    const place = { encounterId, unitId, bedId: bedOf(unitId), bedLabel: "01" };
    this.places.set(encounterId, place);
    if (before && before.unitId !== unitId) this.#watch.moved(place, before.unitId);
    await this.store();
  }

  async leave(encounterId: EncounterId): Promise<void> {
    this.places.delete(encounterId);
    this.#watch.left(encounterId);
    await this.store();
  }

  async look(): Promise<void> {
    this.#timer.look();
    await this.store();
  }

  async sweep(): Promise<void> {
    if (this.isSettled) {
      this.#watch.agreeWith(this.open);
      this.open.forEach((alert) => this.#putInPlace(alert));
    }
    this.#watch.sweep();
    await this.store();
  }

  /** Everything in memory is gone, also what waited; what is stored is there. */
  async restart(): Promise<void> {
    this.#waiting = [];
    [this.#watch, this.#timer] = this.#begin();
    const open = this.rows.open();
    this.#open = new Map(open.map((alert) => [alert.alertId, alert]));
    this.#watch.restore(open, this.rows.answered());
    open.forEach((alert) => this.#putInPlace(alert));
    await this.store();
  }

  /** The oldest commands that wait are given up. */
  giveUp(commands: number): void {
    this.#watch.gaveUp(this.#waiting.slice(0, commands));
    this.#waiting = this.#waiting.slice(commands);
  }

  async store(): Promise<void> {
    while (this.isDatabaseUp) {
      const command = this.#waiting.shift();
      if (!command) return;
      const made = await applyAlertCommand(this.rows, command, this.policyOf);
      this.madeTwice += (await applyAlertCommand(this.rows, command, this.policyOf)).length;
      made.forEach((event) => this.#tell(event));
    }
  }

  #begin(): [AlertWatch, AlertTimer] {
    const submit = (command: AlertCommand) => void this.#waiting.push(command);
    const now = () => new Date(this.now);
    const newId = () => `00000000-0000-4000-8000-${String((this.#ids += 1)).padStart(12, "0")}`;
    const isSettled = () => this.isSettled;
    return [
      createAlertWatch({ submit, now, newId, policyOf: this.policyOf }),
      createAlertTimer({ submit, now, isSettled, open: () => this.#open.values() }),
    ];
  }

  #tell(made: UnitAlertEvent | undefined): void {
    if (!made) return;
    const { event } = made;
    if (event.alert.endedAt) this.#open.delete(event.alert.alertId);
    else this.#open.set(event.alert.alertId, event.alert);
    this.#watch.stepped(event);
    this.announced.push(event);
    if (event.step === "reopened") this.#putInPlace(event.alert);
  }

  #putInPlace({ encounterId, unitId }: Alert): void {
    const place = this.places.get(encounterId);
    if (!place) this.#watch.left(encounterId);
    else if (place.unitId !== unitId) this.#watch.moved(place, unitId);
  }
}

const bedOf = (unitId: UnitId): BedId => BedId.parse(unitId.replace(/^a/, "b"));
