const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** HL7 table 0211, the names we decode. */
const DECODERS: Readonly<Record<string, BufferEncoding>> = {
  "8859/1": "latin1",
  "8859/15": "latin1",
  "ISO8859-1": "latin1",
  "ISO-8859-1": "latin1",
  "ISO IR100": "latin1",
};

/**
 * The message as text. MSH-18 names the character set; without it, or with one we do not know, valid
 * UTF-8 is taken as such and anything else as ISO 8859-1, which never fails and never loses a byte.
 */
export function decodeContent(content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const declared = declaredCharacterSet(bytes);
  if (declared) return bytes.toString(declared);
  // Pure ASCII, which is nearly all of a bedside feed, is decoded without the checks.
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

function declaredCharacterSet(bytes: Buffer): BufferEncoding | undefined {
  const start = bytes.indexOf("MSH");
  if (start < 0) return undefined;
  const separator = bytes[start + 3] ?? 0x7c;
  let from = start + 3;
  // MSH-1 is the separator itself, so the field after the nth one is MSH-(n+1).
  for (let position = 2; position <= 18; position += 1) {
    const next = position === 2 ? from : bytes.indexOf(separator, from + 1);
    if (next < 0) return undefined;
    from = next;
  }
  const name = /^[^|~^\r\n]*/.exec(bytes.toString("latin1", from + 1, from + 24))?.[0] ?? "";
  return DECODERS[name.trim().toUpperCase()];
}

/** The bytes of a message in the character set that its own MSH-18 names; UTF-8 otherwise. */
export const encodeContent = (text: string): Buffer =>
  Buffer.from(text, declaredCharacterSet(Buffer.from(text, "utf8")) ?? "utf8");
