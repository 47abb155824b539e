import { once } from "node:events";
import { connect } from "node:net";
import { encodeContent } from "./character-set";
import { MllpFrameReader, frameBytes } from "./mllp-frames";

const ANSWER_MS = 15_000;
const MOST_ANSWER_BYTES = 65_536;

/**
 * Sends one message over MLLP and returns the answer.
 *
 * @throws when nobody listens, or when the connection closes or stays silent without an answer.
 */
export async function sendOnce(
  { host, port }: { host: string; port: number },
  content: string,
): Promise<string> {
  const socket = connect(port, host);
  try {
    await once(socket, "connect");
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error("no answer in time")));
    socket.write(frameBytes(encodeContent(content)));
    const reader = new MllpFrameReader(MOST_ANSWER_BYTES);
    for await (const chunk of socket) {
      const [answer] = reader.push(Buffer.from(chunk));
      if (answer?.type === "frame") return answer.content.toString("utf8");
    }
    throw new Error("the connection was closed without an answer");
  } finally {
    socket.destroy();
  }
}
