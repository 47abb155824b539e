import {
  GENESIS,
  hashOf,
  type ChainHead,
  type ChainPoint,
  type ChainRecord,
} from "#db/audit-chain";
import type { AnchorSet } from "./anchor-set";

/** The trail as it is stored, asked for in portions. */
export interface ChainSource {
  head(): Promise<ChainHead | undefined>;
  records(range: { after: number; upTo: number }): Promise<ChainRecord[]>;
}

export interface VerifyOptions {
  source: ChainSource;
  loadAnchors: () => Promise<AnchorSet>;
  /** The record from whose hash the walk goes on; without it the whole trail is walked. */
  after?: ChainPoint;
  onProgress?: (progress: { sequence: number; of: number; hash: Buffer }) => void | Promise<void>;
  signal?: AbortSignal;
}

/** Something that cannot be so in a trail that was only added to. */
export interface Finding {
  /** The first record that is bad or missing; undefined for a fault of an anchor alone. */
  sequence: number | undefined;
  /** Its own time, or, of one that is gone, that of the record before. ISO 8601. */
  at: string | undefined;
  words: string;
}

export interface Verification {
  after: number;
  /** The last record that is proved to be as it was. */
  last: ChainPoint;
  checked: number;
  anchorsMet: number;
  /** Anchors that the trail names, signed by a key that was not given. */
  anchorsOfOtherKeys: number;
  findings: readonly Finding[];
}

export class VerificationStopped extends Error {}

/** 20 ms of the embedded database, which serves nobody else meanwhile. */
const PORTION = 2_000;

/**
 * Walks the trail in order, makes every hash anew, and compares with the head and the anchors. The walk
 * ends at the first record that cannot be as it was: of what follows nothing more is known.
 */
export async function verifyTrail(options: VerifyOptions): Promise<Verification> {
  const { source, loadAnchors, after = GENESIS } = options;
  // An anchor may be written meanwhile. What is recorded by now names anchors that are there to be
  // loaded, and the head that is read afterwards has every record that a loaded anchor names.
  const headBefore = await source.head();
  const anchors = await loadAnchors();
  const head = await source.head();
  const walk = new Walk(after, anchors, headBefore?.sequence ?? Number.POSITIVE_INFINITY);
  const found = (await walkRecords(walk, head, options)) ?? walk.judgeEnd(head);
  return {
    after: after.sequence,
    last: walk.last,
    checked: walk.last.sequence - after.sequence,
    anchorsMet: walk.anchorsMet,
    anchorsOfOtherKeys: walk.anchorsOfOtherKeys,
    findings: [...anchors.findings, ...(found ? [found] : [])],
  };
}

async function walkRecords(
  walk: Walk,
  head: ChainHead | undefined,
  { source, onProgress, signal }: VerifyOptions,
): Promise<Finding | undefined> {
  if (head?.lowest !== undefined && head.lowest < 1)
    return {
      sequence: head.lowest,
      at: undefined,
      words: `record ${head.lowest} stands before the first: it was put in`,
    };
  // Without a head, as far as there are records.
  const end = head?.sequence ?? Number.MAX_SAFE_INTEGER;
  while (walk.last.sequence < end) {
    if (signal?.aborted) throw new VerificationStopped();
    const after = walk.last.sequence;
    const upTo = Math.min(end, after + PORTION);
    const records = await source.records({ after, upTo });
    for (const record of records) {
      const finding = walk.judge(record);
      if (finding) return finding;
    }
    if (head === undefined && records.length === 0) break;
    if (walk.last.sequence < upTo && head !== undefined) return walk.missing(upTo);
    await onProgress?.({ sequence: walk.last.sequence, of: end, hash: walk.last.hash });
  }
  return undefined;
}

class Walk {
  anchorsMet = 0;
  anchorsOfOtherKeys = 0;
  #lastAt: string | undefined;
  #lastMicros = Number.NEGATIVE_INFINITY;
  #lastAnchored: number;

  constructor(
    public last: ChainPoint,
    private readonly anchors: AnchorSet,
    private readonly anchorsLoadedAt: number,
  ) {
    this.#lastAnchored = last.sequence;
  }

  judge(record: ChainRecord): Finding | undefined {
    const sequence = Number(record.sequence);
    const expected = this.last.sequence + 1;
    if (sequence === this.last.sequence)
      return this.#found(record, `there are two records ${sequence}: one of them was put in`);
    if (sequence > expected) return this.missing(sequence - 1);
    if (!hashOf(record).equals(record.hash))
      return this.#found(record, `record ${sequence} was changed, or put in, after it was sealed`);
    if (!record.previousHash.equals(this.last.hash))
      return this.#found(
        record,
        `record ${sequence} does not follow record ${this.last.sequence}: that one was changed and sealed again, or this one is not the one that stood here`,
      );
    if (Number(record.recordedMicros) < this.#lastMicros)
      return this.#found(record, `record ${sequence} is earlier than the one before it`);

    return this.#judgeAnchors(record, sequence) ?? this.#accept(record, sequence);
  }

  #judgeAnchors(record: ChainRecord, sequence: number): Finding | undefined {
    for (const anchor of this.anchors.at(sequence)) {
      if (anchor.hash !== record.hash.toString("hex"))
        return this.#found(
          record,
          `record ${sequence} is not the one that was anchored at ${anchor.anchoredAt}: the trail was written anew somewhere from record ${this.#lastAnchored + 1} to record ${sequence}`,
        );
      this.anchorsMet += 1;
      this.#lastAnchored = sequence;
    }
    if (record.action !== "audit:anchored" || sequence > this.anchorsLoadedAt) return undefined;
    const named = this.anchors.named(record.details);
    if (named === "of-another-key") this.anchorsOfOtherKeys += 1;
    if (named !== "missing") return undefined;
    return this.#found(
      record,
      `record ${sequence} names an anchor that is not among the anchors: it was removed or replaced`,
    );
  }

  #accept(record: ChainRecord, sequence: number): undefined {
    this.last = { sequence, hash: record.hash };
    this.#lastAt = record.recordedAt ?? undefined;
    this.#lastMicros = Number(record.recordedMicros);
  }

  #found(record: ChainRecord, words: string): Finding {
    return { sequence: Number(record.sequence), at: record.recordedAt ?? undefined, words };
  }

  /** From the next one up to and including `upTo`. */
  missing(upTo: number): Finding {
    const first = this.last.sequence + 1;
    const which = first === upTo ? `record ${first} is` : `records ${first} to ${upTo} are`;
    return { sequence: first, at: this.#lastAt, words: `${which} gone` };
  }

  /** Every record up to the head is as it was; is the head? */
  judgeEnd(head: ChainHead | undefined): Finding | undefined {
    const { sequence, hash } = this.last;
    const next = sequence + 1;
    const at = this.#lastAt;
    if (head?.highest !== undefined && head.highest > head.sequence)
      return {
        sequence: head.sequence + 1,
        at: undefined,
        words: `record ${head.highest} stands behind the trail's head at ${head.sequence}: it was put in, or the head was set back`,
      };
    const anchored = this.anchors.firstAfter(sequence);
    if (anchored)
      return {
        sequence: next,
        at,
        words: `record ${anchored.sequence} was anchored at ${anchored.anchoredAt}, and the trail ends at record ${sequence}: its newest records are gone`,
      };
    if (!head)
      return { sequence: next, at, words: `the trail's head is gone; it ends at ${sequence}` };
    if (!head.hash.equals(hash) || head.sequence !== sequence)
      return {
        sequence,
        at,
        words: `the trail's head does not name record ${sequence} as it is: the head or that record was changed`,
      };
    return undefined;
  }
}
