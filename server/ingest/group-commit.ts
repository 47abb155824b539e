interface Waiting<Item, Outcome> {
  item: Item;
  resolve: (outcome: Outcome) => void;
  reject: (cause: unknown) => void;
}

export interface GroupCommitOptions<Item> {
  mostPerGroup: number;
  /**
   * A quiet feed is committed at once; a busy one waits until this long after the last group began,
   * for a group costs a round trip, whatever its size, that a message can share.
   */
  leastIntervalMs?: number;
  /** Groups that may be under way at once (1), so that one is built while the database is at another. */
  lanes?: number;
  /** An item that must not overtake, or be overtaken by, any other. */
  mustGoAlone?: (item: Item) => boolean;
}

/** Commits items in groups: what arrives while the lanes are busy goes together in the next. */
export class GroupCommit<Item, Outcome> {
  private waiting: Waiting<Item, Outcome>[] = [];
  private running: Promise<void> | undefined;
  private readonly underWay = new Set<Promise<void>>();
  private wake = (): void => undefined;
  private beganAt = Number.NEGATIVE_INFINITY;

  /** `commit` answers each item in order; when it throws, every item of the group fails with that. */
  constructor(
    private readonly commit: (items: readonly Item[]) => Promise<readonly Outcome[]>,
    private readonly options: GroupCommitOptions<Item>,
  ) {}

  submit(item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.wake();
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing is in hand. */
  async drain(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    const { lanes = 1, mostPerGroup, mustGoAlone = () => false } = this.options;
    // What the same packet brought in joins the first group.
    await Promise.resolve();
    while (this.waiting.length > 0 || this.underWay.size > 0) {
      if (this.waiting.length === 0) {
        await this.untilSomethingHappens();
        continue;
      }
      await this.untilDue();
      const group = this.waiting.splice(0, mostPerGroup);
      const isAlone = group.some(({ item }) => mustGoAlone(item));
      if (isAlone) await Promise.all(this.underWay);
      this.begin(group);
      while (this.underWay.size >= (isAlone ? 1 : lanes)) await Promise.race(this.underWay);
    }
    this.running = undefined;
  }

  private begin(group: readonly Waiting<Item, Outcome>[]): void {
    const committed = this.answer(group).finally(() => this.underWay.delete(committed));
    this.underWay.add(committed);
  }

  private async answer(group: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.commit(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) reject(new Error("a commit left an item unanswered"));
        else resolve(outcome);
      });
    } catch (cause) {
      for (const { reject } of group) reject(cause);
    }
  }

  /** Until a commit ends or an item comes. */
  private async untilSomethingHappens(): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    await Promise.race([woken, ...this.underWay]);
    this.wake = () => undefined;
  }

  private async untilDue(): Promise<void> {
    const { leastIntervalMs = 0, mostPerGroup } = this.options;
    const waitMs = this.beganAt + leastIntervalMs - performance.now();
    if (waitMs > 0 && this.waiting.length < mostPerGroup)
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    this.beganAt = performance.now();
  }
}
