interface Waiting<Item, Outcome> {
  item: Item;
  resolve: (outcome: Outcome) => void;
  reject: (cause: unknown) => void;
}

/**
 * Commits items in groups: what arrives while one commit runs goes together in the next. A quiet
 * feed is committed at once; a busy one waits until `leastIntervalMs` after the last group began, for
 * a group costs a round trip, whatever its size, that a message can share.
 */
export class GroupCommit<Item, Outcome> {
  private waiting: Waiting<Item, Outcome>[] = [];
  private running: Promise<void> | undefined;
  private beganAt = Number.NEGATIVE_INFINITY;

  /** `commit` answers each item in order; when it throws, every item of the group fails with that. */
  constructor(
    private readonly commit: (items: readonly Item[]) => Promise<readonly Outcome[]>,
    private readonly mostPerGroup: number,
    private readonly leastIntervalMs = 0,
  ) {}

  submit(item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing is in hand. */
  async drain(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    // What the same packet brought in joins the first group.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      await this.untilDue();
      const group = this.waiting.splice(0, this.mostPerGroup);
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
    this.running = undefined;
  }

  private async untilDue(): Promise<void> {
    const waitMs = this.beganAt + this.leastIntervalMs - performance.now();
    if (waitMs > 0 && this.waiting.length < this.mostPerGroup)
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    this.beganAt = performance.now();
  }
}
