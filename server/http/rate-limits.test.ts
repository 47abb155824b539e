import { describe, expect, it } from "vitest";
import { addressKey, createRateLimits } from "./rate-limits";

const settings = {
  REQUESTS_PER_ADDRESS: 2,
  REQUESTS_PER_SESSION: 1,
  SIGN_INS_PER_ADDRESS: 6,
  HANDSHAKES_PER_ADDRESS: 1,
  INGEST_PER_GATEWAY: 5,
};

describe("createRateLimits", () => {
  it("lets a building's worth of requests in at once, then as many a second as allowed", () => {
    let at = 0;
    const { requests } = createRateLimits(settings, () => at);
    const take = (times: number) =>
      Array.from({ length: times }, () => requests.take("10.0.0.1").isAllowed).filter(Boolean);

    expect(take(50)).toHaveLength(20);
    at += 1_000;
    expect(take(50)).toHaveLength(2);
  });

  it("counts sign-ins by the minute", () => {
    let at = 0;
    const { signIns } = createRateLimits(settings, () => at);
    for (let attempt = 0; attempt < 6; attempt += 1) signIns.take("10.0.0.1");
    expect(signIns.take("10.0.0.1")).toEqual({ isAllowed: false, retryAfterSeconds: 10 });
    at += 10_000;
    expect(signIns.take("10.0.0.1").isAllowed).toBe(true);
  });
});

describe("addressKey", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["unknown", "unknown"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8:1:2:ffff::1", "2001:db8:1:2"],
    ["2001:0db8:0001:0002::", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["fe80::a:b", "fe80:0:0:0"],
  ])("counts %s as %s", (address, expected) => {
    expect(addressKey(address)).toBe(expected);
  });
});
