import { resolveEscapes } from "./escape-sequence";
import {
  type Delimiters,
  type Hl7Message,
  type Hl7Reader,
  type Hl7Segment,
  readDelimiters,
} from "./hl7-message";

/**
 * The reader of the realtime path. A monitor's message is read once and in a few places, so a
 * segment is cut into fields when first asked, and a field is cut no further than the part wanted.
 * docs/decisions/0002-hl7-parser.md has the measurement; a property test holds it to the library.
 */
export const readLean: Hl7Reader = (content) => {
  const delimiters = readDelimiters(content);
  if (!delimiters) return undefined;

  const lines = content.includes("\n") ? content.split(/[\r\n]+/) : content.split("\r");
  const segments: Hl7Segment[] = [];
  for (const line of lines) {
    const segment = new LeanSegment(line, delimiters);
    if (segment.name !== "") segments.push(segment);
  }
  return { delimiters, segments } satisfies Hl7Message;
};

class LeanSegment implements Hl7Segment {
  readonly name: string;
  private fields: readonly string[] | undefined;

  constructor(
    private readonly line: string,
    private readonly delimiters: Delimiters,
  ) {
    const name = nth(line, delimiters.field, 1);
    this.name = nth(nth(name, delimiters.repetition, 1), delimiters.component, 1);
  }

  field(position: number): string {
    this.fields ??= this.line.split(this.delimiters.field);
    if (this.name !== "MSH") return this.fields[position] ?? "";
    return position === 1 ? this.delimiters.field : (this.fields[position - 1] ?? "");
  }

  repetitions(position: number): number {
    const field = this.field(position);
    const { repetition } = this.delimiters;
    return repetition === "" ? 1 : field.split(repetition).length;
  }

  text(position: number, component = 1, repetition = 1): string {
    const { delimiters } = this;
    const field = this.field(position);
    const repeated = nth(field, delimiters.repetition, repetition);
    const part = nth(nth(repeated, delimiters.component, component), delimiters.subcomponent, 1);
    return resolveEscapes(part, delimiters);
  }
}

/** The nth part between separators, counted from 1, without cutting the rest. */
function nth(text: string, separator: string, position: number): string {
  if (separator === "") return position === 1 ? text : "";
  let from = 0;
  for (let skipped = 1; skipped < position; skipped += 1) {
    const found = text.indexOf(separator, from);
    if (found < 0) return "";
    from = found + 1;
  }
  const to = text.indexOf(separator, from);
  return to < 0 ? text.slice(from) : text.slice(from, to);
}
