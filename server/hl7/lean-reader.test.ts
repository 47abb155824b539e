import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oru } from "../ingest/testing/messages";
import type { Hl7Message } from "./hl7-message";
import { readLean } from "./lean-reader";
import { readWithLibrary } from "./library-reader";
import { readMessage } from "./read-message";

const SAMPLES = "../shared/data/hl7v2";
const hasSamples = existsSync(SAMPLES);
if (!hasSamples) console.warn(`${SAMPLES} is absent: its messages are not read`);

const patient = { record: "R1", visit: "V1", unit: "MICU", bed: "01" };
const TYPICAL = oru(patient, [
  "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC||88|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||20260301115900+0000",
  "OBX|2|ST|a^b&c^d~e^f|\\F\\x\\S\\|\\X41\\||||||F",
]);

/** Every part of a message that anybody could ask for. */
const everything = (message: Hl7Message | undefined) =>
  message?.segments.map((segment) => ({
    name: segment.name,
    fields: Array.from({ length: 24 }, (_, field) => field + (segment.name === "MSH" ? 3 : 1)).map(
      (field) => [
        segment.field(field),
        segment.repetitions(field),
        ...[1, 2, 3, 4].map((component) => segment.text(field, component)),
        segment.text(field, 1, 2),
        segment.text(field, 2, 2),
      ],
    ),
  }));

const expectSame = (content: string) => {
  const library = readWithLibrary(content);
  if (library) expect(everything(readLean(content))).toEqual(everything(library));
};

describe("the lean reader", () => {
  it("reads a monitor's message as the library does", () => {
    expectSame(TYPICAL);
    expect(everything(readLean(TYPICAL))).toBeDefined();
  });

  it("agrees with the library on mutated messages, with other delimiters too", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "|",
        "^",
        "~",
        "\\",
        "&",
        "\r",
        "\n",
        "\r\n",
        "OBX|",
        "MSH|^~\\&|",
        '""',
        "\0",
      ),
      fc.string({ maxLength: 5 }),
    );
    const mutation = fc.tuple(fc.nat(TYPICAL.length), fc.nat(20), piece);
    fc.assert(
      fc.property(
        fc.array(mutation, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (mutations, otherDelimiters) => {
          let content = otherDelimiters
            ? TYPICAL.replaceAll("|", "*").replaceAll("^", ":").replaceAll("&", "@")
            : TYPICAL;
          for (const [at, length, text] of mutations)
            content = content.slice(0, at) + text + content.slice(at + length);
          expectSame(content);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("never throws on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        everything(readMessage(text));
        everything(readMessage(`MSH${text}`));
        everything(readMessage(`MSH|^~\\&|${text}`));
      }),
      { numRuns: 1_000 },
    );
  });

  it.skipIf(!hasSamples)("agrees with the library on all sample messages", () => {
    const files = readdirSync(SAMPLES).filter((file) => file.endsWith(".hl7"));
    for (const file of files) {
      const content = readFileSync(join(SAMPLES, file), "utf8").replace(/^\uFEFF/, "");
      expectSame(content);
    }
    expect(files.length).toBe(139);
  });

  it("resolves escapes and drops those that only highlight", () => {
    const message = readLean("MSH|^~\\&|\\F\\ \\S\\ \\T\\ \\R\\ \\E\\ \\X41\\ \\H\\b\\N\\ \\");
    expect(message?.segments[0]?.text(3)).toBe("| ^ & ~ \\ A b \\");
  });
});
