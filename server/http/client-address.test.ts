import { describe, expect, it } from "vitest";
import {
  clientAddress,
  isLoopbackHost,
  NOBODY,
  parseAddressList,
  settleForwarding,
} from "./client-address";

const proxies = parseAddressList("10.0.0.7, 192.168.4.0/24 fd00::/8");

function settled(
  remoteAddress: string | undefined,
  headers: Record<string, string>,
  trusted = proxies,
) {
  const request = { headers: { ...headers } as NodeJS.Dict<string>, socket: { remoteAddress } };
  settleForwarding(request, { proxies: trusted, publicHost: "wards.example" });
  return request.headers;
}

describe("parseAddressList", () => {
  it.each(["10.0.0.7", "192.168.4.200", "fd12::1"])("includes %s", (address) => {
    expect(proxies.includes(address)).toBe(true);
  });

  it.each(["10.0.0.8", "192.168.5.1", "fe80::1", "localhost", "", "unknown"])(
    "leaves %s out",
    (address) => expect(proxies.includes(address)).toBe(false),
  );

  it.each(["10.0.0", "10.0.0.0/33", "::/129", "proxy.example", "10.0.0.1/a", "0.0.0.0/0", "::/0"])(
    "refuses %s and names it",
    (text) => expect(() => parseAddressList(`10.0.0.1 ${text}`)).toThrow(`"${text}"`),
  );
});

describe("settleForwarding", () => {
  it("throws away what a stranger claims, and passes on where it is really from", () => {
    const headers = settled("203.0.113.9", {
      host: "wards.example",
      forwarded: "for=127.0.0.1",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "evil.test",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "1",
      "x-real-ip": "127.0.0.1",
      "x-wardcast-address": "127.0.0.1",
    });
    expect(headers).toEqual({
      host: "wards.example",
      "x-wardcast-address": "203.0.113.9",
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-proto": "http",
    });
  });

  it("believes a proxy of ours", () => {
    const headers = settled("10.0.0.7", {
      host: "10.0.0.2:3000",
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-host": "wards.example",
      "x-forwarded-proto": "https",
    });
    expect(clientAddress({ headers })).toBe("203.0.113.9");
    expect(headers["x-forwarded-host"]).toBe("wards.example");
    expect(headers["x-forwarded-proto"]).toBe("https");
  });

  it.each([
    ["what a client put before what the proxy heard", "127.0.0.1, 203.0.113.9", "203.0.113.9"],
    ["two proxies of ours", "127.0.0.1, 203.0.113.9, 192.168.4.2", "203.0.113.9"],
    ["an entry that is no address", "203.0.113.9, <script>", "10.0.0.7"],
    ["an entry with a port", "203.0.113.9:51234", "203.0.113.9"],
    ["IPv6 with a port", "[2001:db8::1]:443", "2001:db8::1"],
    ["an IPv4 address in IPv6", "::ffff:203.0.113.9", "203.0.113.9"],
    ["nothing", "", "10.0.0.7"],
    ["nobody but proxies", "192.168.4.9, 192.168.4.2", "192.168.4.9"],
  ])("reads the chain: %s", (_what, chain, expected) => {
    expect(clientAddress({ headers: settled("10.0.0.7", { "x-forwarded-for": chain }) })).toBe(
      expected,
    );
  });

  it("knows a proxy that speaks IPv4 to a socket for both", () => {
    const headers = settled("::ffff:10.0.0.7", { "x-forwarded-for": "203.0.113.9" });
    expect(clientAddress({ headers })).toBe("203.0.113.9");
  });

  it.each(["", "evil.test/path", "wards.example\r\nx: y", "a b"])(
    "gives our own name where a proxy forwards %j",
    (host) => {
      const headers = settled("10.0.0.7", { "x-forwarded-host": host });
      expect(headers["x-forwarded-host"]).toBe("wards.example");
    },
  );

  it("believes nobody when no proxy is named", () => {
    const headers = settled("10.0.0.7", { "x-forwarded-for": "127.0.0.1" }, NOBODY);
    expect(clientAddress({ headers })).toBe("10.0.0.7");
  });

  it("says unknown where there is no address", () => {
    expect(clientAddress({ headers: settled(undefined, {}) })).toBe("unknown");
  });
});

it.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["127.8.9.1", true],
  ["::1", true],
  ["[::1]", true],
  ["0.0.0.0", false],
  ["::", false],
  ["10.0.0.1", false],
  ["localhost.evil.test", false],
])("%s is this machine alone: %s", (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});
