import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { type Anchor, type AnchorFault, anchorDigest, readAnchor } from "./anchor";
import type { Finding } from "./verify-trail";

/** What a record of the action `audit:anchored` says in its details. */
const NamedAnchor = z.object({ digest: z.string(), keyId: z.string() });

const FAULTS: Readonly<Record<AnchorFault, string>> = {
  malformed: "is not an anchor",
  "unknown-key": "is signed by a key that was not given",
  "bad-signature": "does not bear the signature of its key: it was changed or forged",
};

/** The anchors of one or more folders, each checked by itself and in its order. */
export class AnchorSet {
  readonly findings: Finding[] = [];
  readonly #bySequence = new Map<number, Anchor[]>();
  readonly #digests = new Set<string>();

  constructor(
    private readonly keys: ReadonlyMap<string, KeyObject>,
    files: readonly { name: string; lines: readonly string[] }[],
  ) {
    for (const file of files) this.#readFile(file);
  }

  get size(): number {
    return this.#digests.size;
  }

  #readFile({ name, lines }: { name: string; lines: readonly string[] }): void {
    let previous: { digest: string; sequence: number } | undefined;
    for (const [index, line] of lines.entries()) {
      const complain = (words: string) =>
        this.findings.push({
          sequence: undefined,
          at: undefined,
          words: `anchor ${index + 1} of ${name} ${words}`,
        });
      const read = readAnchor(line, this.keys);
      if (read.ok) {
        const anchor = read.value;
        if (anchor.previousAnchorDigest !== (previous?.digest ?? null))
          complain("does not follow the one before it: an anchor was removed, put in or moved");
        if (previous && anchor.sequence < previous.sequence)
          complain("goes back behind the one before it");
        this.#add(anchor);
      } else complain(FAULTS[read.error]);

      const digest = anchorDigest(line);
      this.#digests.add(digest);
      previous = { digest, sequence: read.ok ? read.value.sequence : (previous?.sequence ?? 0) };
    }
  }

  #add(anchor: Anchor): void {
    const there = this.#bySequence.get(anchor.sequence);
    if (there) there.push(anchor);
    else this.#bySequence.set(anchor.sequence, [anchor]);
  }

  at(sequence: number): readonly Anchor[] {
    return this.#bySequence.get(sequence) ?? [];
  }

  firstAfter(sequence: number): Anchor | undefined {
    const later = [...this.#bySequence.keys()].filter((each) => each > sequence);
    return later.length > 0 ? this.at(Math.min(...later))[0] : undefined;
  }

  /** Whether the anchor that a record names is here. Other servers' anchors may be kept elsewhere. */
  named(details: string | null): "here" | "missing" | "of-another-key" {
    const named = NamedAnchor.safeParse(details === null ? undefined : JSON.parse(details));
    if (!named.success) return "missing";
    if (this.#digests.has(named.data.digest)) return "here";
    return this.keys.has(named.data.keyId) ? "missing" : "of-another-key";
  }
}
