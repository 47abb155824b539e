import { Hl7Message as LibraryMessage, type Hl7Segment as LibrarySegment } from "@medplum/core";
import { resolveEscapes } from "./escape-sequence";
import { type Delimiters, type Hl7Reader, type Hl7Segment, readDelimiters } from "./hl7-message";

/** The reader of everything that is not on the realtime path: `@medplum/core` behind our interface. */
export const readWithLibrary: Hl7Reader = (content) => {
  const delimiters = readDelimiters(content);
  // The library takes its delimiters from fixed positions, so a short MSH-2 would shift them.
  if (!delimiters || delimiters.subcomponent === "") return undefined;

  const segments = LibraryMessage.parse(content).segments.filter(({ name }) => name !== "");
  return { delimiters, segments: segments.map((segment) => adapt(segment, delimiters)) };
};

const adapt = (segment: LibrarySegment, delimiters: Delimiters): Hl7Segment => ({
  name: segment.name,
  field: (position) => segment.getField(position)?.toString() ?? "",
  repetitions: (position) => segment.getField(position)?.components.length ?? 1,
  text: (position, component = 1, repetition = 1) => {
    const field = segment.getField(position);
    if (!field || repetition > field.components.length) return "";
    return resolveEscapes(field.getComponent(component, 0, repetition - 1), delimiters);
  },
});
