import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

/** A deployment that keeps every rule. */
const DEPLOYED = {
  NODE_ENV: "production",
  HOST: "0.0.0.0",
  PUBLIC_URL: "https://wards.example",
  TLS_CERT_FILE: "/etc/wardcast/web.crt",
  TLS_KEY_FILE: "/etc/wardcast/web.key",
  MLLP_HOST: "0.0.0.0",
  MLLP_TLS_CERT_FILE: "/etc/wardcast/hl7.crt",
  MLLP_TLS_KEY_FILE: "/etc/wardcast/hl7.key",
  MLLP_TLS_CA_FILE: "/etc/wardcast/gateways.crt",
  DATABASE_URL: "postgres://wardcast:pw-of-the-database@db.wards.example/wardcast",
  NEXTAUTH_SECRET: "8Z0lqNfXoWc1mTtVhJ5yQe7RkBdPuAsG3xCiLnE6",
};
/** What `npm run up` sets on a machine of one's own. */
const EVALUATION = { NODE_ENV: "production", ALLOW_EMBEDDED_DATABASE: "1" };
const NO_TLS = { TLS_CERT_FILE: "", TLS_KEY_FILE: "" };
const NO_HL7_CA = { MLLP_TLS_CA_FILE: "" };
const NO_HL7_TLS = { MLLP_TLS_CERT_FILE: "", MLLP_TLS_KEY_FILE: "", ...NO_HL7_CA };
const database = (query: string, host = "db.wards.example") => ({
  DATABASE_URL: `postgres://wardcast:pw-of-the-database@${host}/wardcast${query}`,
});

describe("production starts", () => {
  it.each<[string, Record<string, string>]>([
    ["with certificates of its own", DEPLOYED],
    ["behind a proxy that encrypts", { ...DEPLOYED, ...NO_TLS, TRUSTED_PROXY: "10.0.0.7" }],
    ["with a secret that it makes itself", { ...DEPLOYED, NEXTAUTH_SECRET: "" }],
    ["with HL7 on the loopback alone", { ...DEPLOYED, ...NO_HL7_TLS, MLLP_HOST: "127.0.0.1" }],
    ["with a database on this machine", { ...DEPLOYED, ...database("?sslmode=disable", "[::1]") }],
    [
      "with a database on a socket",
      { ...DEPLOYED, DATABASE_URL: "postgres:///wardcast?host=/run/postgresql" },
    ],
    ["with a verified database", { ...DEPLOYED, ...database("?sslmode=verify-full") }],
    ["for an evaluation on this machine", EVALUATION],
    ["for an evaluation under the machine's name", { ...EVALUATION, HOST: "localhost" }],
  ])("%s", (_how, environment) => {
    expect(() => readEnv(environment)).not.toThrow();
  });
});

describe("production does not start", () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ["without encryption", { ...DEPLOYED, ...NO_TLS }, /TLS_CERT_FILE .*TRUSTED_PROXY/],
    [
      "without encryption on the loopback, when it is no evaluation",
      { ...DEPLOYED, ...NO_TLS, HOST: "127.0.0.1" },
      /TLS_CERT_FILE/,
    ],
    [
      "with an evaluation that the network can reach",
      { ...EVALUATION, HOST: "0.0.0.0" },
      /TLS_CERT_FILE/,
    ],
    [
      "with an evaluation on an address that only looks like the loopback",
      { ...EVALUATION, HOST: "localhost.example" },
      /TLS_CERT_FILE/,
    ],
    [
      "behind a proxy without the address people type",
      { ...DEPLOYED, ...NO_TLS, TRUSTED_PROXY: "10.0.0.7", PUBLIC_URL: "" },
      /PUBLIC_URL must be the https:/,
    ],
    [
      "with certificates and an address without them",
      { ...DEPLOYED, PUBLIC_URL: "http://wards.example" },
      /PUBLIC_URL must be the https:/,
    ],
    ["with HL7 in the clear", { ...DEPLOYED, ...NO_HL7_TLS }, /MLLP_TLS_CERT_FILE .*0\.0\.0\.0/],
    [
      "with HL7 of an evaluation in the clear",
      { ...EVALUATION, MLLP_HOST: "10.1.2.3" },
      /MLLP_TLS_CERT_FILE/,
    ],
    [
      "with HL7 from anybody who reaches the port",
      { ...DEPLOYED, ...NO_HL7_CA },
      /MLLP_TLS_CA_FILE .*0\.0\.0\.0/,
    ],
    ["without a database", { ...DEPLOYED, DATABASE_URL: "" }, /DATABASE_URL is needed/],
    [
      "with a secret of an example",
      { ...DEPLOYED, NEXTAUTH_SECRET: "changeme-changeme-changeme-changeme" },
      /NEXTAUTH_SECRET .*openssl rand/,
    ],
    [
      "with a secret that is one letter",
      { ...DEPLOYED, NEXTAUTH_SECRET: "z".repeat(48) },
      /NEXTAUTH_SECRET/,
    ],
    [
      "with a guessable secret in an evaluation either",
      { ...EVALUATION, NEXTAUTH_SECRET: "0123456789".repeat(4) },
      /NEXTAUTH_SECRET/,
    ],
    ...["disable", "allow", "prefer", "no-verify"].map(
      (mode): [string, Record<string, string>, RegExp] => [
        `with sslmode=${mode}`,
        { ...DEPLOYED, ...database(`?sslmode=${mode}`) },
        new RegExp(`DATABASE_URL has sslmode=${mode}.*verify-full`),
      ],
    ),
    ["with ssl=0", { ...DEPLOYED, ...database("?ssl=0") }, /DATABASE_URL has ssl=/],
    [
      "with libpq's lenient reading of a mode",
      { ...DEPLOYED, ...database("?sslmode=require&uselibpqcompat=true") },
      /DATABASE_URL has uselibpqcompat=/,
    ],
    [
      "with another machine hidden behind the loopback",
      { ...DEPLOYED, ...database("?host=db.wards.example&sslmode=disable", "localhost") },
      /DATABASE_URL has sslmode=disable/,
    ],
  ])("%s", (_how, environment, complaint) => {
    expect(() => readEnv(environment)).toThrow(complaint);
  });

  it("and names everything that is wrong at once, without repeating a secret", () => {
    const read = () =>
      readEnv({
        ...DEPLOYED,
        ...NO_TLS,
        ...NO_HL7_TLS,
        ...database("?sslmode=disable"),
        NEXTAUTH_SECRET: "q7".repeat(20),
      });
    for (const name of ["TLS_CERT_FILE", "MLLP_TLS_CERT_FILE", "DATABASE_URL", "NEXTAUTH_SECRET"])
      expect(read).toThrow(new RegExp(`^  ${name} `, "m"));
    expect(read).not.toThrow(/q7q7|pw-of-the-database/);
  });
});

it("lets development do as it likes", () => {
  expect(() =>
    readEnv({ HOST: "0.0.0.0", ...database("?sslmode=disable"), NEXTAUTH_SECRET: "z".repeat(32) }),
  ).not.toThrow();
});
