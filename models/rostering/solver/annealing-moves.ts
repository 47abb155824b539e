import type { SearchState } from "./annealing-state";

/**
 * Tries one change of a roster after the other. A move is a few cells, each put at once with what it costs, so
 * that the next one sees it; what is refused is put back in the reverse order.
 */
export class Moves {
  /** What the move in hand costs so far. */
  points = 0;
  hard = 0;

  readonly #state: SearchState;
  readonly #random: () => number;
  /** Cells of the move in hand and what was in them. */
  readonly #people: Int32Array;
  readonly #days: Int32Array;
  readonly #before: Uint8Array;
  #count = 0;

  constructor(state: SearchState, random: () => number) {
    this.#state = state;
    this.#random = random;
    const most = 4 * state.days;
    this.#people = new Int32Array(most);
    this.#days = new Int32Array(most);
    this.#before = new Uint8Array(most);
  }

  /** Puts a random move and leaves its price in `points` and `hard`; false if it came to nothing. */
  propose(): boolean {
    this.#count = 0;
    this.points = 0;
    this.hard = 0;
    const kind = this.#random();
    if (kind < 0.3) return this.#changeOne();
    if (kind < 0.62) return this.#swapOnDays(1);
    if (kind < 0.82) return this.#swapOnDays(2 + this.#below(this.#random() < 0.8 ? 6 : 13));
    if (kind < 0.9) return this.#swapWithin();
    if (kind < 0.96) return this.#shiftRun();
    return this.#fillRun();
  }

  undo(): void {
    while (this.#count > 0) {
      this.#count -= 1;
      const at = this.#count;
      this.#state.put(this.#people[at] ?? 0, this.#days[at] ?? 0, this.#before[at] ?? 0);
    }
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #put(person: number, day: number, duty: number, countsInCovers: boolean): void {
    const state = this.#state;
    state.lineChange(person, day, duty);
    if (countsInCovers) state.addCoverChange(person, day, duty);
    this.points += state.points;
    this.hard += state.hard;
    const at = this.#count;
    this.#people[at] = person;
    this.#days[at] = day;
    this.#before[at] = state.dutyOf(person, day);
    this.#count = at + 1;
    state.put(person, day, duty);
  }

  #anyAllowed(person: number, day: number): number {
    const { allowedStart, allowed, days } = this.#state;
    const from = allowedStart[person * days + day] ?? 0;
    const until = allowedStart[person * days + day + 1] ?? 0;
    return allowed[from + this.#below(until - from)] ?? 0;
  }

  #changeOne(): boolean {
    const state = this.#state;
    const person = this.#below(state.people);
    const day = this.#below(state.days);
    const duty = this.#anyAllowed(person, day);
    if (duty === state.dutyOf(person, day) || !state.isAllowed(person, day, duty)) return false;
    this.#put(person, day, duty, true);
    return true;
  }

  /** Two people give each other their duties of so many days. */
  #swapOnDays(length: number): boolean {
    const state = this.#state;
    const one = this.#below(state.people);
    const other = this.#below(state.people);
    if (one === other) return false;
    const first = this.#below(state.days);
    const end = Math.min(first + length, state.days);
    let differs = false;
    for (let day = first; day < end; day += 1) {
      const mine = state.dutyOf(one, day);
      const theirs = state.dutyOf(other, day);
      if (mine === theirs) continue;
      differs = true;
      if (!state.isAllowed(one, day, theirs) || !state.isAllowed(other, day, mine)) return false;
    }
    if (!differs) return false;
    // Those who count alike leave every cover as it is.
    const counts = state.classOf[one] !== state.classOf[other];
    for (let day = first; day < end; day += 1) {
      const mine = state.dutyOf(one, day);
      const theirs = state.dutyOf(other, day);
      if (mine === theirs) continue;
      this.#put(one, day, theirs, counts);
      this.#put(other, day, mine, counts);
    }
    return true;
  }

  /** Two days of one person, mostly near each other. */
  #swapWithin(): boolean {
    const state = this.#state;
    const person = this.#below(state.people);
    const one = this.#below(state.days);
    const other =
      this.#random() < 0.7
        ? Math.min(one + 1 + this.#below(7), state.days - 1)
        : this.#below(state.days);
    const first = state.dutyOf(person, one);
    const second = state.dutyOf(person, other);
    if (first === second) return false;
    if (!state.isAllowed(person, one, second) || !state.isAllowed(person, other, first)) {
      return false;
    }
    this.#put(person, one, second, true);
    this.#put(person, other, first, true);
    return true;
  }

  /** A run of days begins a day earlier or later, and ends so. */
  #shiftRun(): boolean {
    const state = this.#state;
    const person = this.#below(state.people);
    const first = this.#below(state.days);
    const works = state.dutyOf(person, first) !== 0;
    let start = first;
    while (start > 0 && (state.dutyOf(person, start - 1) !== 0) === works) start -= 1;
    let stop = first + 1;
    while (stop < state.days && (state.dutyOf(person, stop) !== 0) === works) stop += 1;
    const isLater = this.#random() < 0.5;
    const gains = isLater ? stop : start - 1;
    const loses = isLater ? start : stop - 1;
    if (gains < 0 || gains >= state.days) return false;
    const taken = state.dutyOf(person, isLater ? stop - 1 : start);
    const given = state.dutyOf(person, gains);
    if (!state.isAllowed(person, gains, taken) || !state.isAllowed(person, loses, given)) {
      return false;
    }
    this.#put(person, gains, taken, true);
    this.#put(person, loses, given, true);
    return true;
  }

  /** Some days in a row get one duty, or are freed. */
  #fillRun(): boolean {
    const state = this.#state;
    const person = this.#below(state.people);
    const first = this.#below(state.days);
    const end = Math.min(first + 2 + this.#below(4), state.days);
    const duty = this.#anyAllowed(person, first);
    for (let day = first; day < end; day += 1) {
      if (!state.isAllowed(person, day, duty)) continue;
      if (state.dutyOf(person, day) !== duty) this.#put(person, day, duty, true);
    }
    return this.#count > 0;
  }
}
