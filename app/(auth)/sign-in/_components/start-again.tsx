"use client";

import { Button } from "@mantine/core";
import { signOut } from "next-auth/react";
import { useState } from "react";

/** Gives up what the first step opened and goes back to it. */
export function StartAgain() {
  const [isLeaving, setLeaving] = useState(false);

  const leave = async () => {
    setLeaving(true);
    await signOut({ redirect: false }).catch(() => undefined);
    window.location.assign("/sign-in");
  };

  return (
    <Button
      variant="default"
      fullWidth
      size="md"
      mt="md"
      loading={isLeaving}
      onClick={() => void leave()}
    >
      Start again
    </Button>
  );
}
