import type { BedLocation } from "./hl7-message";

/** Lends beds in order of preference; whoever finds none waits for the first that is given back. */
export class ReplayBeds {
  readonly #free: BedLocation[];
  readonly #waiting: ((bed: BedLocation) => void)[] = [];

  constructor(bedsInOrder: readonly BedLocation[]) {
    this.#free = [...bedsInOrder];
  }

  take(signal: AbortSignal): Promise<BedLocation> {
    const bed = this.#free.shift();
    if (bed) return Promise.resolve(bed);
    return new Promise((resolve, reject) => {
      const stop = () => {
        const index = this.#waiting.indexOf(receive);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(signal.reason);
      };
      const receive = (freed: BedLocation) => {
        signal.removeEventListener("abort", stop);
        resolve(freed);
      };
      signal.addEventListener("abort", stop, { once: true });
      this.#waiting.push(receive);
    });
  }

  /** A bed that is kept by somebody else is given back too, later: it may have become free. */
  giveBack(bed: BedLocation): void {
    const next = this.#waiting.shift();
    if (next) next(bed);
    else this.#free.push(bed);
  }
}

export const bedKey = (bed: BedLocation): string => `${bed.unitCode}/${bed.bedLabel}`;
