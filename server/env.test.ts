import { describe, expect, it } from "vitest";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import { readEnv } from "./env";

describe("readEnv", () => {
  it("needs nothing to be set", () => {
    expect(readEnv({})).toMatchObject({ PORT: 3000, MLLP_PORT: 2575, HOST: "127.0.0.1" });
  });

  it("reads an empty value as absent", () => {
    expect(readEnv({ PORT: "", DATABASE_URL: "" })).toMatchObject({ PORT: 3000 });
  });

  it.each([
    ["PORT", "80a"],
    ["PORT", "70000"],
    ["DATABASE_URL", "mysql://localhost/wards"],
    ["HOSPITAL_TIME_ZONE", "Mars/Olympus"],
    ["FLU_REGION", "Atlantis"],
    ["HOSPITAL_PLAN", "load-test:0"],
    ["SESSION_IDLE_MINUTES", "-1"],
    ["NEXTAUTH_SECRET", "short"],
    ["WEB", "maybe"],
    ["OIDC_ISSUER", "http://identity.hospital.example"],
  ])("refuses %s=%s and names it", (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`\\b${name}\\b`));
  });

  it("names every bad variable at once", () => {
    const read = () => readEnv({ PORT: "x", MLLP_PORT: "y" });
    expect(read).toThrow(/PORT/);
    expect(read).toThrow(/MLLP_PORT/);
  });

  it("knows a state by its name, its letters or its code, and asks where its flu is reported", () => {
    for (const FLU_REGION of ["Massachusetts", "ma", "25"])
      expect(readEnv({ FLU_REGION, FLU_DATA: "flu.csv" }).FLU_REGION?.location).toBe("25");
    expect(() => readEnv({ FLU_REGION: "MA" })).toThrow(/FLU_DATA is needed/);
    expect(() => readEnv({ FLU_DATA: "flu.csv" })).toThrow(/FLU_REGION is needed/);
  });

  it("asks for the key beside the certificate", () => {
    expect(() => readEnv({ MLLP_TLS_CERT_FILE: "server.pem" })).toThrow(/MLLP_TLS_KEY_FILE/);
    expect(() => readEnv({ TLS_CERT_FILE: "server.pem" })).toThrow(/\bTLS_KEY_FILE is needed/);
    expect(() => readEnv({ TLS_KEY_FILE: "server.key" })).toThrow(/\bTLS_CERT_FILE is needed/);
    expect(() => readEnv({ TLS_CLIENT_CA_FILE: "ca.pem" })).toThrow(/\bTLS_CERT_FILE is needed/);
  });

  it("reads the proxies that may speak for others, and names what is none", () => {
    const { TRUSTED_PROXY } = readEnv({ TRUSTED_PROXY: "10.0.0.0/8, ::1" });
    expect(TRUSTED_PROXY?.includes("10.2.3.4")).toBe(true);
    expect(TRUSTED_PROXY?.includes("11.2.3.4")).toBe(false);
    expect(() => readEnv({ TRUSTED_PROXY: "10.0.0.1, proxy.local" })).toThrow(
      /TRUSTED_PROXY "proxy.local"/,
    );
  });

  it("asks for all that a sign-in at an identity provider needs, and for no two secrets", () => {
    const issuer = { OIDC_ISSUER: "https://identity.hospital.example" };
    expect(() => readEnv(issuer)).toThrow(/OIDC_CLIENT_ID.*\n.*OIDC_CLIENT_SECRET_FILE/);
    expect(() => readEnv({ OIDC_CLIENT_ID: "wardcast" })).toThrow(/OIDC_ISSUER/);
    const client = { ...issuer, OIDC_CLIENT_ID: "wardcast", OIDC_CLIENT_SECRET: "secret" };
    expect(readEnv(client)).toMatchObject(client);
    expect(() => readEnv({ ...client, OIDC_CLIENT_SECRET_FILE: "secret" })).toThrow(
      /OIDC_CLIENT_SECRET/,
    );
  });

  it("refuses the embedded database in production unless it is allowed by name", () => {
    expect(() => readEnv({ NODE_ENV: "production" })).toThrow(/DATABASE_URL/);
    expect(
      readEnv({ NODE_ENV: "production", ALLOW_EMBEDDED_DATABASE: "1" }).DATABASE_URL,
    ).toBeUndefined();
  });

  it("refuses a role's database address without the owner's, who migrates", () => {
    const DATABASE_APP_URL = "postgres://wardcast_app@db/wardcast";
    expect(() => readEnv({ DATABASE_APP_URL })).toThrow(/DATABASE_URL is needed beside/);
    const DATABASE_URL = "postgres://wardcast@db/wardcast";
    expect(readEnv({ DATABASE_APP_URL, DATABASE_URL })).toMatchObject({ DATABASE_APP_URL });
  });

  it("plans a hospital of as many beds as a load test asks for", () => {
    const plan = readEnv({ HOSPITAL_PLAN: "load-test:120" }).HOSPITAL_PLAN;
    if (plan === "none") throw new Error("no plan");
    expect(plan.units.flatMap((unit) => unit.bedLabels)).toHaveLength(120);
  });

  it("plans the demo hospital for an evaluation, and none where that is asked for", () => {
    expect(readEnv({}).HOSPITAL_PLAN).toBe(DEMO_HOSPITAL);
    expect(readEnv({ HOSPITAL_PLAN: "none" }).HOSPITAL_PLAN).toBe("none");
  });

  it("plans nothing for a hospital's own server in production unless it is named", () => {
    const own = {
      NODE_ENV: "production",
      DATABASE_URL: "postgres://wardcast@db/wardcast",
      TLS_CERT_FILE: "server.crt",
      TLS_KEY_FILE: "server.key",
    };
    expect(readEnv(own).HOSPITAL_PLAN).toBe("none");
    expect(readEnv({ ...own, HOSPITAL_PLAN: "" }).HOSPITAL_PLAN).toBe("none");
    expect(readEnv({ ...own, HOSPITAL_PLAN: "demo" }).HOSPITAL_PLAN).toBe(DEMO_HOSPITAL);
  });
});
