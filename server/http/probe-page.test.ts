import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { ownUrl, probePage } from "./probe-page";
import { watch } from "./watched";

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(status: () => number | undefined): Promise<string> {
  server = createServer((_, response) => {
    const code = status();
    if (code) response.writeHead(code).end("page");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `${ownUrl("127.0.0.1", (server.address() as AddressInfo).port)}/sign-in`;
}

it.each([
  [200, "up"],
  [307, "up"],
  [500, "down"],
  [503, "down"],
])("takes a page that is answered with %i for %s", async (code, status) => {
  expect(await probePage(await serve(() => code))).toMatchObject({ status });
});

it("takes a page that is not answered for down", async () => {
  const url = await serve(() => undefined);
  expect(await probePage(url, 50)).toEqual({ status: "down", detail: "pages are not answered" });
});

it("asks again and again, and keeps the newest answer", async () => {
  let code = 200;
  const url = await serve(() => code);
  const pages = await watch(() => probePage(url), 5);
  expect(pages.latest()).toEqual({ status: "up" });

  code = 500;
  await expect.poll(() => pages.latest().status).toBe("down");
  code = 200;
  await expect.poll(() => pages.latest().status).toBe("up");
  pages.stop();
});

it("finds its own door behind an address that means every network card", () => {
  expect(ownUrl("0.0.0.0", 3000)).toBe("http://localhost:3000");
  expect(ownUrl("::1", 3000)).toBe("http://[::1]:3000");
});
