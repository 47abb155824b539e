import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** Every column that is sealed, by table and column: it is part of what is authenticated. */
export type SealedField =
  | "patients.family_name"
  | "patients.given_name"
  | "patients.medical_record"
  | "patients.birth_on"
  | "encounters.visit_number"
  | "quarantined_messages.content"
  | "rejected_observations.value"
  | "second_factors.totp_secret"
  | "emergency_accesses.reason"
  | "emergency_accesses.finding"
  | "incident_notes.text"
  | "handover_entries.text";

/** Every value that is searched for while sealed. */
export type IndexedField =
  | "patients.medical_record"
  | "patients.medical_number"
  | "encounters.visit_number"
  | "recovery_codes.code"
  | "wall_displays.code";

/** A sealed value does not open: another key, another row, or somebody changed it. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";

  constructor(
    readonly field: SealedField,
    options?: ErrorOptions,
  ) {
    super(`a sealed value of ${field} does not open`, options);
  }
}

/** The keys in use, unwrapped. Versions only grow; a sealed value names the one it was sealed with. */
export interface DataKeys {
  /** The version that new values are sealed with. */
  current: number;
  /** 32 bytes each. */
  byVersion: ReadonlyMap<number, Buffer>;
  /** 32 bytes; another than any that seals. */
  indexKey: Buffer;
}

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + 4;
const SHORTEST = HEADER_BYTES + IV_BYTES + TAG_BYTES;

/**
 * Seals single fields with AES-256-GCM: one byte of format, four of key version, the 96-bit nonce, the
 * ciphertext, the 128-bit tag. Field and row are authenticated with it, so that a value moved to
 * another row or column does not open. Nonces are random: NIST SP 800-38D allows 2^32 of them under
 * one key, and `npm run keys:rotate` makes a new key long before.
 */
export interface FieldCipher {
  seal(field: SealedField, rowId: string, plain: string): Buffer;
  /** Throws `SealBroken`. */
  open(field: SealedField, rowId: string, sealed: Buffer): string;
  /** HMAC-SHA-256 under a key of its own: equal values have equal indexes, and tell nothing else. */
  blindIndex(field: IndexedField, value: string): Buffer;
  /** The version a sealed value names. */
  currentVersion(): number;
}

/** `keys` is asked each time, so that a rotation takes effect without a restart. */
export function createFieldCipher(keys: () => DataKeys): FieldCipher {
  return {
    seal(field, rowId, plain) {
      const { current, byVersion } = keys();
      const key = byVersion.get(current);
      if (!key) throw new Error(`data key ${current} is not there`);

      const header = Buffer.alloc(HEADER_BYTES);
      header.writeUInt8(FORMAT, 0);
      header.writeUInt32BE(current, 1);
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      cipher.setAAD(bindingOf(header, field, rowId));
      const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([header, iv, sealed, cipher.getAuthTag()]);
    },
    open(field, rowId, sealed) {
      if (sealed.length < SHORTEST || sealed[0] !== FORMAT) throw new SealBroken(field);
      const header = sealed.subarray(0, HEADER_BYTES);
      const key = keys().byVersion.get(versionOf(sealed));
      if (!key) throw new SealBroken(field);

      const decipher = createDecipheriv(
        "aes-256-gcm",
        key,
        sealed.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES),
        { authTagLength: TAG_BYTES },
      );
      decipher.setAAD(bindingOf(header, field, rowId));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        const body = sealed.subarray(HEADER_BYTES + IV_BYTES, -TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new SealBroken(field, { cause });
      }
    },
    blindIndex: (field, value) =>
      createHmac("sha256", keys().indexKey).update(`${field}\0${value}`, "utf8").digest(),
    currentVersion: () => keys().current,
  };
}

export const versionOf = (sealed: Buffer): number => sealed.readUInt32BE(1);

const bindingOf = (header: Buffer, field: SealedField, rowId: string): Buffer =>
  Buffer.concat([header, Buffer.from(`${field}\0${rowId}`, "utf8")]);
