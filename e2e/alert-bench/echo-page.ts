import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { Server } from "socket.io";
import { z } from "zod";
import type { Browser } from "@playwright/test";

const CLIENT = createRequire(import.meta.url).resolve("socket.io-client/dist/socket.io.js");
const EVERY_MS = 250;

/**
 * The least that is possible: one event of a bare socket.io server, drawn by a browser of the same kind, in the
 * same minute and under the same load. Answers with a function that ends it: how long each took, milliseconds.
 */
export async function openEcho(browser: Browser): Promise<() => Promise<number[]>> {
  const script = readFileSync(CLIENT);
  const http = createServer((request, response) => {
    const isScript = request.url === "/client.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : PAGE);
  });
  const io = new Server(http, { serveClient: false, perMessageDeflate: false });
  await new Promise<void>((done) => void http.listen(0, "127.0.0.1", () => done()));
  const address = http.address();
  if (typeof address !== "object" || !address) throw new Error("the echo has no port");

  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${address.port}/`);
  const timer = setInterval(() => io.emit("echo", Date.now()), EVERY_MS);
  return async () => {
    clearInterval(timer);
    const took = z.array(z.number()).parse(await page.evaluate("window.took"));
    await page.close();
    await io.close();
    return took;
  };
}

const PAGE = `<!doctype html>
<p id="last"></p>
<script src="/client.js"></script>
<script>
  window.took = [];
  io({ transports: ["websocket"] }).on("echo", (sentAt) => {
    document.getElementById("last").textContent = sentAt;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.took.push(Date.now() - sentAt);
      port2.postMessage(null);
    });
  });
</script>`;
