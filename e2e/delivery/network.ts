import { connect, createServer, type Server, type Socket } from "node:net";

/** Cut: every connection ends at once. Silent: they stay, and nothing comes through any more. */
export type NetworkLoss = "cut" | "silent";

/** One screen's way to the server, which can be lost and found again. */
export class Network {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #loss: NetworkLoss | undefined;

  constructor(port: number) {
    this.#server = createServer((near) => {
      if (this.#loss === "cut") return void near.destroy();
      const far = connect({ host: "127.0.0.1", port, noDelay: true });
      this.#join(near, far);
    });
  }

  /** Resolves when it can be used. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", () => resolve());
    });
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || !address) throw new Error("the network is not open");
    return `http://127.0.0.1:${address.port}`;
  }

  lose(how: NetworkLoss): void {
    this.#loss = how;
    for (const pair of this.#pairs) {
      if (how === "cut") pair.forEach((socket) => socket.destroy());
      else pair.forEach((socket) => socket.pause());
    }
  }

  find(): void {
    this.#loss = undefined;
    for (const pair of this.#pairs) pair.forEach((socket) => socket.resume());
  }

  close(): void {
    this.#server.close();
    for (const pair of this.#pairs) pair.forEach((socket) => socket.destroy());
  }

  #join(near: Socket, far: Socket): void {
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("data", (chunk) => to.write(chunk));
      from.on("error", () => undefined); // "close" follows
      from.on("close", () => {
        to.destroy();
        this.#pairs.delete(pair);
      });
    }
    if (this.#loss === "silent") pair.forEach((socket) => socket.pause());
  }
}
