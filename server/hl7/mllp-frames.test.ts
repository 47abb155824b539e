import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MllpFrameReader, frame } from "./mllp-frames";

const readAll = (reader: MllpFrameReader, chunks: readonly Buffer[]): string[] =>
  chunks
    .flatMap((chunk) => reader.push(chunk))
    .map((event) => (event.type === "frame" ? event.content.toString("latin1") : event.type));

describe("MLLP frames", () => {
  const stream = Buffer.from(`${frame("MSH|one\r")}\n${frame("MSH|two\r")}${frame("")}`, "latin1");

  it("come out the same however the stream is split", () => {
    for (let first = 0; first <= stream.length; first += 1)
      for (let second = first; second <= stream.length; second += 1) {
        const parts = [
          stream.subarray(0, first),
          stream.subarray(first, second),
          stream.subarray(second),
        ];
        expect(readAll(new MllpFrameReader(1_000), parts)).toEqual(["MSH|one\r", "MSH|two\r", ""]);
      }
  });

  it("skip and count what stands between them", () => {
    const reader = new MllpFrameReader(1_000);
    expect(readAll(reader, [Buffer.from(`abc\r\n${frame("x")}def`, "latin1")])).toEqual(["x"]);
    expect(reader.garbageBytes).toBe(6);
  });

  it("give up an unfinished frame when another begins", () => {
    const reader = new MllpFrameReader(1_000);
    expect(readAll(reader, [Buffer.from(`\x0bMSH|half${frame("MSH|whole")}`, "latin1")])).toEqual([
      "MSH|whole",
    ]);
  });

  it("keep an end byte that no carriage return follows", () => {
    const reader = new MllpFrameReader(1_000);
    expect(readAll(reader, [Buffer.from("\x0ba\x1cb\x1c", "latin1"), Buffer.from("\r")])).toEqual([
      "a\x1cb",
    ]);
  });

  it("stop at the size limit", () => {
    const reader = new MllpFrameReader(10);
    expect(readAll(reader, [Buffer.from("\x0b01234"), Buffer.from("56789ABC")])).toEqual([
      "too-large",
    ]);
  });

  it("survive any bytes in any pieces", () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
    const marks = fc.constantFrom(Buffer.from("\x0b"), Buffer.from("\x1c"), Buffer.from("\x1c\r"));
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, marks), { maxLength: 30 }), (chunks) => {
        const whole = readAll(new MllpFrameReader(500), [Buffer.concat(chunks)]);
        const pieces = readAll(new MllpFrameReader(500), chunks);
        expect(pieces.filter((text) => text !== "too-large")).toEqual(
          whole.filter((text) => text !== "too-large"),
        );
      }),
    );
  });
});
