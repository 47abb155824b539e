import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { MllpFrameReader, frame } from "../mllp-frames";

/** A sender that writes what it is told and collects the answers. */
export class TestClient {
  readonly answers: string[] = [];
  isClosed = false;
  private constructor(readonly socket: Socket) {
    const reader = new MllpFrameReader(1_000_000);
    socket.on("data", (chunk: Buffer) => {
      for (const event of reader.push(chunk))
        if (event.type === "frame") this.answers.push(event.content.toString("utf8"));
    });
    socket.on("error", () => undefined);
    socket.on("close", () => (this.isClosed = true));
  }

  static over(socket: Socket): TestClient {
    return new TestClient(socket);
  }

  static async to(port: number): Promise<TestClient> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new TestClient(socket);
  }

  send(content: string): void {
    this.socket.write(frame(content));
  }

  /** Resolves when so many answers are there, or when the connection is closed. */
  async waitFor(count: number): Promise<readonly string[]> {
    while (this.answers.length < count && !this.isClosed)
      await new Promise((resolve) => setTimeout(resolve, 5));
    return this.answers;
  }

  async waitForClose(): Promise<void> {
    while (!this.isClosed) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
