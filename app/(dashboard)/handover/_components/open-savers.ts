import { createContext } from "react";
import type { SectionSaver } from "./section-saver";

/** The sections that are open for words on this page, for whoever acts on all of them together. */
export class OpenSavers {
  readonly #savers = new Set<SectionSaver>();

  add(saver: SectionSaver): () => void {
    this.#savers.add(saver);
    return () => this.#savers.delete(saver);
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
