import { createHash, sign, verify, type KeyObject } from "node:crypto";
import { z } from "zod";
import { err, ok, type Result } from "#models/shared/result";
import type { SigningKey } from "./signing-key";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is said under signature: at that time the trail's newest record was this one. */
const Statement = z.strictObject({
  version: z.literal(1),
  sequence: z.int().min(0),
  hash: Sha256,
  recordedAt: z.iso.datetime(),
  anchoredAt: z.iso.datetime(),
  /** Of the line before, so that no anchor can be taken out; null for the first. */
  previousAnchorDigest: Sha256.nullable(),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
});
export type AnchorStatement = z.infer<typeof Statement>;

const AnchorLine = Statement.extend({ signature: z.base64() });
export type Anchor = z.infer<typeof AnchorLine>;

export type AnchorFault = "malformed" | "unknown-key" | "bad-signature";

/** What is signed begins with its purpose, so that the key's signatures serve for nothing else. */
const signedBytes = (statement: AnchorStatement): Buffer =>
  Buffer.from(
    `wardcast-audit-anchor\n${JSON.stringify([
      statement.version,
      statement.sequence,
      statement.hash,
      statement.recordedAt,
      statement.anchoredAt,
      statement.previousAnchorDigest,
      statement.keyId,
    ])}`,
  );

/** One line of the anchor file, without its end. */
export function signAnchor(
  statement: Omit<AnchorStatement, "version" | "keyId">,
  { keyId, privateKey }: SigningKey,
): string {
  const signed: AnchorStatement = { version: 1, ...statement, keyId };
  const signature = sign(null, signedBytes(signed), privateKey).toString("base64");
  return JSON.stringify({ ...signed, signature });
}

/** A line that says what it says by one of these keys, or why it cannot be relied on. */
export function readAnchor(
  line: string,
  keys: ReadonlyMap<string, KeyObject>,
): Result<Anchor, AnchorFault> {
  const parsed = AnchorLine.safeParse(parseJson(line));
  if (!parsed.success) return err("malformed");

  const { signature, ...statement } = parsed.data;
  const key = keys.get(statement.keyId);
  if (!key) return err("unknown-key");
  const isSigned = verify(null, signedBytes(statement), key, Buffer.from(signature, "base64"));
  return isSigned ? ok(parsed.data) : err("bad-signature");
}

export const anchorDigest = (line: string): string =>
  createHash("sha256").update(line).digest("hex");

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which the schema refuses
  }
}
