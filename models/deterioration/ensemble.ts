import type { Explanation, Network } from "./network";

export interface EnsembleExplanation extends Explanation {
  memberLogits: readonly Float32Array[];
}

export interface Member {
  network: Network;
  /** Share of the ensemble's logit; the shares of all members add up to 1. */
  weight: number;
}

/**
 * Networks of the same inputs, trained from different seeds and shapes: their mean logit errs less than each,
 * and where they disagree, none of them has seen enough patients like this one. Whoever makes one disposes of it.
 */
export class Ensemble {
  readonly inputs: number;

  constructor(readonly members: readonly Member[]) {
    const [first] = members;
    if (!first) throw new Error("an ensemble needs at least one network");
    this.inputs = first.network.inputs;
    if (members.some(({ network }) => network.inputs !== this.inputs)) {
      throw new Error("the networks of an ensemble do not have the same inputs");
    }
    const total = members.reduce((sum, { weight }) => sum + weight, 0);
    if (Math.abs(total - 1) > 1e-6)
      throw new Error("the weights of an ensemble do not add up to 1");
  }

  /** Weighted mean of the members' logits, for `rows` inputs laid end to end. */
  predict(inputs: Float32Array, rows: number): Float32Array {
    return this.mean(this.predictMembers(inputs, rows));
  }

  /** Logits of each member alone. */
  predictMembers(inputs: Float32Array, rows: number): Float32Array[] {
    return this.members.map(({ network }) => network.predict(inputs, rows));
  }

  /** Logits, and each input's share of them against a reference: shares of a mean are the mean of shares. */
  explain(inputs: Float32Array, rows: number, reference: Float32Array): EnsembleExplanation {
    const explained = this.members.map(({ network }) => network.explain(inputs, rows, reference));
    const memberLogits = explained.map(({ logits }) => logits);
    return {
      memberLogits,
      logits: this.mean(memberLogits),
      shares: this.mean(explained.map(({ shares }) => shares)),
    };
  }

  /** d logit / d input, [rows, inputs]. */
  gradient(inputs: Float32Array, rows: number): Float32Array {
    return this.mean(this.members.map(({ network }) => network.gradient(inputs, rows)));
  }

  dispose(): void {
    for (const { network } of this.members) network.dispose();
  }

  private mean(parts: readonly Float32Array[]): Float32Array {
    const sum = new Float32Array(parts[0]?.length ?? 0);
    for (const [index, part] of parts.entries()) {
      const weight = this.members[index]?.weight ?? 0;
      const { length } = sum;
      for (let place = 0; place < length; place += 1) {
        sum[place] = (sum[place] ?? 0) + weight * (part[place] ?? 0);
      }
    }
    return sum;
  }
}

/** How far the members' logits are from their mean, as a standard deviation, for each row. */
export function spreadOf(memberLogits: readonly Float32Array[]): Float32Array {
  const members = memberLogits.length;
  return Float32Array.from({ length: memberLogits[0]?.length ?? 0 }, (_, row) => {
    const logits = memberLogits.map((its) => its[row] ?? 0);
    const mean = logits.reduce((sum, logit) => sum + logit, 0) / members;
    return Math.sqrt(logits.reduce((sum, logit) => sum + (logit - mean) ** 2, 0) / members);
  });
}
