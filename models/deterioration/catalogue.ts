/** One thing that is measured again and again, as the model observes it. */
export interface Variable {
  kind: string;
  /** What the stream calls it. */
  id: number;
  /** Plain words for the reason shown beside a risk. */
  label: string;
  decimals: number;
  /** Long-tailed: the model sees log(1 + value), or one value of 5,000 would drown the rest. */
  isLogarithmic: boolean;
  /** A change below it is noise to a nurse; in the variable's unit. Only signs have one. */
  clinicalStep: number | undefined;
}

/** Another source of the same variable, heard only while the first has been silent for that long. */
export interface StandIn {
  id: number;
  kind: string;
  afterMs: number;
}

/**
 * What a model observes, in a fixed order: weights are trained against these positions, so a variable is only
 * ever added at the end, together with a new model version. The signs followed hour by hour come first, so that
 * position is index.
 */
export class Catalogue {
  private readonly positionOfId: ReadonlyMap<number, number>;
  private readonly positionOfKind: ReadonlyMap<string, number>;

  constructor(
    readonly variables: readonly Variable[],
    readonly chartedSigns: number,
    readonly standIns: readonly StandIn[] = [],
  ) {
    this.positionOfId = new Map(variables.map(({ id }, position) => [id, position]));
    this.positionOfKind = new Map(variables.map(({ kind }, position) => [kind, position]));
    if (this.positionOfId.size < variables.length || this.positionOfKind.size < variables.length) {
      throw new Error("two variables of a catalogue have the same id or kind");
    }
  }

  /** Where the variable with this id stands; undefined when the model does not read it. */
  find(id: number): number | undefined {
    return this.positionOfId.get(id);
  }

  has(kind: string): boolean {
    return this.positionOfKind.has(kind);
  }

  positionOf(kind: string): number {
    const position = this.positionOfKind.get(kind);
    if (position === undefined) throw new Error(`the model does not read ${kind}`);
    return position;
  }

  isCharted(position: number): boolean {
    return position < this.chartedSigns;
  }
}
