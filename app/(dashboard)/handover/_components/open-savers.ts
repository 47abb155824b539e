import { createContext } from "react";
import type { SectionSaver } from "./section-saver";

/** The sections that are open for words on this page, for whoever acts on all of them together. */
export class OpenSavers {
  readonly #savers = new Set<SectionSaver>();
  readonly #listeners = new Set<() => void>();

  add(saver: SectionSaver): () => void {
    this.#savers.add(saver);
    const stop = saver.subscribe(() => this.#tell());
    this.#tell();
    return () => {
      stop();
      this.#savers.delete(saver);
      this.#tell();
    };
  }

  /** Hears of every change of any of them. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** What another attempt has to save, or a person to settle: leaving the page would lose it. */
  get isStuck(): boolean {
    return [...this.#savers].some(({ isStuck }) => isStuck);
  }

  get hasUnsaved(): boolean {
    return [...this.#savers].some(({ isUnsaved }) => isUnsaved);
  }

  get changesSinceDrawn(): number {
    return [...this.#savers].reduce((sum, saver) => sum + saver.changesSinceDrawn, 0);
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#savers].map((saver) => saver.flush()));
  }
}

export const OpenSaversContext = createContext<OpenSavers | undefined>(undefined);
