import { parentPort } from "node:worker_threads";
import { Judge, type JudgeReply, MOST_SCORED } from "./judge-protocol";
import { createJudged } from "./judgements";

/** The latest used last. */
const known = new Map<number, ReturnType<typeof createJudged>>();

function replyTo({ id, key, question, roster }: Judge): JudgeReply {
  const judged = roster ? createJudged(roster) : known.get(key);
  if (!judged) return { outcome: "forgotten", id };
  known.delete(key);
  known.set(key, judged);
  const [oldest] = known.keys();
  if (known.size > MOST_SCORED && oldest !== undefined) known.delete(oldest);
  try {
    return { outcome: "answered", id, answer: judged.judge(question) };
  } catch (fault) {
    return { outcome: "failed", id, fault };
  }
}

const say = (reply: JudgeReply) => parentPort?.postMessage(reply);
parentPort?.on("message", (message: unknown) => say(replyTo(Judge.parse(message))));
say({ outcome: "ready" });
