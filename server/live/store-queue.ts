/** What waits to be stored: in order, in batches, kept in bounded memory while the database is away. */
export interface StoreQueue<T> {
  add(item: T): void;
  /** Nothing waits, and nothing is being stored. */
  isEmpty(): boolean;
  /** Resolves when nothing waits any more, or as soon as a batch fails. */
  drain(): Promise<void>;
  stop(): void;
}

export interface StoreQueueOptions<T> {
  store: (batch: readonly T[]) => Promise<void>;
  batchSize: number;
  /** Beyond it the oldest are dropped: what is known now matters more than what was known then. */
  limit: number;
  retryMs: number;
  /** Whether the batch itself is to blame: it would fail for ever, and everything behind it wait. */
  isContentFault: (cause: unknown) => boolean;
  /** One item was given up, alone in its batch and to blame. */
  onRefused: (cause: unknown) => void;
  onFailed: (cause: unknown) => void;
  onDropped: (count: number) => void;
  /** What was refused or dropped: it will never be stored. */
  onGivenUp?: (items: readonly T[]) => void;
}

export function createStoreQueue<T>(options: StoreQueueOptions<T>): StoreQueue<T> {
  const { store, batchSize, limit, retryMs, isContentFault } = options;
  const { onRefused, onFailed, onDropped, onGivenUp } = options;
  let waiting: T[] = [];
  let storing: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  /** One of so many at the head cannot be stored: they go one by one until it is found. */
  let suspects = 0;

  async function storeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, suspects > 0 ? 1 : batchSize);
      waiting = waiting.slice(batch.length);
      try {
        await store(batch);
        suspects = Math.max(0, suspects - 1);
      } catch (cause) {
        if (isContentFault(cause) && batch.length === 1) {
          suspects = Math.max(0, suspects - 1);
          onRefused(cause);
          onGivenUp?.(batch);
          continue;
        }
        waiting = [...batch, ...waiting];
        if (isContentFault(cause)) {
          suspects = batch.length;
          continue;
        }
        onFailed(cause);
        retry = setTimeout(start, retryMs);
        return;
      }
    }
  }

  function start(): void {
    clearTimeout(retry);
    retry = undefined;
    storing ??= storeAll().finally(() => (storing = undefined));
  }

  return {
    add(item) {
      waiting.push(item);
      // A tenth at once, so that a full queue is not copied for every item.
      if (waiting.length > limit) {
        const dropped = waiting.slice(0, Math.ceil(limit / 10));
        waiting = waiting.slice(dropped.length);
        onDropped(dropped.length);
        onGivenUp?.(dropped);
      }
      if (!retry) start();
    },
    isEmpty: () => waiting.length === 0 && !storing,
    async drain() {
      if (waiting.length > 0) start();
      await storing;
    },
    stop: () => clearTimeout(retry),
  };
}
