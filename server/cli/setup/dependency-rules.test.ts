import { describe, expect, it } from "vitest";
import {
  ADVISORY_EXCEPTIONS,
  isAuditAnswer,
  isLicenceAllowed,
  stoppingAdvisories,
} from "./dependency-rules.mjs";

describe("isLicenceAllowed", () => {
  it.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0)", true],
    ["GPL-3.0 OR (Apache-2.0 AND ISC)", true],
    ["MIT AND ISC AND BSD-3-Clause", true],
    [[{ type: "MIT", url: "" }], true],
    [{ type: "ISC" }, true],
    ["GPL-3.0", false],
    ["AGPL-3.0-only", false],
    ["MIT AND GPL-3.0", false],
    ["(MIT OR ISC) AND GPL-3.0", false],
    ["SEE LICENSE IN LICENSE.md", false],
    ["UNLICENSED", false],
    ["", false],
    [undefined, false],
    [{}, false],
    ["MIT)", false],
  ])("of %j is %s", (licence, expected) => {
    expect(isLicenceAllowed("some-package", licence)).toBe(expected);
  });

  it("lets a package named as an exception have its licence, and no other", () => {
    const lgpl = "Apache-2.0 AND LGPL-3.0-or-later";
    expect(isLicenceAllowed("@img/sharp-linux-x64", lgpl)).toBe(true);
    expect(isLicenceAllowed("@img/sharp-linux-x64", "GPL-3.0")).toBe(false);
    expect(isLicenceAllowed("another", lgpl)).toBe(false);
  });
});

describe("stoppingAdvisories", () => {
  const now = new Date("2026-11-27");
  const advisory = (severity: string, id = "GHSA-1") => ({
    title: "A hole",
    severity,
    url: `https://github.com/advisories/${id}`,
  });
  const audit = (...via: (string | ReturnType<typeof advisory>)[]) => ({
    vulnerabilities: { some: { name: "some", via }, other: { name: "other", via: ["some"] } },
  });

  it.each([
    ["low", 0],
    ["moderate", 0],
    ["high", 1],
    ["critical", 1],
  ])("a %s one stops %i times", (severity, count) => {
    expect(stoppingAdvisories(audit(advisory(severity)), now)).toHaveLength(count);
  });

  it("leaves out what is excepted, until the exception ends", () => {
    const exceptions = [{ id: "GHSA-1", reason: "not reachable", until: "2026-12-31" }];
    const high = audit(advisory("high"), advisory("high", "GHSA-2"));
    expect(stoppingAdvisories(high, now, exceptions)).toEqual(["some: high, A hole (GHSA-2)"]);
    const later = stoppingAdvisories(high, new Date("2027-01-01"), exceptions);
    expect(later[0]).toContain("its exception ended on 2026-12-31");
  });

  it("says each advisory once", () => {
    expect(stoppingAdvisories(audit(advisory("high"), advisory("high")), now)).toHaveLength(1);
  });
});

it("tells an answer from a registry that has none", () => {
  expect(isAuditAnswer({ vulnerabilities: {} })).toBe(true);
  expect(isAuditAnswer({ message: "405 Method Not Allowed", error: {} })).toBe(false);
  expect(isAuditAnswer(undefined)).toBe(false);
});

it("has a reason and an end for every exception", () => {
  for (const { id, reason, until } of ADVISORY_EXCEPTIONS) {
    expect(id).toMatch(/^GHSA-/);
    expect(reason).not.toBe("");
    expect(until).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
