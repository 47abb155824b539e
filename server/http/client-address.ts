import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";
import { CLIENT_ADDRESS_HEADER } from "#models/access/client-address";

/** Addresses and networks, as an operator lists them. */
export interface AddressList {
  includes(address: string): boolean;
}

export const NOBODY: AddressList = { includes: () => false };

/** What a proxy says of the request it passes on, and anybody else may say too. */
const FORWARDING_HEADERS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-forwarded-prefix",
  "x-forwarded-server",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  CLIENT_ADDRESS_HEADER,
] as const;

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Reads addresses and networks, separated by commas or spaces: `10.0.0.7, 192.168.4.0/24, fd00::/8`.
 *
 * @throws with the part that is neither
 */
export function parseAddressList(text: string): AddressList {
  const list = new BlockList();
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(part) ?? [];
    const family = familyOf(address);
    const prefix = Number(length ?? (family === "ipv4" ? 32 : 128));
    if (!isIP(address) || prefix > (family === "ipv4" ? 32 : 128))
      throw new Error(`"${part}" is not an address or a network such as 10.0.0.0/8`);
    // Believing everybody is believing nobody in particular: whoever asks could name any address.
    if (prefix === 0) throw new Error(`"${part}" is every address there is: name your proxy's`);
    list.addSubnet(address, prefix, family);
  }
  return { includes: (address) => isIP(address) > 0 && list.check(address, familyOf(address)) };
}

const familyOf = (address: string): "ipv4" | "ipv6" => (isIPv6(address) ? "ipv6" : "ipv4");

/** Where the request came from. Only after `settleForwarding`, which every request passes first. */
export function clientAddress({ headers }: Pick<IncomingMessage, "headers">): string {
  const address = headers[CLIENT_ADDRESS_HEADER];
  return typeof address === "string" ? address : "unknown";
}

/** The address at the other end of the connection, be it a client's or a proxy's. */
export const peerAddress = (socket: { remoteAddress?: string | undefined }): string =>
  plainAddress(socket.remoteAddress ?? "") ?? "unknown";

/**
 * Makes a request say where it came from in one way that cannot be forged: what our proxies forwarded is
 * kept, what anybody else did is thrown away, before anything of ours or of Next's looks at it.
 */
export function settleForwarding(
  request: Pick<IncomingMessage, "headers"> & {
    socket: { remoteAddress?: string | undefined; encrypted?: boolean };
  },
  { proxies, publicHost }: { proxies: AddressList; publicHost: string },
): void {
  const { headers, socket } = request;
  const peer = peerAddress(socket);
  const isForwarded = proxies.includes(peer);
  const chain = isForwarded ? one(headers["x-forwarded-for"]) : undefined;
  const host = isForwarded ? one(headers["x-forwarded-host"]) : undefined;
  const scheme = isForwarded ? one(headers["x-forwarded-proto"]) : undefined;

  for (const name of FORWARDING_HEADERS) Reflect.deleteProperty(headers, name);

  const address = firstBeforeProxies(chain, peer, proxies);
  headers[CLIENT_ADDRESS_HEADER] = address;
  headers["x-forwarded-for"] = address;
  headers["x-forwarded-proto"] =
    scheme === "https" || scheme === "http" ? scheme : socket.encrypted ? "https" : "http";
  // A proxy that says nothing of the host has put its own name for us into `Host`.
  if (isForwarded) headers["x-forwarded-host"] = host && HOST.test(host) ? host : publicHost;
}

/** Each proxy appends whom it heard from, so the list is believed from its end, as far as it names ours. */
function firstBeforeProxies(chain: string | undefined, peer: string, proxies: AddressList): string {
  let address = peer;
  for (const entry of (chain ?? "").split(",").reverse()) {
    const heard = plainAddress(entry.trim());
    if (!heard) break;
    address = heard;
    if (!proxies.includes(heard)) break;
  }
  return address;
}

/** Without a port, brackets or the IPv6 clothing of an IPv4 address; undefined for what is no address. */
function plainAddress(text: string): string | undefined {
  const bare =
    /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(bare)?.[1];
  const address = mapped && isIPv4(mapped) ? mapped : bare.replace(/%.*$/, "");
  return isIP(address) ? address.toLowerCase() : undefined;
}

const one = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value.join(",") : value)?.trim();

const LOOPBACK = parseAddressList("127.0.0.0/8 ::1");
export const isLoopback = (address: string): boolean => LOOPBACK.includes(address);

/** A name or address that only this machine can reach. */
export const isLoopbackHost = (host: string): boolean =>
  host === "localhost" || isLoopback(host.replace(/^\[|\]$/g, ""));
