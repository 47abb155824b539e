/**
 * The different nodes of one day: a state of the automaton and the totals so far. Adding one that is there
 * gives its number again. Open addressing over typed arrays, because millions are added.
 */
export class NodeTable {
  size = 0;
  private states = new Int32Array(1_024);
  private totals: Float64Array;
  private slots = new Int32Array(4_096).fill(-1);

  constructor(private readonly width: number) {
    this.totals = new Float64Array(1_024 * width);
  }

  stateOf(node: number): number {
    return this.states[node] ?? 0;
  }

  totalOf(node: number, index: number): number {
    return this.totals[node * this.width + index] ?? 0;
  }

  add(state: number, totals: Float64Array): number {
    const { width } = this;
    const mask = this.slots.length - 1;
    let slot = hashOf(state, totals, width) & mask;
    for (;;) {
      const node = this.slots[slot] ?? -1;
      if (node < 0) break;
      if (this.states[node] === state && this.hasTotals(node, totals)) return node;
      slot = (slot + 1) & mask;
    }
    const node = this.size;
    if (node === this.states.length) this.grow();
    this.states[node] = state;
    this.totals.set(totals.subarray(0, width), node * width);
    this.size += 1;
    if (this.size * 2 > this.slots.length) this.spread();
    else this.slots[slot] = node;
    return node;
  }

  private hasTotals(node: number, totals: Float64Array): boolean {
    const from = node * this.width;
    for (let index = 0; index < this.width; index += 1) {
      if (this.totals[from + index] !== totals[index]) return false;
    }
    return true;
  }

  private grow(): void {
    const states = new Int32Array(this.states.length * 2);
    states.set(this.states);
    this.states = states;
    const totals = new Float64Array(this.totals.length * 2);
    totals.set(this.totals);
    this.totals = totals;
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let node = 0; node < this.size; node += 1) {
      const totals = this.totals.subarray(node * this.width, (node + 1) * this.width);
      let slot = hashOf(this.stateOf(node), totals, this.width) & mask;
      while ((this.slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = node;
    }
  }
}

/** Totals are mostly whole numbers; parts of one only make more nodes share a slot. */
function hashOf(state: number, totals: Float64Array, width: number): number {
  let hash = Math.imul(state + 1, 0x9e3779b1);
  for (let index = 0; index < width; index += 1) {
    hash = Math.imul(hash ^ ((totals[index] ?? 0) | 0), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
