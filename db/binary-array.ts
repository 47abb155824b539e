/**
 * PostgreSQL's binary form of one-dimensional arrays. The driver sends a Buffer as a binary
 * parameter, so an `unnest` batch is written once and parsed by nobody: text arrays of 7,000 rows
 * cost the sender and the server more than the insert itself.
 *
 * The statement must cast each parameter (`$1::uuid[]`): the type is in the bytes and is checked.
 */
const HEADER_BYTES = 20;

/** 2000-01-01 UTC, where PostgreSQL's clock begins. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

/** Numbers of pg_type, the same on every server. */
const OID = {
  int2: 21,
  int4: 23,
  float4: 700,
  float8: 701,
  timestamptz: 1184,
  uuid: 2950,
} as const;

const NULL_LENGTH = -1;

type Write<T> = (bytes: Buffer, value: T, offset: number) => void;

/** Allocated once; a null takes its length field only. */
function encode<T>(
  values: ArrayLike<T | null>,
  oid: number,
  width: number,
  write: Write<T>,
): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.length * (4 + width));
  let hasNull = 0;
  let offset = HEADER_BYTES;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (value === null || value === undefined) {
      offset = bytes.writeInt32BE(NULL_LENGTH, offset);
      hasNull = 1;
      continue;
    }
    offset = bytes.writeInt32BE(width, offset);
    write(bytes, value, offset);
    offset += width;
  }
  // An empty array has no dimension: the header ends after the type.
  bytes.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  bytes.writeInt32BE(hasNull, 4);
  bytes.writeInt32BE(oid, 8);
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  return bytes.subarray(0, values.length === 0 ? 12 : offset);
}

/** Whole numbers from -32,768 to 32,767; a RangeError beyond. */
export const int2Array = (values: ArrayLike<number | null>): Buffer =>
  encode(values, OID.int2, 2, (bytes, value, offset) => bytes.writeInt16BE(value, offset));

export const int4Array = (values: ArrayLike<number | null>): Buffer =>
  encode(values, OID.int4, 4, (bytes, value, offset) => bytes.writeInt32BE(value, offset));

/** Rounded to single precision, as the column would. */
export const float4Array = (values: ArrayLike<number | null>): Buffer =>
  encode(values, OID.float4, 4, (bytes, value, offset) => bytes.writeFloatBE(value, offset));

export const float8Array = (values: ArrayLike<number | null>): Buffer =>
  encode(values, OID.float8, 8, (bytes, value, offset) => bytes.writeDoubleBE(value, offset));

/** From milliseconds since 1970, which may have a fraction down to the microsecond. */
export const timestamptzArray = (epochMs: ArrayLike<number | null>): Buffer =>
  encode(epochMs, OID.timestamptz, 8, writeTimestamp);

/** Lower or upper case, with hyphens. Throws a RangeError for anything else. */
export const uuidArray = (values: ArrayLike<string | null>): Buffer =>
  encode(values, OID.uuid, 16, writeUuid);

/**
 * A 64-bit count of microseconds as two halves: no BigInt per row. Whole milliseconds stay exact
 * for the 285 years around 2000 that a double holds in microseconds.
 */
function writeTimestamp(bytes: Buffer, epochMs: number, offset: number): void {
  const microseconds = Math.round((epochMs - POSTGRES_EPOCH_MS) * 1_000);
  if (!Number.isSafeInteger(microseconds)) throw new RangeError(`not an instant: ${epochMs}`);
  const high = Math.floor(microseconds / 0x1_0000_0000);
  bytes.writeInt32BE(high, offset);
  bytes.writeUInt32BE(microseconds - high * 0x1_0000_0000, offset + 4);
}

/** Where the 16 bytes begin in the text form. */
const UUID_DIGITS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;
const UUID_LENGTH = 36;

const NOT_A_DIGIT = 255;
const DIGIT = new Uint8Array(128).fill(NOT_A_DIGIT);
for (let digit = 0; digit < 16; digit += 1) {
  const text = digit.toString(16);
  DIGIT[text.charCodeAt(0)] = digit;
  DIGIT[text.toUpperCase().charCodeAt(0)] = digit;
}

const digitAt = (text: string, index: number): number =>
  DIGIT[text.charCodeAt(index)] ?? NOT_A_DIGIT;

function writeUuid(bytes: Buffer, uuid: string, offset: number): void {
  let to = offset;
  let seen = uuid.length === UUID_LENGTH ? 0 : NOT_A_DIGIT;
  for (const index of UUID_DIGITS) {
    const high = digitAt(uuid, index);
    const low = digitAt(uuid, index + 1);
    seen |= high | low;
    bytes[to] = (high << 4) | low;
    to += 1;
  }
  if (seen > 15) throw new RangeError("not a uuid");
}
