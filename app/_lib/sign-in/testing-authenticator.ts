import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import type { PasskeyAssertion, PasskeyAttestation } from "#models/access/second-factor";
import type { RelyingParty } from "./passkey-ceremony";

/** What an authenticator says beside its signature; tests of attacks change it. */
export interface Claims {
  rpId?: string;
  origin?: string;
  counter?: number;
  isUserVerified?: boolean;
  userHandle?: string;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** An authenticator in software, with one passkey for one relying party: for tests only. */
export class TestAuthenticator {
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  readonly #credentialId = randomBytes(32);
  #counter = 0;

  constructor(private readonly rp: RelyingParty) {}

  get id(): string {
    return this.#credentialId.toString("base64url");
  }

  make(challenge: string, claims: Claims = {}): PasskeyAttestation {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#credentialId.length);
    const credential = Buffer.concat([
      Buffer.alloc(16),
      length,
      this.#credentialId,
      this.#coseKey(),
    ]);
    const data = this.#authenticatorData({ counter: 0, ...claims }, credential);
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      response: {
        clientDataJSON: this.#clientData("webauthn.create", challenge, claims),
        attestationObject: attestationObject(data).toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  sign(challenge: string, claims: Claims = {}): PasskeyAssertion {
    this.#counter += 1;
    const data = this.#authenticatorData({ counter: this.#counter, ...claims });
    const clientDataJSON = this.#clientData("webauthn.get", challenge, claims);
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    const signature = createSign("sha256").update(signed).sign(this.#keys.privateKey);
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      response: {
        authenticatorData: data.toString("base64url"),
        clientDataJSON,
        signature: signature.toString("base64url"),
        ...(claims.userHandle && { userHandle: claims.userHandle }),
      },
    };
  }

  #clientData(type: string, challenge: string, { origin = this.rp.origin }: Claims): string {
    const data = { type, challenge, origin, crossOrigin: false };
    return Buffer.from(JSON.stringify(data)).toString("base64url");
  }

  #authenticatorData(
    { rpId = this.rp.rpId, counter = 0, isUserVerified = true }: Claims,
    credential?: Buffer,
  ): Buffer {
    const flags =
      USER_PRESENT | (isUserVerified ? USER_VERIFIED : 0) | (credential ? HAS_CREDENTIAL : 0);
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags, 0);
    tail.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256(Buffer.from(rpId)), tail, credential ?? Buffer.alloc(0)]);
  }

  /** RFC 9053: an EC2 key for ES256, as a CBOR map. */
  #coseKey(): Buffer {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    const bytes = (text: string) =>
      Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(text, "base64url")]);
    return Buffer.concat([
      // map(5) 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      bytes(x),
      Buffer.from([0x22]),
      bytes(y),
    ]);
  }
}

/** `{ fmt: "none", attStmt: {}, authData }` in CBOR. */
function attestationObject(authData: Buffer): Buffer {
  const text = (value: string) =>
    Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
  const length = Buffer.alloc(3);
  length.writeUInt8(0x59, 0);
  length.writeUInt16BE(authData.length, 1);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text("fmt"),
    text("none"),
    text("attStmt"),
    Buffer.from([0xa0]),
    text("authData"),
    length,
    authData,
  ]);
}

const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();
