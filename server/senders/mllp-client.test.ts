import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { MllpClient, MllpClientClosed } from "./mllp-client";
import { MLLP_END, MLLP_START, MllpFrameReader } from "./mllp-frames";

interface Receiver {
  port: number;
  received: string[];
  sockets: Set<Socket>;
}

const servers: Server[] = [];
const clients: MllpClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const server of servers.splice(0)) {
    await new Promise((resolve) => server.close(resolve));
  }
});

const controlIdOf = (message: string) => message.split("|")[9] ?? "";
const ack = (message: string, code = "AA", tail = "") =>
  `${MLLP_START}MSH|^~\\&|W|W|S|S|20260101||ACK|1|P|2.6\rMSA|${code}|${controlIdOf(message)}\r${tail}${MLLP_END}`;

/** A receiver that answers each message by `reply`, or leaves it unanswered when that is undefined. */
async function receiver(
  reply: (message: string, socket: Socket) => string | undefined,
): Promise<Receiver> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    const reader = new MllpFrameReader((message) => {
      received.push(controlIdOf(message));
      const answer = reply(message, socket);
      if (answer) socket.write(answer);
    });
    socket.on("data", (chunk) => reader.push(chunk));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return { port: address.port, received, sockets };
}

function client(port: number, options: ConstructorParameters<typeof MllpClient>[1] = {}) {
  const made = new MllpClient({ host: "127.0.0.1", port }, options);
  clients.push(made);
  return made;
}

const message = (controlId: string) => ({
  controlId,
  content: `MSH|^~\\&|A|B|C|D|20260101||ORU^R01|${controlId}|P|2.6\r`,
});

it("matches answers to messages by control id, whatever their order", async () => {
  const held: string[] = [];
  const { port } = await receiver((text, socket) => {
    held.push(text);
    if (held.length < 3) return undefined;
    for (const each of held.reverse()) {
      socket.write(
        ack(each, controlIdOf(each) === "b" ? "AE" : "AA", "ERR|||207|E||||bed is occupied\r"),
      );
    }
    return undefined;
  });

  const sender = client(port);
  const answers = await Promise.all(["a", "b", "c"].map((id) => sender.send(message(id))));

  expect(answers.map((answer) => answer.code)).toEqual(["AA", "AE", "AA"]);
  expect(answers[1]?.detail).toContain("bed is occupied");
  expect(answers.every((answer) => answer.latencyMs >= 0)).toBe(true);
  expect(sender.outstanding).toBe(0);
});

it("keeps at most a window of messages unanswered", async () => {
  const { port, received, sockets } = await receiver(() => undefined);
  const sender = client(port, { windowSize: 2 });
  for (const id of ["a", "b", "c"]) sender.post(message(id), () => undefined);
  await expect.poll(() => received).toEqual(["a", "b"]);

  for (const socket of sockets) socket.write(ack(message("a").content));

  await expect.poll(() => received).toEqual(["a", "b", "c"]);
});

it("sends what is unanswered again, in order, when the connection breaks", async () => {
  let answering = false;
  const { port, received, sockets } = await receiver((text) => (answering ? ack(text) : undefined));
  const sender = client(port, { windowSize: 3 });
  const sent = ["a", "b", "c", "d"].map((id) => sender.send(message(id)));
  await expect.poll(() => received.length).toBe(3);

  answering = true;
  for (const socket of sockets) socket.destroy();
  await Promise.all(sent);

  expect(received).toEqual(["a", "b", "c", "a", "b", "c", "d"]);
  expect(sender.resent).toBe(3);
});

it("gives up a connection that stays silent and makes it again", async () => {
  let connections = 0;
  const { port } = await receiver((text) => (connections > 1 ? ack(text) : undefined));
  const sender = client(port, {
    answerTimeoutMs: 100,
    onConnectionChange: (connected) => (connections += connected ? 1 : 0),
  });

  const answer = await sender.send(message("a"));

  expect(answer.code).toBe("AA");
});

it("tells the owners of unanswered messages when it is closed", async () => {
  const { port } = await receiver(() => undefined);
  const sender = client(port);
  const sent = sender.send(message("a"));

  sender.close();

  await expect(sent).rejects.toBeInstanceOf(MllpClientClosed);
});
