import { Kbd } from "@mantine/core";

/** What the keys of a list of alerts do. */
export const AlertKeys = () => (
  <>
    <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>a</Kbd> acknowledge, <Kbd>t</Kbd> take in hand,{" "}
    <Kbd>r</Kbd> resolve, <Kbd>s</Kbd> snooze, <Kbd>e</Kbd> escalate, <Kbd>h</Kbd> hand back,{" "}
    <Kbd>o</Kbd> reopen
  </>
);
