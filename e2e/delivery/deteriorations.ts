import { setTimeout as sleep } from "node:timers/promises";
import { admitAll, loadPatients, type LoadPatient } from "../../server/bench/load-patient";
import { MllpClient, MllpClientClosed } from "../../server/senders/mllp-client";
import { observationMessage } from "../../server/senders/hl7-message";
import type { ObservationKind } from "../../server/senders/observation-codes";
import { SEPTIC, type Signs, UNWELL, WELL } from "../fixtures/bedside-gateway";
import { between, oneOf } from "./chance";

const CONNECTIONS = 4;
const SENDER = { sendingApplication: "DELIVERY", sendingFacility: "DELIVERY" } as const;

/** Patients who get worse and better all the time, each at a monitor that speaks HL7. */
export class Deteriorations {
  readonly #patients: readonly LoadPatient[];
  readonly #links: readonly MllpClient[];
  readonly #random: () => number;
  #messages = 0;
  #isOver = false;

  constructor({ beds, port, random }: { beds: number; port: number; random: () => number }) {
    this.#patients = loadPatients(beds);
    this.#random = random;
    const target = { host: "127.0.0.1", port };
    this.#links = Array.from(
      { length: CONNECTIONS },
      () => new MllpClient(target, { windowSize: 2_000, answerTimeoutMs: 5_000 }),
    );
  }

  get messages(): number {
    return this.#messages;
  }

  admit(): Promise<void> {
    return admitAll(this.#patients, this.#linkOf(0));
  }

  /** Each patient gets worse once in so long, at a moment of its own, until it is called off. */
  async run(cycleMs: number): Promise<void> {
    await Promise.all(this.#patients.map((patient) => this.#live(patient, cycleMs)));
  }

  stop(): void {
    this.#isOver = true;
  }

  close(): void {
    for (const link of this.#links) link.close();
  }

  async #live(patient: LoadPatient, cycleMs: number): Promise<void> {
    const random = this.#random;
    await sleep(between(random, 0, cycleMs));
    while (!this.#isOver) {
      await this.#measure(patient, oneOf(random, [SEPTIC, UNWELL]));
      await sleep(between(random, 0.3, 0.5) * cycleMs);
      // Now and then it gets worse still, or stays as it is until the next time.
      if (random() < 0.2) await this.#measure(patient, SEPTIC);
      await sleep(between(random, 0.3, 0.5) * cycleMs);
      if (random() < 0.95) await this.#measure(patient, WELL);
    }
  }

  /** Sent again until it is stored, however long the server is away. */
  async #measure({ index, identity, bed }: LoadPatient, signs: Signs): Promise<void> {
    const at = Date.now();
    this.#messages += 1;
    const header = { ...SENDER, controlId: `D${index}X${this.#messages}`, sentAt: at };
    const values = Object.entries(signs).map(([kind, value]) => ({
      kind: kind as ObservationKind,
      value,
    }));
    const observed = { at, deviceEui64: "0A1B2C3D4E5F6071", values };
    await this.#linkOf(index)
      .send(observationMessage(header, identity, bed, observed))
      .catch((cause: unknown) => {
        if (!(cause instanceof MllpClientClosed)) throw cause;
      });
  }

  #linkOf(index: number): MllpClient {
    const link = this.#links[index % this.#links.length];
    if (!link) throw new Error("there is no link");
    return link;
  }
}
