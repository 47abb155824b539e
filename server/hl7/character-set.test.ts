import { describe, expect, it } from "vitest";
import { decodeContent, encodeContent } from "./character-set";

const withCharacterSet = (name: string, text: string) =>
  `MSH|^~\\&|A|B|C|D|20260301||ADT^A08|1|P|2.5||||||${name}\rPID|1||1||${text}\r`;

describe("the character set of a message", () => {
  it.each(["8859/1", "UNICODE UTF-8", "", "8859/1~UNICODE"])(
    "MSH-18 %s survives both ways",
    (name) => {
      const text = withCharacterSet(name, "M\u00fcller");
      expect(decodeContent(encodeContent(text))).toBe(text);
    },
  );

  it("is ISO 8859-1 when nothing is declared and the bytes are not UTF-8", () => {
    const text = withCharacterSet("", "M\u00fcller");
    expect(decodeContent(Buffer.from(text, "latin1"))).toBe(text);
  });

  it("is what was declared, even where the bytes would be valid UTF-8 too", () => {
    const text = withCharacterSet("8859/1", "\u00c3\u00bc");
    expect(decodeContent(Buffer.from(text, "latin1"))).toBe(text);
  });
});
