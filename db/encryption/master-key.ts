import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** Wraps the data keys, and is kept outside the database. */
export interface MasterKey {
  bytes: Buffer; // 32
  /** Tells one master key from another, and nothing about either. */
  id: string;
}

export type DataKeyPurpose = "field" | "index";

/** Which data key it is: part of what is authenticated, so that none passes for another. */
export interface DataKeyName {
  purpose: DataKeyPurpose;
  version: number;
}

export const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/]{43}=$/;

/** A key as text: 32 bytes in base64. Undefined for anything else. */
export function parseMasterKey(text: string): MasterKey | undefined {
  const trimmed = text.trim();
  return BASE64_OF_32_BYTES.test(trimmed) ? masterKey(Buffer.from(trimmed, "base64")) : undefined;
}

export const masterKey = (bytes: Buffer): MasterKey => ({
  bytes,
  id: createHmac("sha256", bytes).update("wardcast master key").digest("hex").slice(0, 16),
});

export function wrapDataKey({ bytes }: MasterKey, name: DataKeyName, key: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", bytes, iv).setAAD(bindingOf(name));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when it was wrapped under another key, as another data key, or was changed since. */
export function unwrapDataKey({ bytes }: MasterKey, name: DataKeyName, wrapped: Buffer): Buffer {
  const iv = wrapped.subarray(0, IV_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", bytes, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(bindingOf(name)).setAuthTag(wrapped.subarray(-TAG_BYTES));
  const body = wrapped.subarray(IV_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

const bindingOf = ({ purpose, version }: DataKeyName): Buffer =>
  Buffer.from(`wardcast data key\0${purpose}\0${version}`, "utf8");
