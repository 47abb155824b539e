import type { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { cuttable } from "./answering";

// As the pages ask: by what they share with the server.
const shared: typeof globalThis & { wardcastAnswering?: AsyncLocalStorage<{ cut(): void }> } =
  globalThis;

const later = () => new Promise((done) => setTimeout(done, 1));

const cuts = new Map<string, () => void>();
const answer = cuttable(async (request, response) => {
  response.write("begun");
  await later();
  const answering = shared.wardcastAnswering?.getStore();
  cuts.set(request.url ?? "", () => answering?.cut());
});
const http = createServer((request, response) => void answer(request, response));
afterEach(() => new Promise((done) => http.close(done)));

async function open(port: number, path: string) {
  const { body } = await fetch(`http://127.0.0.1:${port}${path}`);
  const reader = body?.getReader();
  await reader?.read();
  return { next: () => reader?.read(), leave: () => reader?.cancel() };
}

it("breaks off its own answer, though the reader takes nothing, and no other", async () => {
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const { port } = http.address() as AddressInfo;
  const one = await open(port, "/one");
  const other = await open(port, "/other");
  while (cuts.size < 2) await later();

  cuts.get("/one")?.();

  await expect(one.next()).rejects.toThrow(/terminated/);
  const next = await Promise.race([other.next(), later()]);
  expect(next).toBeUndefined();
  await other.leave();
});

it("is nobody's outside of an answer", () => {
  expect(shared.wardcastAnswering?.getStore()).toBeUndefined();
});
