import { levelInWords } from "#models/escalation/escalation-level";
import { meaningInWords } from "#models/escalation/level-certainty";
import type { EscalationNews } from "#models/realtime/escalation-news";

/** A change of level as it is told; undefined for news that is of no other level. */
export function newsInWords(news: EscalationNews): { title: string; message: string } | undefined {
  const { change, level, isAtLeast, previous } = news;
  if (change !== "level") return undefined;
  const direction = previous === null || level > previous ? "rose to" : "fell to";
  return {
    title: `Escalation level ${direction} ${levelInWords(level, isAtLeast)}`,
    message: meaningInWords(news),
  };
}
