import { dayInWords, daysInWords } from "../shared/date-words";
import type { NoticeSubject } from "./notice";

/** What somebody is told, in a sentence. */
export function noticeWords(subject: NoticeSubject): string {
  switch (subject.kind) {
    case "roster-published":
      return `The roster from ${dayInWords(subject.startsOn)} is published.`;
    case "shifts-changed":
      return subject.count === 1
        ? `Your shift on ${dayInWords(subject.on)} was changed.`
        : `${subject.count} of your shifts were changed, the first on ${dayInWords(subject.on)}.`;
    case "swap-offered":
      return `You are offered a shift on ${dayInWords(subject.on)}.`;
    case "swap-accepted":
      return subject.waits
        ? `Your shift on ${dayInWords(subject.on)} was taken. It waits to be approved.`
        : `Your shift on ${dayInWords(subject.on)} was taken. The roster is changed.`;
    case "swap-done":
      return `The swap of ${dayInWords(subject.on)} is approved. The roster is changed.`;
    case "swap-declined":
      return `The swap of ${dayInWords(subject.on)} was declined.`;
    case "swap-withdrawn":
      return `The swap of ${dayInWords(subject.on)} was taken back.`;
    case "leave-approved":
      return `Your leave, ${daysInWords(subject.fromOn, subject.toOn)}, is approved.`;
    case "leave-declined":
      return `Your leave, ${daysInWords(subject.fromOn, subject.toOn)}, was declined.`;
    case "self-rostering-opened":
      return `You can choose your own shifts for the roster from ${dayInWords(subject.startsOn)}.`;
    case "shift-offered":
      return `Somebody is needed on ${dayInWords(subject.on)}. You can take the shift.`;
    case "shift-offer-closed":
      return `The shift on ${dayInWords(subject.on)} is taken.`;
  }
}
