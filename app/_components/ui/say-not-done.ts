import { notifications } from "@mantine/notifications";

/** Says why something was not done, until it has been read: whoever was second must know what happened. */
export function sayNotDone(message: string): void {
  notifications.show({ title: "Not done", message, color: "red", autoClose: 20_000 });
}
