import type { SheetSection } from "#models/handover/sheet";
import type { ActionResult } from "@/_lib/action-result";
import type { SectionAnswer } from "../actions";

/** A section as the server gave it, as plain values. */
export type ShownSection = Pick<
  SheetSection,
  "section" | "text" | "draft" | "isWorded" | "version"
>;

export interface SectionState {
  text: string;
  isWorded: boolean;
  version: number;
  saving:
    | { state: "clean" }
    | { state: "waiting" } // for the hands to rest
    | { state: "saving" }
    | { state: "saved"; at: string }
    | { state: "failed"; problem: string }
    | { state: "conflict"; by: string; at: string; version: number; theirs: string | null };
}

/** Null takes the system's words again. */
type Save = (text: string | null, version: number) => Promise<ActionResult<SectionAnswer>>;

/** Long enough not to save every word, short enough that a tab that is closed loses little. */
const REST_MS = 1_500;

const NO_ANSWER = "The system did not answer. Your words are still here.";

/**
 * Keeps what is typed into one section on the server: one save at a time, the newest words last, and never
 * over what somebody else wrote meanwhile. Told to React by `subscribe` and `snapshot`.
 */
export class SectionSaver {
  #state: SectionState;
  #draft: string | undefined;
  /** The version the page was last drawn with. */
  #drawnVersion: number;
  /** What is to be saved next; undefined when nothing is. */
  #wanted: { text: string | null } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSaving = false;
  readonly #listeners = new Set<() => void>();

  constructor(
    shown: ShownSection,
    private readonly save: Save,
    private readonly restMs = REST_MS,
  ) {
    this.#draft = shown.draft;
    this.#drawnVersion = shown.version;
    this.#state = stateOf(shown);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): SectionState => this.#state;

  get isUnsaved(): boolean {
    return !["clean", "saved"].includes(this.#state.saving.state);
  }

  /** Not saved, and not about to be: an attempt failed, or two have written. */
  get isStuck(): boolean {
    return ["failed", "conflict"].includes(this.#state.saving.state);
  }

  /** How often it was changed since the page was drawn, by whomever, as far as is known here. */
  get changesSinceDrawn(): number {
    return this.#state.version - this.#drawnVersion;
  }

  /** What the server says now; taken on unless there is something here that it does not know yet. */
  offer(shown: ShownSection): void {
    this.#draft = shown.draft;
    this.#drawnVersion = shown.version;
    if (this.isUnsaved || shown.version < this.#state.version) return;
    if (shown.version === this.#state.version && this.#state.isWorded) return;
    this.#become(stateOf(shown));
  }

  edit(text: string): void {
    this.#wanted = { text };
    this.#become({ text, isWorded: true, saving: { state: "waiting" } });
    this.#schedule();
  }

  /** Takes the system's own words again. */
  undo(): void {
    this.#wanted = { text: null };
    this.#become({ text: this.#draft ?? "", isWorded: false, saving: { state: "waiting" } });
    void this.flush();
  }

  /** Does not wait: the field was left, or somebody asks for it again after a failure. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    // A conflict is settled by a person, not by another attempt.
    if (!this.#wanted || this.#isSaving || this.#state.saving.state === "conflict") return;
    const { text } = this.#wanted;
    this.#wanted = undefined;
    this.#isSaving = true;
    this.#become({ saving: { state: "saving" } });
    const answer = await this.save(text, this.#state.version).catch(() => undefined);
    this.#isSaving = false;
    this.#take(answer, text);
  }

  /** Writes over what somebody else wrote, having seen it. */
  keepMine(): void {
    const { saving } = this.#state;
    if (saving.state !== "conflict") return;
    this.#wanted ??= { text: this.#state.isWorded ? this.#state.text : null };
    this.#become({ version: saving.version, saving: { state: "waiting" } });
    void this.flush();
  }

  takeTheirs(): void {
    const { saving } = this.#state;
    if (saving.state !== "conflict") return;
    const { theirs, version } = saving;
    this.#wanted = undefined;
    this.#become({
      text: theirs ?? this.#draft ?? "",
      isWorded: theirs !== null,
      version,
      saving: { state: "clean" },
    });
  }

  #take(answer: ActionResult<SectionAnswer> | undefined, text: string | null): void {
    if (!answer?.ok) {
      // What was typed since goes with the next attempt, and what was not saved does too.
      this.#wanted ??= { text };
      const problem = answer ? answer.error.message : NO_ANSWER;
      this.#become({ saving: { state: "failed", problem } });
      return;
    }
    const { value } = answer;
    if (value.state === "changed") {
      this.#wanted ??= { text };
      const { by, at, version, text: theirs } = value;
      this.#become({ saving: { state: "conflict", by, at, version, theirs } });
      return;
    }
    this.#become({ version: value.version, saving: { state: "saved", at: value.at } });
    if (!this.#wanted) return;
    this.#become({ saving: { state: "waiting" } });
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.restMs);
  }

  #become(change: Partial<SectionState>): void {
    // While two have written, nothing but a decision ends that; typing goes on.
    const isUndecided =
      this.#state.saving.state === "conflict" &&
      change.saving?.state === "waiting" &&
      change.version === undefined;
    const { saving } = this.#state;
    this.#state = { ...this.#state, ...change, ...(isUndecided && { saving }) };
    for (const listener of this.#listeners) listener();
  }
}

const stateOf = ({ text, isWorded, version }: ShownSection): SectionState => ({
  text: text ?? "",
  isWorded,
  version,
  saving: { state: "clean" },
});
