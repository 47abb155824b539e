"use client";

import { Button, Code, CopyButton, Group, Modal, Text } from "@mantine/core";
import { WALL_LINK_MINUTES, type WallInvitation } from "#models/access/wall-display";

interface Props {
  name: string;
  /** Another screen shows this display now. */
  isPaired: boolean;
  invitation: WallInvitation;
  onClose: () => void;
}

/** The only time a link is shown. A click beside the dialog does not lose it. */
export function NewLink({ name, isPaired, invitation, onClose }: Readonly<Props>) {
  const { origin } = window.location; // never drawn on the server: it follows a click
  const link = `${origin}/wall#${invitation.secret}`;

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Pair a screen with ${name}`}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      <Text>
        Open this link on the screen, or open{" "}
        <strong>{origin.replace(/^https?:\/\//, "")}/wall</strong> there and type the code. Either
        is good for the first screen that uses it, within {WALL_LINK_MINUTES} minutes, and is shown
        this once.
        {isPaired ? " The screen that is paired now goes dark as soon as the new one is." : ""}
      </Text>
      <Text component="div" fw={500} size="sm" mt="md">
        Code
      </Text>
      <Code block mt={4} fz={28} ta="center" role="group" aria-label="One-time code">
        {invitation.code}
      </Code>
      <Text component="div" fw={500} size="sm" mt="md">
        Link
      </Text>
      <Code
        block
        mt={4}
        fz="sm"
        role="group"
        aria-label="One-time link"
        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
      >
        {link}
      </Code>
      <Group justify="flex-end" mt="lg">
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy link"}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Modal>
  );
}
