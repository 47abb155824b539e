import type { Delimiters } from "./hl7-message";

/**
 * Resolves the escapes of HL7 v2 chapter 2.7: \F\ \S\ \T\ \R\ \E\, \Xhh..\ and \.br\. Highlighting
 * and unknown escapes are dropped, as the standard advises, rather than shown to a nurse.
 */
export function resolveEscapes(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  if (escape === "" || !text.includes(escape)) return text;

  const parts = text.split(escape);
  // An odd count closes every escape; otherwise the last one is a stray character and stays.
  const closed = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  let resolved = "";
  for (let index = 0; index < closed; index += 1) {
    const part = parts[index] ?? "";
    resolved += index % 2 === 0 ? part : meaningOf(part, delimiters);
  }
  return closed === parts.length ? resolved : `${resolved}${escape}${parts[closed] ?? ""}`;
}

function meaningOf(escape: string, delimiters: Delimiters): string {
  switch (escape) {
    case "F":
      return delimiters.field;
    case "S":
      return delimiters.component;
    case "T":
      return delimiters.subcomponent;
    case "R":
      return delimiters.repetition;
    case "E":
      return delimiters.escape;
    case ".br":
      return "\n";
    default:
      return /^X([0-9A-Fa-f]{2})+$/.test(escape)
        ? Buffer.from(escape.slice(1), "hex").toString("latin1")
        : "";
  }
}

/** The inverse, for what we send. Line ends would split the segment, so they become blanks. */
export function escapeText(text: string): string {
  return text.replace(/[\\|^&~\r\n]/g, (character) => ESCAPES[character] ?? " ");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\E\\",
  "|": "\\F\\",
  "^": "\\S\\",
  "&": "\\T\\",
  "~": "\\R\\",
};
