/** The characters that MSH-1 and MSH-2 declare. An undeclared one is the empty string and separates nothing. */
export interface Delimiters {
  field: string;
  component: string;
  repetition: string;
  escape: string;
  subcomponent: string;
}

/**
 * One segment. Positions count from 1 as the standard prints them (PID-3 is field 3, and MSH-1 is
 * the field separator itself). Whatever is absent is the empty string.
 */
export interface Hl7Segment {
  readonly name: string;
  /** The field as sent, all repetitions, escapes untouched. */
  field(position: number): string;
  repetitions(position: number): number;
  /** First subcomponent of one component, escapes resolved. */
  text(position: number, component?: number, repetition?: number): string;
}

export interface Hl7Message {
  readonly delimiters: Delimiters;
  readonly segments: readonly Hl7Segment[];
}

/** Turns the text of a message into its parts. It never throws; undefined means: no MSH segment. */
export type Hl7Reader = (content: string) => Hl7Message | undefined;

/** The delimiters, when the text begins with a usable MSH. */
export function readDelimiters(content: string): Delimiters | undefined {
  if (!content.startsWith("MSH") || content.length < 8) return undefined;
  const field = content.charAt(3);
  if (/[\w\s\0]/.test(field)) return undefined;

  const end = content.indexOf(field, 4);
  const declared = content.slice(4, end < 0 ? 4 : end);
  if (/[\w\s\0]/.test(declared)) return undefined;
  return {
    field,
    component: declared.charAt(0),
    repetition: declared.charAt(1),
    escape: declared.charAt(2),
    subcomponent: declared.charAt(3),
  };
}

export const findSegment = (message: Hl7Message, name: string): Hl7Segment | undefined =>
  message.segments.find((segment) => segment.name === name);
